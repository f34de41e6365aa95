"""The rules of comparison every query language of the broker shares: never across the types of JSON."""

from collections.abc import Callable, Iterable
from typing import Any

from sagacity.broker.entity import Json
from sagacity.broker.querying import patterns
from sagacity.broker.querying.literals import Plain
from sagacity.broker.refusals import BadRequest

ValueTest = Callable[[Json], bool]
_NUMBERS = frozenset({int, float})


def one_of(values: Iterable[Plain]) -> ValueTest:
    """Equal to one of the values; an array when it contains one."""
    values = tuple(values)
    texts = frozenset(value for value in values if isinstance(value, str))
    flags = frozenset(value for value in values if isinstance(value, bool))
    numbers = frozenset(value for value in values if type(value) in _NUMBERS)
    null = None in values

    def equal(value: Json) -> bool:
        kind = value.__class__
        if kind is str:
            return value in texts
        if kind is bool:
            return value in flags
        if kind is int or kind is float:
            return value in numbers
        return null and value is None

    return containing(equal)


def between(low: float | str, high: float | str) -> ValueTest:
    """Inside a range, its ends included; an array when it contains such a value."""
    kinds = _kinds(low)
    return containing(lambda value: value.__class__ in kinds and low <= value <= high)


def containing(test: ValueTest) -> ValueTest:
    """The same test, which an array passes when one of its members does."""

    def member(value: Json) -> bool:
        if value.__class__ is list:
            return any(map(test, value))
        return test(value)

    return member


def beyond(operator: str, end: Plain) -> ValueTest:
    """``>``, ``>=``, ``<`` or ``<=`` a number or a text."""
    if isinstance(end, bool) or end is None:
        raise BadRequest(
            f"'{operator}' in the query takes a number, a date or a string, not true, false or null"
        )
    kinds = _kinds(end)
    if operator == ">":
        return lambda value: value.__class__ in kinds and value > end
    if operator == ">=":
        return lambda value: value.__class__ in kinds and value >= end
    if operator == "<":
        return lambda value: value.__class__ in kinds and value < end
    return lambda value: value.__class__ in kinds and value <= end


def fitting(pattern: str) -> ValueTest:
    """A text in which the pattern occurs."""
    fits = patterns.compile(pattern).fits
    return lambda value: value.__class__ is str and fits(value)


def never(value: Json) -> bool:
    """No value passes."""
    return False


def negated(test: ValueTest) -> ValueTest:
    """Every value that does not pass, whatever its type."""
    return lambda value: not test(value)


def _kinds(end: float | str) -> frozenset[Any]:
    return frozenset({str}) if isinstance(end, str) else _NUMBERS
