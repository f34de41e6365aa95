"""A month as a table of days, with what happens on each; months of thousands of events stay quick."""

import calendar
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sagacity.registry import api as registry

SHOWN = 3  # more stand behind a link to the list of that day
LONG = 8  # days; longer ones stand once above the days


@dataclass(frozen=True, slots=True)
class Line:
    """One event on one day."""

    event: registry.EventDays
    number: int  # which of its days this is, counted from 1; 0 for an event of a single day


@dataclass(frozen=True, slots=True)
class Day:
    on: date
    inside: bool  # of the month shown
    is_today: bool
    is_off: bool  # a Sunday or a national holiday
    lines: tuple[Line, ...]
    more: int  # how many are not shown


@dataclass(frozen=True, slots=True)
class Month:
    first: date
    weeks: tuple[tuple[Day, ...], ...]
    long: tuple[registry.EventDays, ...]  # each once, however many days it lasts
    total: int  # of events, each once


def after(first: date, steps: int) -> date:
    """The first day of a month some months away."""
    year, month = divmod(first.year * 12 + first.month - 1 + steps, 12)
    return date(year, month + 1, 1)


def last_of(on: date) -> date:
    """The last day of the month a day lies in."""
    return on.replace(day=calendar.monthrange(on.year, on.month)[1])


def month(first: date, found: Iterable[registry.EventDays], *, today: date, off: frozenset[date]) -> Month:
    """One month, weeks beginning on Sunday as on every kitchen wall here."""
    last, long, keys = last_of(first), dict[str, registry.EventDays](), set[str]()
    by_day: dict[date, list[registry.EventDays]] = defaultdict(list)
    for event in found:
        on, until = event.on, event.until
        keys.add(event.key)
        if on == until:
            by_day[on].append(event)
        elif (until - on).days + 1 >= LONG:
            long.setdefault(event.key, event)
        else:
            for step in range((max(on, first) - on).days, (min(until, last) - on).days + 1):
                by_day[on + timedelta(days=step)].append(event)
    weeks = tuple(
        tuple(_day(on, first, today, off, by_day.get(on, [])) for on in week)
        for week in calendar.Calendar(firstweekday=6).monthdatescalendar(first.year, first.month)
    )
    return Month(first, weeks, tuple(long.values()), len(keys))


def _day(on: date, first: date, today: date, off: frozenset[date], lines: list[registry.EventDays]) -> Day:
    inside = (on.year, on.month) == (first.year, first.month)
    shown = tuple(_line(one, on) for one in lines[:SHOWN]) if inside else ()
    return Day(
        on,
        inside,
        on == today,
        on.weekday() == 6 or on in off,
        shown,
        len(lines) - SHOWN if inside and len(lines) > SHOWN else 0,
    )


def _line(event: registry.EventDays, on: date) -> Line:
    return Line(event, 0 if event.on == event.until else (on - event.on).days + 1)
