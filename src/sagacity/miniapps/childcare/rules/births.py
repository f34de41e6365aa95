"""A day of birth, or only its month: then everything has an earliest and a latest answer."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

_WRITTEN = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


class NotABirth(ValueError):
    """No month or day of the calendar."""


@dataclass(frozen=True, slots=True)
class Birth:
    """The first and the last day that may be meant; the same one when the day is known."""

    first: date
    last: date

    @property
    def is_day(self) -> bool:
        return self.first == self.last

    @property
    def text(self) -> str:
        """As it is kept: 2026-05-17, or 2026-05."""
        return self.first.isoformat() if self.is_day else f"{self.first:%Y-%m}"


def parse(text: str) -> Birth:
    """Read a birth as it is kept.

    Raises:
        NotABirth: nothing of the calendar.
    """
    found = _WRITTEN.fullmatch(text)
    if found is None:
        raise NotABirth(text)
    year, month = int(found[1]), int(found[2])
    try:
        if found[3]:
            day = date(year, month, int(found[3]))
            return Birth(day, day)
        return Birth(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
    except ValueError as problem:
        raise NotABirth(text) from problem
