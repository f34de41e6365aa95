"""Functions on arrays and objects."""

import statistics
from collections.abc import Callable
from typing import Any

from sagacity.broker.entity import Json
from sagacity.broker.expressions.failing import Fails
from sagacity.broker.expressions.operators import is_number, number


def _of_numbers(work: Callable[[list[float]], float]) -> Callable[[Json], Json]:
    """Null when the array is empty or holds anything but numbers."""

    def function(value: Json) -> Json:
        if not isinstance(value, list) or not value or not all(map(is_number, value)):
            return None
        return number(work(value))

    return function


def an_array(value: Json) -> list[Json]:
    """An array, or a failure."""
    if not isinstance(value, list):
        raise Fails("the function needs an array")
    return value


def an_object(value: Json) -> dict[str, Json]:
    """An object, or a failure."""
    if not isinstance(value, dict):
        raise Fails("the function needs an object")
    return value


total = _of_numbers(sum)

FUNCTIONS: dict[str, Callable[..., Any]] = {
    "values": lambda value: list(an_object(value).values()),
    "keys": lambda value: list(an_object(value)),
    "arrSum": total,
    "arrAvg": _of_numbers(statistics.fmean),
    "arrMax": _of_numbers(max),
    "arrMin": _of_numbers(min),
    "arrMed": _of_numbers(statistics.median),
    "arrSort": lambda value: sorted(an_array(value)),
    "arrReverse": lambda value: an_array(value)[::-1],
}
