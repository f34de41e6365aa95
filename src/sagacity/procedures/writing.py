"""Writing a definition down: TOML that reads back to the same definition."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from enum import StrEnum
from typing import Any

from sagacity.procedures import types

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_OTHERWISE = {"is_confirmed": "confirmed", "is_sensitive": "sensitive"}
LISTS = {  # what a definition calls a list, and what its file calls each of it
    "blocks": "block",
    "questions": "question",
    "columns": "column",
    "options": "option",
    "papers": "paper",
    "stages": "stage",
    "checks": "check",
    "lines": "line",
    "eligible": "eligible",
}
_TABLES = {"fee", "time_limit", "outcome"}
_LAST = {*LISTS, *_TABLES}


def write(*, definition: types.Definition) -> str:
    """The definition as TOML; what is as ever is not written."""
    lines = [f"# {definition.name.get('ja', definition.key)}"]
    lines += _table(definition, ())
    return "\n".join(lines) + "\n"


def _table(thing: Any, path: tuple[str, ...]) -> Iterator[str]:
    """Values first, then the tables within: TOML wants it so."""
    found = {one.name: getattr(thing, one.name) for one in fields(thing) if not _is_as_ever(thing, one)}
    for name, value in found.items():
        if name not in _LAST:
            yield f"{_name(_OTHERWISE.get(name, name))} = {_value(value)}"
    for name, value in found.items():
        if name in LISTS and value:
            inner = (*path, LISTS[name])
            for one in value:
                yield f"\n[[{'.'.join(inner)}]]"
                yield from _table(one, inner)
        elif name in _TABLES and value is not None:
            yield f"\n[{name}]"
            yield from _table(value, (*path, name))


def _is_as_ever(thing: Any, one: Any) -> bool:
    """Whether the reader would take this value anyway."""
    value = getattr(thing, one.name)
    if value is None:
        return True
    if isinstance(thing, types.Outcome) and one.name == "kind":
        return False
    if isinstance(value, Mapping | tuple | str) and not value:
        return True
    default = one.default
    return type(value) is type(default) and bool(value == default)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, StrEnum):
        return _text(value.value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_name(name)} = {_value(one)}" for name, one in value.items()) + "}"
    return "[" + ", ".join(_value(one) for one in value) + "]"


def _name(name: str) -> str:
    return name if _BARE.fullmatch(name) else _text(name)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
