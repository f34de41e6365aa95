"""Opening hours as a city writes them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

Words = Mapping[str, str]  # by language, "ja" always
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True, order=True)
class Hours:
    """From a time to a time on one day, on the wall in Japan; the end is not included."""

    begins: time
    ends: time


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The same as moments."""

    begins: datetime
    ends: datetime


class OnHoliday(StrEnum):
    """What a national holiday does."""

    CLOSED = "closed"
    AS_WEEKDAY = "as_weekday"  # as on any such day of the week
    AS_SUNDAY = "as_sunday"


@dataclass(frozen=True, slots=True)
class Special:
    """Days of their own, both ends included; no hours: closed."""

    since: date
    until: date
    hours: tuple[Hours, ...]
    because: Words


@dataclass(frozen=True, slots=True)
class YearEnd:
    """Closed each year from a day of December to one of January."""

    since: tuple[int, int] = (12, 29)  # month and day
    until: tuple[int, int] = (1, 3)
    because: Words = field(default_factory=lambda: {"ja": "年末年始", "en": "New Year holidays"})

    def holds(self, on: date) -> bool:
        day = (on.month, on.day)
        return day >= self.since or day <= self.until


@dataclass(frozen=True, slots=True)
class Calendar:
    """When one place is open."""

    key: str
    name: Words
    week: Mapping[str, tuple[Hours, ...]]  # by DAYS; a day that is not there is closed
    on_holiday: OnHoliday = OnHoliday.CLOSED
    year_end: YearEnd | None = None
    specials: tuple[Special, ...] = ()
    is_confirmed: bool = False  # the city has said so itself
