"""Ages of children in completed months, from birth days that may be known by month only."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

OLDEST = 240  # months: a child is a child for twenty years


@dataclass(frozen=True, slots=True)
class Born:
    """Birth days as they are written: after one text, up to another. Text, for 2026-02-31 may stand there."""

    after: str  # empty = no first day
    until: str
    month: str  # a month that begins before `after` and still has a day behind it; empty = none

    def includes(self, birth: str) -> bool:
        """Whether a birth day, or any day of a birth month, lies in between."""
        return (self.after < birth <= self.until) or (birth == self.month != "")


def born(*, on: date, from_months: int | None, until_months: int | None) -> Born:
    """When a child was born who has, on a day, completed at least and at most so many months."""
    until = _before(on, from_months or 0)
    if until_months is None:
        return Born(after="", until=until, month="")
    after = _before(on, until_months + 1)
    year, month, day = (int(part) for part in after.split("-"))
    has_a_day_left = day < monthrange(year, month)[1]
    return Born(after=after, until=until, month=after[:7] if has_a_day_left else "")


def _before(on: date, months: int) -> str:
    """The same day of the month, so many months before, as text; the month need not have that day."""
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    return f"{year:04}-{month + 1:02}-{on.day:02}"
