"""Sums over periods: from the roll-ups of the history, and from points where only these know."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from sagacity.broker.entity import Json
from sagacity.broker.history import aggregating, points, walking
from sagacity.broker.history.buckets import Bucket
from sagacity.broker.history.choosing import Series
from sagacity.broker.history.levels import DAY, HOUR, MINUTE, POINTS, Span
from sagacity.broker.history.question import Period as Step
from sagacity.broker.history.question import Question
from sagacity.broker.ld import times
from sagacity.broker.ld.temporal.durations import Duration
from sagacity.broker.store.base import Session

_STEPS: dict[int, Step] = {DAY: "day", HOUR: "hour", MINUTE: "minute", POINTS: "second"}
_OF_POINTS = frozenset({"distinctCount", "stddev", "sumsq"})


@dataclass(slots=True)
class Period:
    """What one period holds; ``squares`` and ``different`` only if a method needs the points.

    Values that are no numbers count as the specification says (table 4.5.19.1-1): true as 1, false as 0, a
    list by its size, a text by its place in the dictionary (``words``).
    """

    bucket: Bucket = field(default_factory=Bucket)
    squares: float = 0.0
    different: set[str] = field(default_factory=set)
    words: list[str] = field(default_factory=list)  # the first and the last

    def word(self, text: str) -> None:
        ends = [*self.words, text]
        self.words = [min(ends), max(ends)]


def summed(
    session: Session,
    *,
    series: list[Series],
    span: Span,
    period: Duration | None,
    methods: tuple[str, ...],
    tenant: str,
) -> dict[str, Json]:
    """Method → ``[value, begin, end]`` of every period in which something was noted."""
    whole = period is None or period.is_whole
    begin: Callable[[int], int] = (lambda _: 0) if whole or period is None else period.begin
    found: dict[int, Period] = {}
    question = Question(tenant, method="sum", period=_step(period))
    for one in series:
        sums = aggregating.sums_of(session, series=one, spans=(span,), question=question)
        for at, bucket in sums.items():
            found.setdefault(begin(at), Period()).bucket.merge(bucket)
        others = any(bucket.points > bucket.numbers for bucket in sums.values())
        if others or _OF_POINTS & set(methods):
            _walk(session, one, span, begin, found)
    told = {
        method: [
            (value, *_ends(at, span, period))
            for at, held in sorted(found.items())
            if (value := _value(method, held)) is not None
        ]
        for method in methods
    }
    return {method: [list(one) for one in values] for method, values in told.items() if values}


def _step(period: Duration | None) -> Step | None:
    return None if period is None or period.is_whole else _STEPS[period.level]


def _walk(
    session: Session, series: Series, span: Span, begin: Callable[[int], int], found: dict[int, Period]
) -> None:
    for step in walking.steps(session, series=series, spans=(span,)):
        held = found.setdefault(begin(step.ts), Period())
        value = points.join(step.number, step.json)
        if value is None:
            continue
        held.different.add(repr(value))
        number = step.number
        if number is None and isinstance(value, bool | list):
            number = float(value if isinstance(value, bool) else len(value))
            held.bucket.add(0, 1, number, number, number)
        if number is not None:
            held.squares += number**2
        elif isinstance(value, str):
            held.word(value)


def _value(method: str, held: Period) -> Json:
    bucket = held.bucket
    if method == "totalCount":
        return bucket.points
    if method == "distinctCount":
        return len(held.different)
    if not bucket.numbers:
        return dict(zip(("min", "max"), held.words, strict=False)).get(method)
    mean = bucket.total / bucket.numbers
    return {
        "sum": bucket.total,
        "avg": mean,
        "min": bucket.low,
        "max": bucket.high,
        "sumsq": held.squares,
        "stddev": math.sqrt(max(held.squares / bucket.numbers - mean * mean, 0.0)),
    }[method]


def _ends(begin: int, span: Span, period: Duration | None) -> tuple[str, str]:
    """A period is cut where the time asked for begins and ends; open ends are shown as they were asked."""
    if period is None or period.is_whole:
        return times.shown(span.start), times.shown(span.stop)
    return times.shown(max(begin, span.start)), times.shown(min(period.end(begin), span.stop))
