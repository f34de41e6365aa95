"""What of a value does not fit a schema that was checked."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import orjson

from sagacity.broker.entity import Json
from sagacity.broker.ld import times
from sagacity.broker.modelling.misfit import MISSING, Misfit, shown
from sagacity.broker.querying import patterns

Schema = dict[str, Any]
TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,), "number": (int, float), "integer": (int,), "boolean": (bool,), "array": (list,),
    "object": (dict,), "null": (type(None),),
}  # fmt: skip
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?", re.ASCII)
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def misfits(schema: Schema, value: Json, where: str) -> Iterator[Misfit]:
    """Everything in a value that a checked schema does not allow."""
    for word, holds in _HOLDS.items():
        if word in schema and not holds(value, schema[word]):
            yield Misfit(where, shown(value), word, schema[word])
            if word == "type":
                return  # the other words speak of a value of that type
    if isinstance(value, dict):
        yield from _members(schema, value, where)
    elif isinstance(value, list):
        first = schema.get("prefixItems", [])
        for place, one in enumerate(value):
            below = first[place] if place < len(first) else schema.get("items")
            if below is not None:
                yield from misfits(below, one, f"{where}[{place}]")


def _members(schema: Schema, value: dict[str, Json], where: str) -> Iterator[Misfit]:
    known = schema.get("properties", {})
    for name in schema.get("required", ()):
        if name not in value:
            yield Misfit(f"{where}.{name}", MISSING, "required", True)
    for name, one in value.items():
        if name in known:
            yield from misfits(known[name], one, f"{where}.{name}")
        elif schema.get("additionalProperties") is False:
            yield Misfit(f"{where}.{name}", shown(one), "additionalProperties", False)


def _is_of(value: Json, wanted: Json) -> bool:
    for name in wanted if isinstance(wanted, list) else [wanted]:
        if isinstance(value, bool):
            if name == "boolean":
                return True
        elif isinstance(value, TYPES[name]) or (name == "integer" and _is_whole(value)):
            return True
    return False


def _is_whole(value: Json) -> bool:
    return isinstance(value, float) and value.is_integer()


def _is_same(value: Json, wanted: Json) -> bool:
    return bool(value == wanted) and isinstance(value, bool) == isinstance(wanted, bool)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2026-04-01")


def _is_uri(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return bool(parts.scheme and (parts.netloc or parts.path)) and not any(sign.isspace() for sign in text)


FORMATS: dict[str, Callable[[str], bool]] = {
    "date": _is_date,
    "time": lambda text: _TIME.fullmatch(text) is not None,
    "date-time": times.is_moment,
    "uri": _is_uri,
    "email": lambda text: _MAIL.fullmatch(text) is not None,
}


def _for(kind: type | tuple[type, ...], holds: Callable[[Any, Any], bool]) -> Callable[[Json, Json], bool]:
    """A word that speaks of values of one kind alone."""
    return lambda value, said: isinstance(value, bool) or not isinstance(value, kind) or holds(value, said)


_NUMBER = (int, float)
_HOLDS: dict[str, Callable[[Json, Json], bool]] = {
    "type": _is_of,
    "const": _is_same,
    "enum": lambda value, said: any(_is_same(value, one) for one in said),
    "pattern": _for(str, lambda value, said: patterns.compile(said).fits(value)),
    "format": _for(str, lambda value, said: FORMATS[said](value)),
    "minimum": _for(_NUMBER, lambda value, said: value >= said),
    "maximum": _for(_NUMBER, lambda value, said: value <= said),
    "minLength": _for(str, lambda value, said: len(value) >= said),
    "maxLength": _for(str, lambda value, said: len(value) <= said),
    "minItems": _for(list, lambda value, said: len(value) >= said),
    "maxItems": _for(list, lambda value, said: len(value) <= said),
    "uniqueItems": _for(
        list, lambda value, said: not said or len({orjson.dumps(one) for one in value}) == len(value)
    ),
}
