"""The upright axis of a chart: round numbers that hold every value, and zero always among them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


class HasValues(Protocol):
    @property
    def values(self) -> Sequence[float | None]: ...


@dataclass(frozen=True, slots=True)
class Scale:
    """From the lowest to the highest tick."""

    ticks: tuple[float, ...]

    def share(self, value: float) -> float:
        """Where a value stands between the lowest tick (0) and the highest (1)."""
        return (value - self.ticks[0]) / (self.ticks[-1] - self.ticks[0])


def of_each(series: Sequence[HasValues]) -> Scale:
    """A scale for values that stand side by side."""
    return scale([value for each in series for value in each.values if value is not None])


def of_sums(series: Sequence[HasValues]) -> Scale:
    """A scale for values that stand on each other."""
    columns = zip(*(each.values for each in series), strict=False)
    return scale([sum(value for value in column if value is not None) for column in columns])


def scale(values: Sequence[float]) -> Scale:
    low, high = min([0.0, *values]), max([0.0, *values])
    if low == high:
        high = 1.0
    step = _round_step((high - low) / 4)
    first, last = math.floor(low / step), math.ceil(high / step)
    return Scale(tuple(round(number * step, 10) for number in range(first, last + 1)))


def written(value: float | None) -> str:
    """A figure as people read it: 12,500; what is not known is a dash."""
    if value is None:
        return "－"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}".rstrip("0")


def _round_step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next(nice * power for nice in (1, 2, 2.5, 5, 10) if nice * power >= rough * 0.999999)
