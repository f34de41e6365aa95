"""When people come and how it went, by hour of the week and by day: what changes are judged by."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from sagacity.kit import clock
from sagacity.reservations.queue import stays
from sagacity.reservations.queue.spans import Spans
from sagacity.reservations.queue.stays import Stay
from sagacity.reservations.queue.types import Kind


@dataclass(frozen=True, slots=True)
class HourOfWeek:
    """People who came in one hour of one weekday; minutes are of those who were called."""

    weekday: int  # 0 is Monday
    hour: int
    came: int
    booked: int  # of them with an appointment
    wait_median: float


@dataclass(frozen=True, slots=True)
class Demand:
    """Arrivals of a period by hour of the week."""

    hours: tuple[HourOfWeek, ...]
    days: tuple[int, ...]  # by weekday: on how many of them anybody came


@dataclass(frozen=True, slots=True)
class DayFigures:
    """One day of one line, or of the house; minutes."""

    day: date
    came: int
    called: int
    left: int
    wait_median: float
    wait_ninety: float
    talk_median: float
    talks: int


def demand(*, since: date, until: date, line: str = "") -> Demand:
    """Who came when, on the days from `since` to `until`, both included.

    Of the house each person counts once, at the door; of one `line` whoever began to wait there.
    """
    groups: dict[tuple[int, int], _Group] = defaultdict(_Group)
    days: dict[int, set[date]] = defaultdict(set)
    for stay in _arrivals(since, until, line):
        moment = clock.local(stay.since if line else stay.issued_at)
        groups[moment.weekday(), moment.hour].add(stay)
        days[moment.weekday()].add(moment.date())
    hours = tuple(
        HourOfWeek(weekday, hour, one.came, one.booked, one.waits.median)
        for (weekday, hour), one in sorted(groups.items())
    )
    return Demand(hours, tuple(len(days[weekday]) for weekday in range(7)))


def by_day(*, since: date, until: date, line: str = "") -> tuple[DayFigures, ...]:
    """Each day on which anybody came, in order.

    Of the house all stays are counted, so whoever goes to two lines waits twice.
    """
    groups: dict[date, _Group] = defaultdict(_Group)
    for stay in stays.stays(since=since, until=until):
        if not line or stay.line == line:
            groups[clock.day(stay.issued_at)].add(stay)
    return tuple(
        DayFigures(
            day=day,
            came=one.came,
            called=one.waits.many,
            left=one.left,
            wait_median=one.waits.median,
            wait_ninety=one.waits.within(0.9),
            talk_median=one.talks.median,
            talks=one.talks.many,
        )
        for day, one in sorted(groups.items())
    )


def _arrivals(since: date, until: date, line: str) -> Iterator[Stay]:
    found = stays.stays(since=since, until=until)
    return (one for one in found if (one.line == line if line else one.turn == 0))


@dataclass(slots=True)
class _Group:
    came: int = 0
    booked: int = 0
    left: int = 0
    waits: Spans = field(default_factory=Spans)
    talks: Spans = field(default_factory=Spans)

    def add(self, stay: Stay) -> None:
        self.came += 1
        self.booked += stay.kind == Kind.APPOINTMENT
        self.left += stay.outcome == "left"
        if (wait := stay.wait) is not None:
            self.waits.add(wait)
        if (talk := stay.talk) is not None:
            self.talks.add(talk)
