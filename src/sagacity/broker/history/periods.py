"""Periods people ask for: where each begins (UTC), and which level of the roll-up it is made of."""

from functools import lru_cache

from sagacity.broker.history import levels, moments
from sagacity.broker.history.question import Period

_WIDTHS = {"second": 1_000, "minute": 60_000, "hour": 3_600_000, "day": 86_400_000}
_LEVELS: dict[Period, int] = {
    "second": levels.POINTS,
    "minute": levels.MINUTE,
    "hour": levels.HOUR,
    "day": levels.DAY,
    "month": levels.MONTH,
    "year": levels.MONTH,
}


def level_of(period: Period) -> int:
    """The coarsest buckets that never reach over a border of the period."""
    return _LEVELS[period]


def begin_of(period: Period, moment: int) -> int:
    """When the period began that holds this moment."""
    if (width := _WIDTHS.get(period)) is not None:
        return moment - moment % width
    month = levels.month_of(moment)
    return month if period == "month" else _year_of(month)


@lru_cache(maxsize=10_000)
def _year_of(month: int) -> int:
    return moments.of(moments.at(month).replace(month=1))
