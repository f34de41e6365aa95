"""The rules of q, mq and near once more, for one entity at a time; shares no code with the broker."""

import math
import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

EARTH_M = 6_371_008.8
COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    ">": operator.gt,
    "<": operator.lt,
    ">=": operator.ge,
    "<=": operator.le,
}


@dataclass(frozen=True)
class Statement:
    """One part of a question; ``wanted`` holds a value, a list of values, or a range as a tuple of two."""

    path: tuple[str, ...]
    operator: str
    wanted: Any = None

    def __str__(self) -> str:
        path = ".".join(self.path)
        if self.operator in ("", "!"):
            return f"{self.operator}{path}"
        if isinstance(self.wanted, tuple):
            return f"{path}{self.operator}{written(self.wanted[0])}..{written(self.wanted[1])}"
        if isinstance(self.wanted, list):
            return f"{path}{self.operator}{','.join(map(written, self.wanted))}"
        return f"{path}{self.operator}{written(self.wanted)}"


def written(value: Any) -> str:
    """A value as a question spells it: text in quotes, so that it is never taken for a number."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}'" if isinstance(value, str) else str(value)


def kind(value: Any) -> str:
    """The JSON type; values of different types never compare."""
    if isinstance(value, bool) or value is None:
        return str(type(value))
    return "number" if isinstance(value, int | float) else str(type(value))


def equal(value: Any, wanted: Any) -> bool:
    """Equal, and of one type."""
    return kind(value) == kind(wanted) and bool(value == wanted)


def among(value: Any, wanted: Any) -> bool:
    """Equal to one of several, or within a range, both ends included; a list if a part of it is."""
    if isinstance(value, list):
        return any(among(item, wanted) for item in value)
    if isinstance(wanted, list):
        return any(equal(value, one) for one in wanted)
    if isinstance(wanted, tuple):
        low, high = wanted
        return kind(value) == kind(low) and bool(low <= value <= high)
    return equal(value, wanted)


def compared(value: Any, sign: str, wanted: Any) -> bool:
    """Whether a value that is there fits."""
    if sign == "==":
        return among(value, wanted)
    if sign == "!=":
        return not among(value, wanted)
    if sign == "~=":
        return isinstance(value, str) and re.search(wanted, value) is not None
    if kind(value) != kind(wanted):
        return False
    return COMPARED[sign](value, wanted)


def found(value: Any, path: tuple[str, ...]) -> tuple[bool, Any]:
    """What lies at a path, and whether anything does."""
    for name in path:
        if not isinstance(value, dict) or name not in value:
            return False, None
        value = value[name]
    return True, value


def fits(entity: dict[str, Any], statement: Statement, *, metadata: bool = False) -> bool:
    """Whether an entity in normalized form fits one part of a question."""
    name, *rest = statement.path
    there, value = name in entity, None
    if there:
        where = entity[name]["metadata"] if metadata else entity[name]["value"]
        if metadata:
            rest = [rest[0], "value", *rest[1:]]
        there, value = found(where, tuple(rest))
    if statement.operator == "!":
        return not there
    return there and (statement.operator == "" or compared(value, statement.operator, statement.wanted))


def distance_m(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Metres between two points (longitude, latitude) on a sphere."""
    (x1, y1), (x2, y2) = ((math.radians(x), math.radians(y)) for x, y in (one, other))
    part = math.sin((y2 - y1) / 2) ** 2 + math.cos(y1) * math.cos(y2) * math.sin((x2 - x1) / 2) ** 2
    return 2 * EARTH_M * math.asin(math.sqrt(part))
