"""The last day: counted as its law counts, moved to the next day on which offices work."""

import calendar
from collections.abc import Callable
from datetime import date, timedelta

from sagacity.procedures.guide import types

FARTHEST = 60  # days: no office rests longer
IsOpen = Callable[[date], bool]


def last_day(*, limit: types.Limit, begins: date, is_open: IsOpen) -> date:
    """The last day on which something may be done.

    Where the day itself counts (family register), days end one earlier: born on the 1st, 14 days end on the
    14th; else counting begins the day after: moved on the 1st, they end on the 15th. Months end on the day of
    the same number (民法第143条).
    """
    day = begins - timedelta(limit.first_day == "same")
    last = _months_later(day, limit.months) + timedelta(limit.days)
    if not limit.moves_to_open_day:
        return last
    return next((one for one in _from(last) if is_open(one)), last)


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _from(day: date) -> list[date]:
    return [day + timedelta(ahead) for ahead in range(FARTHEST)]
