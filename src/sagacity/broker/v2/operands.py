"""What update operators work on: nothing at all, numbers, comparable values, lists."""

import html
from typing import Final

import orjson

from sagacity.broker.entity import Json
from sagacity.broker.refusals import OperandWrong


class Absent:
    """No value at all: before, the attribute did not exist; after, it shall not be made."""


ABSENT: Final = Absent()
EPOCH = "1970-01-01T00:00:00.000Z"


def is_number(value: Json) -> bool:
    """A JSON number; true and false are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def wrong(sentence: str, name: str, value: Json) -> OperandWrong:
    """The refusal, in the words of the reference broker, escaped as it escapes them."""
    shown = orjson.dumps(value).decode() if not isinstance(value, Absent) else "nothing"
    return OperandWrong(html.escape(f"{sentence}: {{attrs.{name}.value: {shown}}}"))


def rank(value: Json, name: str) -> tuple[int, Json]:
    """A key to compare values of different kinds: null, numbers, strings, booleans."""
    if value is None:
        return 0, 0
    if is_number(value):
        return 1, value
    if isinstance(value, str):
        return 2, value
    if isinstance(value, bool):
        return 3, value
    raise wrong("Cannot compare an object or a list", name, value)


def same(one: Json, other: Json) -> bool:
    """Equal as JSON: true is not 1, while 1 and 1.0 are one number."""
    return type(one) is type(other) and one == other if _plain(one) else _alike(one, other)


def _plain(value: Json) -> bool:
    return isinstance(value, str | bool) or value is None


def _alike(one: Json, other: Json) -> bool:
    if isinstance(one, dict):
        return (
            isinstance(other, dict)
            and one.keys() == other.keys()
            and all(same(inner, other[key]) for key, inner in one.items())
        )
    if isinstance(one, list):
        return isinstance(other, list) and len(one) == len(other) and all(map(same, one, other))
    return not isinstance(other, bool) and bool(one == other)


def holds(items: list[Json], value: Json) -> bool:
    """Whether the value is among the items, as JSON."""
    return any(same(item, value) for item in items)
