"""The figures of a change, before and after: waits, talks, who left, what came online, what was put right."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TypeVar

from sagacity.desks.reform import changes, comparing
from sagacity.desks.reform.comparing import Compared, Measured, Pair
from sagacity.kit import clock, policy, small_cells
from sagacity.kit.city import api as city
from sagacity.procedures.cases import api as cases
from sagacity.reservations.queue import api as queue

WEEKS = (1, 2, 4, 8, 12)
DAY = timedelta(days=1)
SOON = timedelta(days=8)  # a case is judged by its first week, so its day counts when that is over
Of = TypeVar("Of")


class Figure(StrEnum):
    WAIT = "wait"
    TALK = "talk"
    LEFT = "left"
    ONLINE = "online"
    PUT_RIGHT = "put_right"

    @property
    def is_share(self) -> bool:
        return self in {Figure.LEFT, Figure.ONLINE, Figure.PUT_RIGHT}


@dataclass(frozen=True, slots=True)
class Finding:
    """One figure before and after; hidden where a share would tell of fewer than ten people."""

    figure: Figure
    compared: Compared | None
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """A change and what is known of it so far."""

    before: tuple[date, date]
    after: tuple[date, date]
    days_over: int  # of the time after it
    findings: tuple[Finding, ...]


def measure(change: changes.Change, *, weeks: int, by: policy.Person, at: datetime) -> Comparison:
    """Compare so many weeks after a change with as many before it, the same weekdays of each."""
    pairs = comparing.pairs_of_days(day=change.day, weeks=weeks, today=clock.day(at))
    first = change.day - timedelta(weeks=weeks)
    last = change.day + timedelta(weeks=weeks) - DAY
    return Comparison(
        before=(first, change.day - DAY),
        after=(change.day, last),
        days_over=len(pairs),
        findings=(*_waiting(change, pairs, first), *_cases(change, pairs, first, by, at)),
    )


def _waiting(change: changes.Change, pairs: list[tuple[date, date]], first: date) -> list[Finding]:
    if not pairs:
        return [Finding(figure, None, False) for figure in (Figure.WAIT, Figure.TALK, Figure.LEFT)]
    found = queue.by_day(since=first, until=pairs[-1][1], line=change.line)
    days = {one.day: one for one in found}

    def of(measured: Callable[[queue.DayFigures], Measured]) -> list[Pair]:
        return _both(pairs, days, measured)

    return [
        _finding(Figure.WAIT, of(lambda one: Measured(one.wait_median, min(one.called, 1), one.called))),
        _finding(Figure.TALK, of(lambda one: Measured(one.talk_median, min(one.talks, 1), one.talks))),
        _finding(Figure.LEFT, of(lambda one: Measured(one.left, one.came, one.came))),
    ]


def _cases(
    change: changes.Change,
    pairs: list[tuple[date, date]],
    first: date,
    by: policy.Person,
    at: datetime,
) -> list[Finding]:
    if not pairs:
        return [Finding(figure, None, False) for figure in (Figure.ONLINE, Figure.PUT_RIGHT)]
    found = cases.arrivals(
        since=_begin(first), until=_begin(pairs[-1][1] + DAY), procedure=change.procedure, by=by
    )
    days = {one.day: one for one in found.days}
    alike = [one for one in pairs if city.is_holiday(one[0]) == city.is_holiday(one[1])]
    judged = [one for one in alike if one[1] <= clock.day(at) - SOON]
    return [
        _finding(Figure.ONLINE, _both(alike, days, lambda one: Measured(one.online, one.cases, one.cases))),
        _finding(
            Figure.PUT_RIGHT, _both(judged, days, lambda one: Measured(one.put_right, one.cases, one.cases))
        ),
    ]


def _both(
    pairs: Iterable[tuple[date, date]], days: Mapping[date, Of], measured: Callable[[Of], Measured]
) -> list[Pair]:
    """Pairs of which both days had anybody: a holiday takes its partner with it, so weekdays stay equal."""
    return [
        (measured(days[before]), measured(days[after]))
        for before, after in pairs
        if before in days and after in days
    ]


def _finding(figure: Figure, pairs: list[Pair]) -> Finding:
    return Finding(figure, comparing.compare(pairs), is_hidden=_tells_of_few(figure, pairs))


def _tells_of_few(figure: Figure, pairs: list[Pair]) -> bool:
    """Whether one of the counts behind it would point at people."""
    least = small_cells.LEAST
    if not figure.is_share:
        return any(0 < sum(pair[side].people for pair in pairs) < least for side in (0, 1))
    for side in (0, 1):
        part, whole = (sum(getattr(pair[side], name) for pair in pairs) for name in ("top", "bottom"))
        if 0 < part < least or 0 < whole - part < least:
            return True
    return False


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), clock.JAPAN)
