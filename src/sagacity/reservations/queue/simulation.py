"""A day at a place played through, event by event: what would happen with other desks, or other people.

Pure: lengths of talks, arrivals and patience come from the city's own figures or from whoever asks. Moments
are minutes since midnight.
"""

import heapq
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

HOUR = 60.0


@dataclass(frozen=True, slots=True)
class Day:
    """What a day is like: when people come, how long talks last, how many desks are open in which hour."""

    arrivals: Mapping[int, float]  # people in each hour of the day, on average
    lengths: Sequence[float]  # of talks, to draw from
    desks: Mapping[int, int]  # in each hour of the day
    patience: Sequence[float] = ()  # after which somebody leaves, to draw from; empty: nobody does
    leaving: float = 0.0  # share of people who would leave at all


@dataclass(frozen=True, slots=True)
class HourOf:
    """What was seen of the people who came in one hour."""

    came: int = 0
    served: int = 0
    left: int = 0
    mean_wait: float = 0.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """A day that was played through; waits in minutes, of those who were served."""

    came: int
    served: int
    left: int
    mean_wait: float
    median_wait: float
    ninety: float  # nine of ten waited less
    longest: float
    busy: float  # share of the opened desk hours in which somebody talked
    closes: float  # when the last talk was over, minutes since midnight
    hours: Mapping[int, HourOf] = field(default_factory=dict)


def simulate(day: Day, *, seed: int) -> Outcome:
    """Play one day; the same seed is the same day. Whoever came before closing is served."""
    dice, desks = random.Random(seed), _Desks(day.desks)
    comes = sorted(_comes(day, dice))
    waits: list[tuple[float, float]] = []
    left: list[float] = []
    talked = 0.0
    for moment in comes:
        leaves = bool(day.patience) and dice.random() < day.leaving
        patience = dice.choice(day.patience) if leaves else None
        called = desks.next_free(moment)
        if called is None or (patience is not None and called - moment > patience):
            left.append(moment)
            continue
        length = dice.choice(day.lengths)
        desks.talks(called + length)
        waits.append((moment, called - moment))
        talked += length
    return _outcome(day, comes, waits, left, talked, desks.last)


class _Desks:
    """Desks by the moment they are free; some open and close with the hours."""

    def __init__(self, hours: Mapping[int, int]) -> None:
        self.free: list[float] = []
        self.changes: list[tuple[float, int]] = []
        self.closing = 0
        self.last = 0.0
        before = 0
        for hour in sorted(hours):
            if hours[hour] != before:
                self.changes.append((HOUR * hour, hours[hour] - before))
            before = hours[hour]
        self.changes.reverse()  # the next one last

    def next_free(self, moment: float) -> float | None:
        """When somebody who comes then is called; None when no desk will be open any more."""
        while self.changes and (not self.free or self.changes[-1][0] <= max(moment, self.free[0])):
            since, more = self.changes.pop()
            for _ in range(more):
                heapq.heappush(self.free, since)
            self.closing -= min(0, more)
            # A desk closes when its talk is over; the last one stays until nobody waits.
            while self.closing and len(self.free) > 1:
                heapq.heappop(self.free)
                self.closing -= 1
        return max(moment, self.free[0]) if self.free else None

    def talks(self, until: float) -> None:
        """The first free desk is busy until then."""
        heapq.heapreplace(self.free, until)
        self.last = max(self.last, until)


def _comes(day: Day, dice: random.Random) -> Iterator[float]:
    """People come by chance: so many an hour on average, never evenly."""
    for hour, people in day.arrivals.items():
        moment = HOUR * hour
        while people > 0:
            moment += dice.expovariate(people / HOUR)
            if moment >= HOUR * (hour + 1):
                break
            yield moment


def _outcome(
    day: Day,
    comes: Sequence[float],
    waits: Sequence[tuple[float, float]],
    left: Sequence[float],
    talked: float,
    last: float,
) -> Outcome:
    minutes = sorted(wait for _moment, wait in waits)
    came = Counter(int(moment // HOUR) for moment in comes)
    gone = Counter(int(moment // HOUR) for moment in left)
    served: dict[int, list[float]] = {hour: [] for hour in came}
    for moment, wait in waits:
        served[int(moment // HOUR)].append(wait)
    hours = {
        hour: HourOf(
            came=came[hour],
            served=len(own),
            left=gone[hour],
            mean_wait=sum(own) / len(own) if own else 0.0,
        )
        for hour, own in sorted(served.items())
    }
    open_minutes = HOUR * sum(day.desks.values())
    return Outcome(
        came=len(comes),
        served=len(minutes),
        left=len(left),
        mean_wait=sum(minutes) / len(minutes) if minutes else 0.0,
        median_wait=minutes[len(minutes) // 2] if minutes else 0.0,
        ninety=minutes[int(0.9 * len(minutes))] if minutes else 0.0,
        longest=minutes[-1] if minutes else 0.0,
        busy=talked / open_minutes if open_minutes else 0.0,
        closes=last,
        hours=hours,
    )
