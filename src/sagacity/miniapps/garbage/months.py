"""Months as tables, with what happens on each day."""

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sagacity.registry.collection import api as collection


@dataclass(frozen=True, slots=True)
class Mark:
    """One kind on one day."""

    kind: collection.Kind
    name: str  # in the reader's language
    change: str = ""  # "" | "added" | "removed": what a draft would change
    note: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    on: date
    inside: bool  # of the month shown
    is_today: bool
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Month:
    first: date
    weeks: tuple[tuple[Day, ...], ...]


def month_after(first: date, steps: int) -> date:
    """The first day of a month some months away."""
    year, month = divmod(first.year * 12 + first.month - 1 + steps, 12)
    return date(year, month + 1, 1)


def span(on: date, count: int) -> tuple[date, date]:
    """The first and last day of so many months, beginning with the month of a day."""
    first = on.replace(day=1)
    last = month_after(first, count - 1)
    return first, last.replace(day=calendar.monthrange(last.year, last.month)[1])


def months(on: date, count: int, marks: Mapping[date, Iterable[Mark]], today: date) -> tuple[Month, ...]:
    """So many months from the month of a day on, weeks beginning on Sunday as on every kitchen wall here."""
    weeks_of = calendar.Calendar(firstweekday=6).monthdatescalendar
    made = []
    for step in range(count):
        first = month_after(on.replace(day=1), step)
        weeks = tuple(
            tuple(
                Day(
                    day,
                    day.month == first.month,
                    day == today,
                    tuple(marks.get(day, ())) if day.month == first.month else (),
                )
                for day in week
            )
            for week in weeks_of(first.year, first.month)
        )
        made.append(Month(first, weeks))
    return tuple(made)
