"""Functions that put one value in the place of another."""

from bisect import bisect_right
from collections.abc import Callable
from typing import Any

from sagacity.broker.entity import Json
from sagacity.broker.expressions.operators import is_number


def mapper(value: Json, values: Json, choices: Json) -> Json:
    """The choice that stands where the text stands among the values; null when it does not."""
    if not isinstance(value, str):
        return None
    return _chosen(value, values, choices)


def number_mapper(value: Json, values: Json, choices: Json) -> Json:
    """The same for whole numbers."""
    if not is_number(value) or not all(is_number(one) and one == int(one) for one in values):
        return None
    return _chosen(value, values, choices)


def _chosen(value: Json, values: Json, choices: Json) -> Json:
    if not isinstance(values, list) or len(values) != len(choices) or value not in values:
        return None
    return choices[values.index(value)]


def threshold_mapper(value: Json, values: Json, choices: Json) -> Json:
    """One more choice than thresholds, which rise; who stands on a threshold belongs above it."""
    if not is_number(value) or len(choices) != len(values) + 1 or sorted(values) != values:
        return None
    return choices[bisect_right(values, value)]


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "mapper": mapper,
    "nMapper": number_mapper,
    "thMapper": threshold_mapper,
}
