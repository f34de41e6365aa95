"""Functions on numbers, and on what might be one."""

import math
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sagacity.broker.entity import Json
from sagacity.broker.expressions.failing import Fails
from sagacity.broker.expressions.operators import a_number, is_number, number

_FLOAT = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_NAMES = {str: "String", int: "Number", float: "Number", bool: "Boolean", list: "Array", dict: "Object"}


def parse_int(value: Json) -> Json:
    """A whole number from a text; a number loses its fraction; null for anything else."""
    if isinstance(value, str):
        return int(value.strip()) if _WHOLE.fullmatch(value.strip()) else None
    return int(value) if is_number(value) else None


def parse_float(value: Json) -> Json:
    if isinstance(value, str):
        return number(float(value.strip())) if _FLOAT.fullmatch(value.strip()) else None
    return value if is_number(value) else None


def fixed(value: Json, digits: Json) -> Json:
    """Rounded to so many digits behind the point, halves away from zero."""
    if not 0 <= a_number(digits) <= 20:
        raise Fails("toFixed takes 0 to 20 digits")
    step = Decimal(1).scaleb(-int(digits))
    return number(float(Decimal(repr(a_number(value))).quantize(step, ROUND_HALF_UP)))


def _counted(work: Callable[[float], float]) -> Callable[[Json], Json]:
    return lambda value: number(work(a_number(value)))


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "isNaN": lambda value: not is_number(value),
    "parseInt": parse_int,
    "parseFloat": parse_float,
    "typeOf": lambda value: _NAMES.get(type(value), "Null"),
    "floor": _counted(math.floor),
    "ceil": _counted(math.ceil),
    "round": lambda value: fixed(value, 0),
    "toFixed": fixed,
    "log": _counted(math.log),
    "log10": _counted(math.log10),
    "log2": _counted(math.log2),
    "sqrt": _counted(math.sqrt),
}
