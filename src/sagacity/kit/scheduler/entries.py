"""The timetable: which function runs when."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from types import MappingProxyType

from sagacity.kit import clock

Scheduled = Callable[[datetime], object]
DAY_MINUTES = 24 * 60


class BadSchedule(Exception):
    """A timetable that no clock can keep; the message says what to write."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timetable. A turn missed by more than `late` is left out, not caught up."""

    name: str
    function: Scheduled
    minutes: int
    at: time
    late: timedelta

    def latest(self, at: datetime) -> datetime:
        """The last turn at or before a moment, on the city's clock."""
        local = clock.local(at)
        first = local.replace(hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0)
        if first > local:
            first -= timedelta(days=1)
        step = timedelta(minutes=self.minutes)
        return first + step * ((local - first) // step)


_timetable: dict[str, Entry] = {}


def all_entries() -> Mapping[str, Entry]:
    """The whole timetable by the name of each entry; read-only."""
    return MappingProxyType(_timetable)


def every(*, minutes: int) -> Callable[[Scheduled], Scheduled]:
    """Run a function every so many minutes, counted from midnight; a missed turn is replaced by the next."""
    if minutes < 1 or DAY_MINUTES % minutes:
        raise BadSchedule(f"every {minutes} minutes: write a number that divides a day, such as 5, 15 or 60")
    return _entry(minutes, time(0, 0), timedelta(minutes=minutes))


def daily(*, at: str, late_hours: float = 12) -> Callable[[Scheduled], Scheduled]:
    """Run a function once a day; if nobody was there at that time, up to `late_hours` later, once."""
    try:
        hour, minute = (int(part) for part in at.split(":"))
        when = time(hour, minute)
    except ValueError as problem:
        raise BadSchedule(f'daily at {at!r}: write hours and minutes, such as "06:00"') from problem
    return _entry(DAY_MINUTES, when, timedelta(hours=late_hours))


def _entry(minutes: int, at: time, late: timedelta) -> Callable[[Scheduled], Scheduled]:
    def enter(function: Scheduled) -> Scheduled:
        name = f"{function.__module__}.{function.__qualname__}"
        _timetable[name] = Entry(name=name, function=function, minutes=minutes, at=at, late=late)
        return function

    return enter
