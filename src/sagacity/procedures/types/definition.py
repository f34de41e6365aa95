"""One version of a procedure: frozen, read from the pack or from the builder."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sagacity.procedures.types.questions import Block, Question
from sagacity.procedures.types.stages import Eligible, FeeRule, Outcome, Paper, Stage, TimeLimit
from sagacity.procedures.types.words import Words


class Sort(StrEnum):
    """What is wanted of the city."""

    APPLICATION = "application"  # 申請: the city decides
    FILING = "filing"  # 届出: the city takes note
    SURVEY = "survey"  # nobody decides


@dataclass(frozen=True, slots=True)
class Definition:
    """One version of a procedure."""

    key: str
    version: str
    sort: Sort
    name: Words
    about: Words
    division: str
    blocks: tuple[Block, ...]
    since: date | None = None
    until: date | None = None
    national_id: str = ""  # of the national list of procedures
    law: str = ""
    level: int = 0  # least assurance: identity.accounts.Level
    level_at_counter: int = 4  # seen face to face
    life_events: tuple[str, ...] = ()
    search_words: tuple[str, ...] = ()
    minutes: int = 10  # at a counter
    eligible: tuple[Eligible, ...] = ()
    papers: tuple[Paper, ...] = ()
    fee: FeeRule | None = None
    stages: tuple[Stage, ...] = ()
    time_limit: TimeLimit | None = None
    outcome: Outcome = field(default_factory=lambda: Outcome(kind="none"))
    retention: str = "years_5"  # class of documents: years_1, years_3, years_5, years_10, years_30
    once_for: str = ""  # key of a question (or "applicant"): one living case for each value of it
    may_be_withdrawn: bool = True
    delegates: bool = True  # may be done for another by mandate
    is_confirmed: bool = False  # the city has said so itself; else pages say "to be confirmed"
    to_confirm: Words = field(default_factory=dict)  # what exactly the city has to confirm

    @property
    def urn(self) -> str:
        return f"urn:ngsi-ld:Procedure:{self.key}"

    def questions(self) -> tuple[Question, ...]:
        return tuple(question for block in self.blocks for question in block.questions)
