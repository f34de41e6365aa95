"""Facts that leave the room of procedures: frozen, without database rows behind them."""

from sagacity.procedures.types.checked import Checked, Fault
from sagacity.procedures.types.definition import Definition, Sort
from sagacity.procedures.types.published import Published
from sagacity.procedures.types.questions import Block, Kind, Option, Question, Source
from sagacity.procedures.types.stages import Check, Eligible, FeeRule, Line, Outcome, Paper, Stage, TimeLimit
from sagacity.procedures.types.words import NO_RULE, Answers, Rule, Words

__all__ = [
    "NO_RULE",
    "Answers",
    "Block",
    "Check",
    "Checked",
    "Definition",
    "Eligible",
    "Fault",
    "FeeRule",
    "Kind",
    "Line",
    "Option",
    "Outcome",
    "Paper",
    "Published",
    "Question",
    "Rule",
    "Sort",
    "Source",
    "Stage",
    "TimeLimit",
    "Words",
]
