"""Cases in lists, and figures about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sagacity.procedures.api import Words
from sagacity.procedures.cases.types.cases import State


@dataclass(frozen=True, slots=True)
class Row:
    """A case in a list: nothing of it tells who."""

    key: str
    number: str
    procedure: str
    version: str
    title: Words
    state: State
    stage: str
    division: str
    assignee: str
    channel: str
    submitted_at: datetime
    due_at: datetime | None
    fee_yen: int
    is_paid: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list, and where the next page begins ("" at the end)."""

    rows: tuple[Row, ...]
    after: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What came of one case of many: the case, and a stable word if it could not be done."""

    case: str
    problem: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class StageFigures:
    """How long one stage took."""

    procedure: str
    stage: str
    division: str
    done: int
    late: int
    half_within_hours: float  # median
    most_within_hours: float  # nine in ten


@dataclass(frozen=True, slots=True)
class Statistics:
    """Figures of a stretch of time."""

    by_state: Mapping[str, int]
    by_procedure: Mapping[str, int]
    by_channel: Mapping[str, int]
    by_decision: Mapping[str, int]
    stages: tuple[StageFigures, ...]
    open_now: int
    late_now: int
