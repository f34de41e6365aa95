"""One row of a table: a dose of a vaccine or a check-up, with all that decides its time."""

from dataclasses import dataclass, field
from datetime import date

from sagacity.miniapps.childcare.rules.ages import Age
from sagacity.miniapps.childcare.rules.intervals import Interval


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a row comes from, and whether anybody has checked it."""

    source: str = ""
    confidence: str = ""

    @property
    def is_checked(self) -> bool:
        return self.confidence == "read"


@dataclass(frozen=True, slots=True)
class Dose:
    """One thing to be done once; a check-up is a dose of nothing."""

    item: str  # "pcv", "m18"
    number: int
    name: str
    turn: str  # 「初回1回目」; empty for a check-up
    eligible_from: Age
    eligible_until: Age
    standard_from: Age | None = None
    standard_until: Age | None = None
    min_interval: Interval | None = None
    interval_from: str = ""  # "prev" | "dose1"
    usual_from: Interval | None = None
    usual_until: Interval | None = None
    start_by: Age | None = None  # the first dose is not begun at this age any more
    only_if_started_before: Age | None = None
    not_if_previous_from: Age | None = None
    series: str = ""  # what never mixes: 1- and 5-valent
    live: str = ""  # "injected" | "oral" | "": injected live vaccines keep apart from each other
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""
    basis: str = ""
    how: str = ""
    origin: Origin = field(default_factory=Origin)

    @property
    def key(self) -> str:
        return f"{self.item}-{self.number}"

    @property
    def is_checkup(self) -> bool:
        return self.number == 0

    @property
    def of_pregnancy(self) -> bool:
        return self.eligible_from.anchor == "pregnancy"
