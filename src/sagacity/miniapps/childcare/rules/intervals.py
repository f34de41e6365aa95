"""How long to wait between two doses, as the ministry reads its own rules."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from sagacity.miniapps.childcare.rules.ages import months_later

_INTERVAL = re.compile(r"P(\d+)([YMWD])")


class NotAnInterval(ValueError):
    """The text is no interval."""


@dataclass(frozen=True, slots=True)
class Interval:
    """「27日以上の間隔」 leaves 27 whole days between: the 28th day after. Months lead to the same day."""

    text: str
    months: int = 0
    days: int = 0

    def first_day(self, dose: date) -> date:
        """The first day on which the next dose may be given."""
        if self.months:
            return months_later(dose, self.months)
        return dose + timedelta(days=self.days + 1)


def parse(text: str) -> Interval:
    """Read an interval.

    Raises:
        NotAnInterval: something else stands there.
    """
    found = _INTERVAL.fullmatch(text.strip())
    if found is None:
        raise NotAnInterval(text)
    number, unit = int(found[1]), found[2]
    return Interval(
        text.strip(), number * {"Y": 12, "M": 1}.get(unit, 0), number * {"W": 7, "D": 1}.get(unit, 0)
    )


def parse_range(text: str) -> tuple[Interval, Interval | None]:
    """Read a usual interval: from and to, or only from (`P1Y/`)."""
    first, _slash, last = text.partition("/")
    return parse(first), parse(last) if last.strip() else None
