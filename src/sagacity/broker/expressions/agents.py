"""Names under which the reference IoT agents know functions: expressions of devices need no change."""

from collections.abc import Callable
from typing import Any

from sagacity.broker.entity import Json
from sagacity.broker.expressions import numbers, texts
from sagacity.broker.expressions.arrays import an_array, total
from sagacity.broker.expressions.failing import Fails
from sagacity.broker.expressions.operators import a_number, is_number
from sagacity.broker.expressions.texts import text


def substr(value: Json, start: Json, size: Json) -> str:
    """``size`` characters from ``start``; a negative start counts from the end."""
    whole = text(value)
    first = int(a_number(start))
    first = max(0, len(whole) + first) if first < 0 else first
    return whole[first : first + max(0, int(a_number(size)))]


def part(value: Json, start: Json, end: Json) -> Json:
    """A slice of a text or an array."""
    if not isinstance(value, str | list):
        raise Fails("slice needs a text or an array")
    return value[int(a_number(start)) : int(a_number(end))]


def joined(value: Json, separator: Json) -> str:
    return text(separator).join(map(texts.cast, an_array(value)))


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "touppercase": lambda value: text(value).upper(),
    "tolowercase": lambda value: text(value).lower(),
    "length": texts.length,
    "lengtharray": lambda value: len(an_array(value)),
    "substr": substr,
    "slice": part,
    "replaceallstr": texts.replace,
    "replaceallregexp": texts.replace_by_pattern,
    "tostring": texts.cast,
    "jsonstringify": texts.cast_all,
    "jsonparse": texts.from_json,
    "parseint": numbers.parse_int,
    "parsefloat": numbers.parse_float,
    "isnan": lambda value: not is_number(value),
    "tofixed": numbers.fixed,
    "addreduce": total,
    "concatarr": lambda value, more: an_array(value) + an_array(more),
    "joinarrtostr": joined,
}
