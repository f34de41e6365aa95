"""Buckets: what a minute, an hour or a day of a series amounts to, whatever the order of arrival. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from sagacity.broker.history import levels

Place = tuple[int, int, int]  # series, level, begin


@dataclass(slots=True)
class Bucket:
    """``points`` counts values that are not null, ``numbers`` those of them that can be summed.

    A new one starts with ``last_ts`` at its first point.
    """

    points: int = 0
    numbers: int = 0
    total: float = 0.0
    low: float | None = None
    high: float | None = None
    last: float | None = None  # the newest number
    last_ts: int = 0  # when the newest point was, number or not

    def take(self, moment: int, number: float | None, is_null: bool) -> None:
        """One more point."""
        if moment >= self.last_ts:
            self.last_ts = moment
            self.last = number if number is not None else self.last
        if is_null:
            return
        self.points += 1
        if number is None:
            return
        self.numbers += 1
        self.total += number
        self.low = number if self.low is None or number < self.low else self.low
        self.high = number if self.high is None or number > self.high else self.high

    def add(self, points: int, numbers: int, total: float, low: float | None, high: float | None) -> None:
        """Points that are summed up already; which of them is the newest stays unknown."""
        self.points += points
        self.numbers += numbers
        self.total += total
        if low is not None and (self.low is None or low < self.low):
            self.low = low
        if high is not None and (self.high is None or high > self.high):
            self.high = high

    def merge(self, other: "Bucket") -> None:
        """All the points of another bucket."""
        if other.last_ts >= self.last_ts:
            self.last_ts = other.last_ts
            self.last = other.last if other.last is not None else self.last
        self.add(other.points, other.numbers, other.total, other.low, other.high)


def fold(points: Iterable[tuple[int, int, float | None, bool]]) -> dict[Place, Bucket]:
    """Points (series, moment, number, is null) as buckets of every level."""
    minutes: dict[Place, Bucket] = {}
    width = levels.WIDTH[levels.MINUTE]
    for series, moment, number, is_null in points:
        place = (series, levels.MINUTE, moment - moment % width)
        if (bucket := minutes.get(place)) is None:
            bucket = minutes[place] = Bucket(last_ts=moment)
        bucket.take(moment, number, is_null)
    hours = coarser(minutes, level=levels.HOUR)
    days = coarser(hours, level=levels.DAY)
    return {**minutes, **hours, **days, **coarser(days, level=levels.MONTH)}


def coarser(finer: dict[Place, Bucket], *, level: int) -> dict[Place, Bucket]:
    """Buckets of a level from those of the level below."""
    folded: dict[Place, Bucket] = {}
    for (series, _, begin), bucket in finer.items():
        place = (series, level, levels.begin_of(level, begin))
        if (whole := folded.get(place)) is None:
            whole = folded[place] = Bucket(last_ts=bucket.last_ts)
        whole.merge(bucket)
    return folded
