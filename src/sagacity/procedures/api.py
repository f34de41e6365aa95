"""What other rooms may use of procedures: definitions, and the one judge of answers."""

from sagacity.procedures.accepting import accept_pack
from sagacity.procedures.answers import check, visible
from sagacity.procedures.comparing import Change, compare
from sagacity.procedures.comparing import in_words as changes_in_words
from sagacity.procedures.comparing import labels as part_labels
from sagacity.procedures.deadlines import due, filing_deadline, is_open_day, open_days_of
from sagacity.procedures.definitions import (
    NoSuchProcedure,
    NotInForce,
    definition,
    last_day_of,
    procedures,
    versions_of,
)
from sagacity.procedures.definitions import keys as procedure_keys
from sagacity.procedures.draft_rows import Draft, DraftIsClosed, DraftMoved, NoSuchDraft, Saved
from sagacity.procedures.drafts import begin as begin_draft
from sagacity.procedures.drafts import discard as discard_draft
from sagacity.procedures.drafts import draft, drafts
from sagacity.procedures.drafts import redo as redo_draft
from sagacity.procedures.drafts import save as save_draft
from sagacity.procedures.drafts import state as draft_state
from sagacity.procedures.drafts import states as draft_states
from sagacity.procedures.drafts import take as take_state
from sagacity.procedures.drafts import undo as undo_draft
from sagacity.procedures.faults import BrokenDefinition, TextFault
from sagacity.procedures.fees import fee_of
from sagacity.procedures.finding import divisions, find, life_events
from sagacity.procedures.lint import Flaw, Level, look
from sagacity.procedures.pack_files import look as look_at_pack
from sagacity.procedures.pages import Noted, Page
from sagacity.procedures.publishing import (
    HasFlaws,
    TooEarly,
    flaws_of,
    propose_ending,
    propose_publishing,
    waiting_proposal,
)
from sagacity.procedures.reading import loaded as loaded_text
from sagacity.procedures.reading import read, read_blocks
from sagacity.procedures.reading import refuse as refuse_text
from sagacity.procedures.sampling import sample_answers
from sagacity.procedures.schema import schema_of
from sagacity.procedures.sentences import Clause, Sentence, condition_in_words, rule_of, sentence_of
from sagacity.procedures.sentences import facts as condition_facts
from sagacity.procedures.sentences import hows as condition_hows
from sagacity.procedures.signals import procedure_published
from sagacity.procedures.templates import templates
from sagacity.procedures.types import (
    Answers,
    Block,
    Check,
    Checked,
    Definition,
    Eligible,
    Fault,
    FeeRule,
    Kind,
    Line,
    Option,
    Outcome,
    Paper,
    Published,
    Question,
    Rule,
    Sort,
    Source,
    Stage,
    TimeLimit,
    Words,
)
from sagacity.procedures.writing import write

__all__ = [
    "Answers",
    "Block",
    "BrokenDefinition",
    "Change",
    "Check",
    "Checked",
    "Clause",
    "Definition",
    "Draft",
    "DraftIsClosed",
    "DraftMoved",
    "Eligible",
    "Fault",
    "FeeRule",
    "Flaw",
    "HasFlaws",
    "Kind",
    "Level",
    "Line",
    "NoSuchDraft",
    "NoSuchProcedure",
    "NotInForce",
    "Noted",
    "Option",
    "Outcome",
    "Page",
    "Paper",
    "Published",
    "Question",
    "Rule",
    "Saved",
    "Sentence",
    "Sort",
    "Source",
    "Stage",
    "TextFault",
    "TimeLimit",
    "TooEarly",
    "Words",
    "accept_pack",
    "begin_draft",
    "changes_in_words",
    "check",
    "compare",
    "condition_facts",
    "condition_hows",
    "condition_in_words",
    "definition",
    "discard_draft",
    "divisions",
    "draft",
    "draft_state",
    "draft_states",
    "drafts",
    "due",
    "fee_of",
    "filing_deadline",
    "find",
    "flaws_of",
    "is_open_day",
    "last_day_of",
    "life_events",
    "loaded_text",
    "look",
    "look_at_pack",
    "open_days_of",
    "part_labels",
    "procedure_keys",
    "procedure_published",
    "procedures",
    "propose_ending",
    "propose_publishing",
    "read",
    "read_blocks",
    "redo_draft",
    "refuse_text",
    "rule_of",
    "sample_answers",
    "save_draft",
    "schema_of",
    "sentence_of",
    "take_state",
    "templates",
    "undo_draft",
    "versions_of",
    "visible",
    "waiting_proposal",
    "write",
]
