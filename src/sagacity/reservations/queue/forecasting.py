"""How long people will wait: the line played forward many times with talks as long as real ones were."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sagacity.reservations.queue.types import Forecast

RUNS = 80
ENOUGH = 20  # talks of a line's own; with fewer, the usual length in the pack fills up
SPREAD = (0.3, 0.5, 0.65, 0.8, 0.95, 1.1, 1.35, 1.7, 2.4)  # of talks around their usual length, mean 1.08
SHORTEST = 0.5  # minutes that a talk which is longer than any known will still take at least


@dataclass(frozen=True, slots=True)
class Window:
    """A desk that calls from some lines; busy with a talk of a line since some minutes, or free."""

    lines: frozenset[str]
    busy_with: str = ""
    since: float = 0.0  # minutes


@dataclass(frozen=True, slots=True)
class Hall:
    """What the future of a place depends on, in minutes from now; whoever waits stands in order."""

    windows: Sequence[Window]
    waiting: Sequence[str]  # the line of each, the next to be called first
    lengths: Mapping[str, Sequence[float]]  # of talks, by line, sorted; never empty
    promised: Sequence[tuple[float, str]] = field(default=())  # appointments to come: when, in which line


def lengths(known: Sequence[float], *, usual: float) -> list[float]:
    """Lengths of talks to draw from, sorted: the line's own, and the usual ones while there are few."""
    lacking = max(0, ENOUGH - len(known))
    guessed = [usual * SPREAD[number % len(SPREAD)] for number in range(lacking)]
    return sorted([*known, *guessed])


def waits(
    hall: Hall, *, newcomers: Sequence[str] = (), seed: str
) -> tuple[list[Forecast | None], list[Forecast | None]]:
    """Minutes until called for everybody who waits, and for somebody who would come now, by line.

    The same hall and seed give the same answer everywhere: phone, display and page agree. None where no
    desk calls from the line.
    """
    dice = random.Random(seed)
    told: list[list[float]] = [[] for _ in hall.waiting]
    asked: list[list[float]] = [[] for _ in newcomers]
    for _ in range(RUNS):
        for seen, minutes in zip((*told, *asked), _run(hall, newcomers, dice), strict=True):
            if minutes is not None:
                seen.append(minutes)
    return [_of(one) for one in told], [_of(one) for one in asked]


def _run(hall: Hall, newcomers: Sequence[str], dice: random.Random) -> list[float | None]:
    """One day that might come."""
    free = [_rest(window, hall.lengths, dice) for window in hall.windows]
    open_for = {line: [n for n, one in enumerate(hall.windows) if line in one.lines] for line in hall.lengths}
    promised = list(hall.promised)
    found: list[float | None] = []
    for line in hall.waiting:
        found.append(_serve(line, free, open_for, promised, hall.lengths, dice))
    for line in newcomers:
        found.append(_serve(line, list(free), open_for, list(promised), hall.lengths, dice))
    return found


def _serve(
    line: str,
    free: list[float],
    open_for: Mapping[str, Sequence[int]],
    promised: list[tuple[float, str]],
    lengths: Mapping[str, Sequence[float]],
    dice: random.Random,
) -> float | None:
    """The next of a line sits down; appointments whose time comes before that sit down first."""
    windows = open_for.get(line, ())
    if not windows:
        return None
    desk = min(windows, key=free.__getitem__)
    while promised and promised[0][0] <= free[desk]:
        moment, of = promised.pop(0)
        if theirs := open_for.get(of, ()):
            taken = min(theirs, key=free.__getitem__)
            free[taken] = max(moment, free[taken]) + dice.choice(lengths[of])
        desk = min(windows, key=free.__getitem__)
    called = free[desk]
    free[desk] = called + dice.choice(lengths[line])
    return called


def _rest(window: Window, lengths: Mapping[str, Sequence[float]], dice: random.Random) -> float:
    """Minutes until a desk is free; a talk is never over before it has lasted as long as it has already."""
    if not window.busy_with:
        return 0.0
    longer = [one for one in lengths[window.busy_with] if one > window.since]
    if longer:
        return dice.choice(longer) - window.since
    return max(SHORTEST, dice.choice(lengths[window.busy_with]) / 4)


def _of(minutes: list[float]) -> Forecast | None:
    if not minutes:
        return None
    minutes.sort()
    tenth = len(minutes) // 10
    return Forecast(
        median=round(minutes[len(minutes) // 2]),
        least=int(minutes[tenth]),
        most=-int(-minutes[-1 - tenth] // 1),
    )
