"""What the signs between two values do; a pair they do not fit fails."""

from collections.abc import Callable
from math import floor, isfinite
from typing import Any

from sagacity.broker.entity import Json
from sagacity.broker.expressions.failing import Fails

_EXACT = 2**53  # whole numbers beyond are floats, as in JSON readers


def number(value: float) -> Json:
    """A number as JSON has it: finite, and whole where it is whole."""
    if isinstance(value, int) and not isinstance(value, bool) and -_EXACT <= value <= _EXACT:
        return value
    value = float(value)
    if not isfinite(value):
        raise Fails("the expression makes no finite number")
    return int(value) if value == floor(value) and -_EXACT <= value <= _EXACT else value


def is_number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def a_number(value: Json) -> float:
    """A number, or a failure."""
    if not is_number(value):
        raise Fails("an operation needs a number")
    found: float = value
    return found


def same(left: Json, right: Json) -> bool:
    """Equal, and of one JSON type."""
    return isinstance(left, bool) is isinstance(right, bool) and bool(left == right)


def negative(value: Json) -> Json:
    return number(-a_number(value))


def _add(left: Json, right: Json) -> Json:
    if isinstance(left, str) and isinstance(right, str):
        return left + right
    return number(a_number(left) + a_number(right))


def _ordered(compare: Callable[[Any, Any], bool]) -> Callable[[Json, Json], Json]:
    def work(left: Json, right: Json) -> bool:
        if isinstance(left, str) and isinstance(right, str):
            return compare(left, right)
        return compare(a_number(left), a_number(right))

    return work


def _counted(work: Callable[[float, float], float]) -> Callable[[Json, Json], Json]:
    return lambda left, right: number(work(a_number(left), a_number(right)))


def _within(left: Json, right: Json) -> bool:
    if isinstance(right, list):
        return any(same(left, one) for one in right)
    if isinstance(left, str) and isinstance(right, str | dict):
        return left in right
    raise Fails("'in' needs an array, a text or an object on its right")


def _power(left: float, right: float) -> float:
    result: float | complex = float(left) ** float(right)
    if isinstance(result, complex):
        raise Fails("the expression makes no real number")
    return result


OPERATIONS: dict[str, Callable[[Json, Json], Json]] = {
    "+": _add,
    "-": _counted(lambda left, right: left - right),
    "*": _counted(lambda left, right: left * right),
    "/": _counted(lambda left, right: left / right),
    "//": _counted(lambda left, right: left // right),
    "%": _counted(lambda left, right: left - right * int(left / right)),
    "^": _counted(_power),
    "==": same,
    "!=": lambda left, right: not same(left, right),
    ">": _ordered(lambda left, right: left > right),
    "<": _ordered(lambda left, right: left < right),
    ">=": _ordered(lambda left, right: left >= right),
    "<=": _ordered(lambda left, right: left <= right),
    "in": _within,
}
