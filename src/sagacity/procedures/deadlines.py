"""Until when: stages in open days, filings by law. Offices rest at weekends, on holidays, at year end."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path

from sagacity.kit import clock
from sagacity.kit.city import api as city
from sagacity.kit.hours import api as hours
from sagacity.procedures import types

CLOSING = time(17, 15)
FARTHEST = 60  # days: no office rests longer


def due(*, since: datetime, days: int) -> datetime:
    """When work is late: the end of so many open days; the day it began does not count (民法第140条)."""
    day = clock.day(since)
    for _ in range(days):
        day = open_day(day + timedelta(1))
    return datetime.combine(open_day(day), CLOSING, tzinfo=clock.JAPAN)


def filing_deadline(*, definition: types.Definition, answers: types.Answers) -> date | None:
    """The last day on which a resident may file; None when the law sets none or the day is not answered yet.

    A family register counts the day itself (born on the 1st: the 14th), a resident register begins the day
    after (moved on the 1st: the 15th). A last day on which offices rest moves to the next open one.
    """
    limit = definition.time_limit
    said = answers.get(limit.counted_from) if limit else None
    if limit is None or not isinstance(said, str):
        return None
    try:
        begins = date.fromisoformat(said)
    except ValueError:
        return None
    last = begins + timedelta(limit.days - (limit.first_day == "same"))
    return open_day(last) if limit.moves_to_open_day else last


def is_open_day(day: date) -> bool:
    """Whether offices work: no weekend, no national holiday, not the turn of the year."""
    return day.weekday() < 5 and not city.is_holiday(day) and not _year_end().holds(day)


def open_days_of(pack: Path) -> Callable[[date], bool]:
    """The same question for the offices of a pack, which need not be the current one's."""
    holidays = frozenset(one.on for one in city.holidays(pack.name))
    path = pack / "hours.toml"
    try:
        year_end = _first(hours.read(text=path.read_text("utf-8") if path.exists() else "").values())
    except (hours.BrokenHours, UnicodeDecodeError):
        year_end = hours.YearEnd()
    return lambda day: day.weekday() < 5 and day not in holidays and not year_end.holds(day)


def open_day(day: date) -> date:
    """The day itself when offices work, else the next on which they do."""
    return next(one for one in (day + timedelta(ahead) for ahead in range(FARTHEST)) if is_open_day(one))


def _year_end() -> hours.YearEnd:
    """As the first calendar of the city that speaks of it says, else 29 December to 3 January."""
    try:
        return _first(hours.calendars().values())
    except hours.BrokenHours:
        return hours.YearEnd()


def _first(calendars: Iterable[hours.Calendar]) -> hours.YearEnd:
    return next((one.year_end for one in calendars if one.year_end), hours.YearEnd())
