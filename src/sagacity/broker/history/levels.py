"""Levels of the roll-up, and how a stretch of time is covered by as few buckets as possible."""

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import NamedTuple

from sagacity.broker.history import moments

MINUTE, HOUR, DAY, MONTH = 1, 2, 3, 4
LEVELS = (MINUTE, HOUR, DAY, MONTH)
POINTS = 0  # no bucket: the points themselves
WIDTH = {MINUTE: 60_000, HOUR: 3_600_000, DAY: 86_400_000}  # milliseconds; months differ


@dataclass(frozen=True, slots=True)
class Span:
    """From a moment on (inclusive) until another (exclusive)."""

    start: int = moments.EARLIEST
    stop: int = moments.LATEST


ALWAYS = Span()


class Piece(NamedTuple):
    """A stretch that whole buckets of one level cover; level POINTS: less than a minute is left."""

    level: int
    start: int
    stop: int


def begin_of(level: int, moment: int) -> int:
    """When the bucket began that holds this moment."""
    return month_of(moment) if level == MONTH else moment - moment % WIDTH[level]


def end_of(level: int, begin: int) -> int:
    """When the bucket ends that begins then."""
    if level != MONTH:
        return begin + WIDTH[level]
    return month_of(moments.of(moments.at(begin) + timedelta(days=31)))


def month_of(moment: int) -> int:
    """When its calendar month (UTC) began."""
    return _month_of_day(moment // WIDTH[DAY])


@lru_cache(maxsize=100_000)
def _month_of_day(day: int) -> int:
    return moments.of(moments.at(day * WIDTH[DAY]).replace(day=1))


def cover(span: Span, *, coarsest: int = MONTH) -> list[Piece]:
    """Whole months inside, days at their edges, hours at theirs, minutes, then points at the very ends."""
    if span.start >= span.stop:
        return []
    if coarsest == POINTS:
        return [Piece(POINTS, span.start, span.stop)]
    first, last = begin_of(coarsest, span.start), begin_of(coarsest, span.stop)
    if first < span.start:
        first = end_of(coarsest, first)
    if first >= last:
        return cover(span, coarsest=coarsest - 1)
    before = cover(Span(span.start, first), coarsest=coarsest - 1)
    after = cover(Span(last, span.stop), coarsest=coarsest - 1)
    return [*before, Piece(coarsest, first, last), *after]
