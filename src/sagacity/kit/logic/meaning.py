"""What values mean to a rule: true, equal, less. The twin in JavaScript says the same."""

import math
import re
from decimal import Decimal
from typing import Any

MOST_STEPS = 10_000  # operations in one evaluation
DEEPEST = 40  # rules within rules
LONGEST = 10_000  # characters of a text, or entries of a list, that a rule may make
GREATEST = 2**53 - 1  # above it a browser no longer counts by ones
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")


class BadRule(ValueError):
    """The rule is none, or asks too much; `code` is stable, `about` names the place."""

    def __init__(self, code: str, about: str = "") -> None:
        super().__init__(f"{code}: {about}" if about else code)
        self.code, self.about = code, about


def is_true(value: Any) -> bool:
    """Nothing, false, 0, "" and an empty list are false; all else is true, also "0" and {}."""
    if isinstance(value, list | tuple):
        return len(value) > 0
    return value is not None and value is not False and value != "" and not (is_number(value) and value == 0)


def equal(one: Any, other: Any) -> bool:
    """Same kind and same content; beside that only a number and a text that writes it out are equal."""
    if is_number(one) and isinstance(other, str):
        return same(one, number(other))
    if isinstance(one, str) and is_number(other):
        return same(number(one), other)
    return same(one, other)


def same(one: Any, other: Any) -> bool:
    """Same kind and same content, through lists and objects; 1 and true are of different kinds."""
    if is_number(one) and is_number(other):
        return counted(one) is not None and counted(one) == counted(other)
    if type(one) is not type(other):
        return False
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[name], other[name]) for name in one)
    return bool(one == other)


def compared(one: Any, other: Any) -> int | None:
    """-1, 0 or 1; None when the two cannot be compared, and then nothing is less or greater."""
    if isinstance(one, str) and isinstance(other, str):
        return (one > other) - (one < other)
    first, second = number(one), number(other)
    if first is None or second is None:
        return None
    return (first > second) - (first < second)


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def number(value: Any) -> int | float | None:
    """A number, or a text that writes one out plainly; nothing else is a number."""
    if is_number(value):
        return counted(value)
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return counted(float(value) if "." in value else int(value))
    return None


def counted(value: int | float | None) -> int | float | None:
    """A number as both languages hold it: whole when it can be; None when it is too large or none."""
    if value is None or abs(value) > GREATEST or math.isnan(value):
        return None
    return int(value) if value == int(value) else value


def written(value: Any) -> str:
    """A value within a text; lists and objects have no place there."""
    if value is None or isinstance(value, list | dict):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    return _number_written(counted(value))


def _number_written(value: int | float | None) -> str:
    text = "" if value is None else repr(value)
    mantissa, has_exponent, exponent = text.partition("e")
    if not has_exponent:
        return text
    if int(exponent) < -6:
        return f"{mantissa}e{int(exponent)}"
    return format(Decimal(text), "f")
