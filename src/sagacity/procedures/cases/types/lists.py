"""Cases in lists, and figures about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

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


@dataclass(frozen=True, slots=True)
class QuestionCorrections:
    """In how many cases one question, or one paper, was asked for again or put right."""

    question: str
    asked: int
    by_resident: int
    by_staff: int

    @property
    def all(self) -> int:
        return self.asked + self.by_resident + self.by_staff


@dataclass(frozen=True, slots=True)
class ProcedureCorrections:
    """How many cases of a procedure had to be put right, and where."""

    procedure: str
    cases: int
    asked: int  # about which the city asked for more
    corrected: int  # in which an answer was changed
    put_right: int  # one or the other
    questions: tuple[QuestionCorrections, ...]  # the most troublesome first


@dataclass(frozen=True, slots=True)
class DayOfCases:
    """Cases submitted on one day."""

    day: date
    cases: int
    online: int
    put_right: int  # asked about or corrected within a week


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Cases of a period by day, and those that came online by weekday (0 is Monday) and hour."""

    days: tuple[DayOfCases, ...]
    online_hours: Mapping[tuple[int, int], int]
