"""Figures of the lines: waits, talks and who left, by hour; and what a day would be with other desks."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import mean, median

from sagacity.kit import clock
from sagacity.reservations.queue import board, models, plan, simulation, types

MINUTE = timedelta(minutes=1)
FEW = 30  # talks below which nothing is played through: the pack's usual length stands in
DAYS = 20  # that are played through for one answer


@dataclass(frozen=True, slots=True)
class HourFigures:
    """People who began to wait in one line in one hour of the day; minutes are of those who were called."""

    line: str
    hour: int
    days: int  # on which anybody came to the line
    came: int
    called: int
    left: int  # without having been served
    wait_mean: float
    wait_median: float
    wait_ninety: float
    wait_longest: float
    talk_mean: float


def by_hour(*, since: date, until: date, line: str = "") -> tuple[HourFigures, ...]:
    """Figures of the days from `since` to `until`, both included, by line and hour."""
    rows = _visits(since, until, line)
    days: dict[str, set[date]] = defaultdict(set)
    groups: dict[tuple[str, int], list[models.Visit]] = defaultdict(list)
    for row in rows:
        days[row.line].add(clock.day(row.since))
        groups[row.line, clock.local(row.since).hour].append(row)
    return tuple(
        _figures(one, hour, len(days[one]), groups[one, hour]) for one, hour in sorted(groups, key=_place)
    )


def _place(group: tuple[str, int]) -> tuple[int, str, int]:
    keys = list(plan.plan().lines)
    line, hour = group
    return (keys.index(line) if line in keys else len(keys), line, hour)


def _visits(since: date, until: date, line: str) -> list[models.Visit]:
    first = datetime(since.year, since.month, since.day, tzinfo=clock.JAPAN)
    last = datetime(until.year, until.month, until.day, tzinfo=clock.JAPAN) + timedelta(days=1)
    rows = models.Visit.objects.filter(since__gte=first, since__lt=last)
    return list(rows.filter(line=line) if line else rows)


def _figures(line: str, hour: int, days: int, rows: list[models.Visit]) -> HourFigures:
    waits = sorted((row.called_at - row.since) / MINUTE for row in rows if row.called_at)
    waits = [max(0.0, wait) for wait in waits]  # an appointment may be called before its time
    talks = [
        (row.ended_at - row.started_at) / MINUTE
        for row in rows
        if row.outcome == "ended" and row.started_at and row.ended_at
    ]
    return HourFigures(
        line=line,
        hour=hour,
        days=days,
        came=len(rows),
        called=len(waits),
        left=sum(row.outcome == "left" for row in rows),
        wait_mean=mean(waits) if waits else 0.0,
        wait_median=median(waits) if waits else 0.0,
        wait_ninety=waits[int(0.9 * len(waits))] if waits else 0.0,
        wait_longest=waits[-1] if waits else 0.0,
        talk_mean=mean(talks) if talks else 0.0,
    )


def usual_day(*, line: str, since: date, until: date) -> simulation.Day:
    """What a day of this line was like: arrivals of each hour, lengths of talks, who left after how long.

    Raises:
        NoSuchLine: there is none.
    """
    found = plan.line(key=line)
    rows = _visits(since, until, line)
    days = {clock.day(row.since) for row in rows}
    came: dict[int, int] = defaultdict(int)
    for row in rows:
        came[clock.local(row.since).hour] += 1
    gave_up = [(row.ended_at - row.since) / MINUTE for row in rows if row.outcome == "left" and row.ended_at]
    return simulation.Day(
        arrivals={hour: came[hour] / len(days) for hour in sorted(came)},
        lengths=_lengths(found, rows),
        desks={},
        patience=tuple(max(0.0, wait) for wait in gave_up),
        leaving=len(gave_up) / len(rows) if rows else 0.0,
    )


def _lengths(line: types.Line, rows: list[models.Visit]) -> tuple[float, ...]:
    spans = [
        (row.ended_at - row.called_at) / MINUTE
        for row in rows
        if row.outcome == "ended" and row.called_at and row.ended_at
    ]
    return tuple(spans) if len(spans) >= FEW else tuple(board.learned(line))


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Days that were played through with some desks: the middle of each figure."""

    came: float
    left: float
    mean_wait: float
    ninety: float
    longest: float
    busy: float  # share, 0 to 1
    overtime: float  # minutes after the last hour with a desk until the last talk was over
    hours: Mapping[int, float]  # mean wait of those who came in an hour


def what_if(*, day: simulation.Day, desks: Mapping[int, int], more: float = 1.0, seed: int = 1) -> WhatIf:
    """Play days like this one with other desks and so many times the people.

    `desks` says how many are open in each hour of the day; `more` 1.2 is a fifth more people.
    """
    played = simulation.Day(
        arrivals={hour: people * more for hour, people in day.arrivals.items()},
        lengths=day.lengths,
        desks=desks,
        patience=day.patience,
        leaving=day.leaving,
    )
    found = [simulation.simulate(played, seed=seed + number) for number in range(DAYS)]
    closes = 60.0 * (max((hour for hour, many in desks.items() if many), default=0) + 1)
    hours = sorted({hour for one in found for hour in one.hours})
    return WhatIf(
        came=median(one.came for one in found),
        left=median(one.left for one in found),
        mean_wait=median(one.mean_wait for one in found),
        ninety=median(one.ninety for one in found),
        longest=median(one.longest for one in found),
        busy=median(one.busy for one in found),
        overtime=median(max(0.0, one.closes - closes) for one in found),
        hours={
            hour: median(one.hours[hour].mean_wait for one in found if hour in one.hours) for hour in hours
        },
    )
