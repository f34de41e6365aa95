"""Where people went and where they waited: the stops of every walk through the house."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from sagacity.kit import clock
from sagacity.reservations.queue import plan, stays
from sagacity.reservations.queue.spans import Spans
from sagacity.reservations.queue.stays import Stay

MOST_STOPS = 4  # of one walk that are drawn
DOOR, DONE, LEFT, MORE, THERE = "door", "done", "left", "more", "there"  # where walks begin and end
Walk = list[Stay]


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A line, and the desk at which somebody was served when desks are told apart."""

    line: str
    desk: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """Everybody whose stop of this number was here; minutes."""

    step: int  # from 1
    where: Where
    came: int
    wait_median: float
    wait_ninety: float
    talk_median: float


@dataclass(frozen=True, slots=True)
class Way:
    """How many went from one stop to the next; `source` and `target` may be an end of the walk."""

    step: int  # of the source; 0 at the door
    source: Where | str  # DOOR, or a stop
    target: Where | str  # a stop of the next step, or DONE, LEFT, MORE, THERE
    many: int


@dataclass(frozen=True, slots=True)
class Flow:
    """All walks of a period."""

    people: int
    days: int  # on which anybody came
    stops: tuple[Stop, ...]
    ways: tuple[Way, ...]


def flow(*, since: date, until: date, place: str = "", by_desk: bool = False) -> Flow:
    """Walks of the days from `since` to `until`, both included; of those that began at one place, or of all.

    A walk is a ticket from line to line. Tickets of one case on one day are one walk: who they were taken
    by is known to nobody.
    """
    tally = _Tally(by_desk)
    ours = {line.key for line in plan.lines(place=place)} if place else set()
    for walk in _walks(stays.stays(since=since, until=until)):
        if not place or walk[0].line in ours:
            tally.add(walk)
    return tally.flow()


def _walks(found: Iterable[Stay]) -> Iterator[Walk]:
    """Tickets without a case as they come; those of one case joined when their day is over."""
    for _day, of_day in groupby(found, key=lambda one: clock.day(one.issued_at)):
        by_case: dict[str, Walk] = defaultdict(list)
        for _ticket, group in groupby(of_day, key=lambda one: one.ticket):
            walk = list(group)
            if walk[0].case:
                by_case[walk[0].case] += walk
            else:
                yield walk
        yield from by_case.values()


@dataclass(slots=True)
class _Here:
    came: int = 0
    waits: Spans = field(default_factory=Spans)
    talks: Spans = field(default_factory=Spans)


@dataclass(slots=True)
class _Tally:
    by_desk: bool
    people: int = 0
    days: set[date] = field(default_factory=set)
    here: dict[tuple[int, Where], _Here] = field(default_factory=lambda: defaultdict(_Here))
    ways: Counter[tuple[int, Where | str, Where | str]] = field(default_factory=Counter)

    def add(self, walk: Walk) -> None:
        self.people += 1
        self.days.add(clock.day(walk[0].issued_at))
        source: Where | str = DOOR
        for step, stay in enumerate(walk[:MOST_STOPS], start=1):
            where = Where(stay.line, stay.desk if self.by_desk else "")
            self.ways[step - 1, source, where] += 1
            self._stands(step, where, stay)
            source = where
        self.ways[min(len(walk), MOST_STOPS), source, _end(walk)] += 1

    def _stands(self, step: int, where: Where, stay: Stay) -> None:
        here = self.here[step, where]
        here.came += 1
        if (wait := stay.wait) is not None:
            here.waits.add(wait)
        if (talk := stay.talk) is not None:
            here.talks.add(talk)

    def flow(self) -> Flow:
        stops = [
            Stop(step, where, one.came, one.waits.median, one.waits.within(0.9), one.talks.median)
            for (step, where), one in self.here.items()
        ]
        return Flow(
            people=self.people,
            days=len(self.days),
            stops=tuple(sorted(stops, key=lambda one: (one.step, -one.came, one.where))),
            ways=tuple(Way(*way, many) for way, many in sorted(self.ways.items(), key=_order)),
        )


def _end(walk: Walk) -> str:
    if len(walk) > MOST_STOPS:
        return MORE
    return {"ended": DONE, "left": LEFT}.get(walk[-1].outcome, THERE)


def _order(way: tuple[tuple[int, Where | str, Where | str], int]) -> tuple[int, int, str]:
    (step, source, target), many = way
    return step, -many, f"{source} {target}"
