"""Rules as data: JSON-logic with a meaning of its own that Python and the browser share. See README.md."""

from sagacity.kit.logic.evaluating import evaluate, holds
from sagacity.kit.logic.looking import fault_of, variables
from sagacity.kit.logic.meaning import DEEPEST, LONGEST, MOST_STEPS, BadRule, is_true

__all__ = [
    "DEEPEST",
    "LONGEST",
    "MOST_STEPS",
    "BadRule",
    "evaluate",
    "fault_of",
    "holds",
    "is_true",
    "variables",
]
