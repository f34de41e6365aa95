"""Values as JSON and back."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, time
from typing import Any

from sagacity.registry.kinds import Kind, Type

# What a person kept as it stood, such as 「5月3日～5日 ※4日を除く」, is no date and stays text.
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"[0-9]{2}:[0-9]{2}")


def to_plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same values in forms JSON knows: dates and times as ISO text, lists as lists."""
    return {name: _plain(value) for name, value in values.items()}


def from_plain(values: Mapping[str, Any], kind: Kind) -> dict[str, Any]:
    """The values as they were before `to_plain`."""
    return {name: _back(value, kind, name) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    if isinstance(value, tuple):
        return list(value)
    return value


def _back(value: Any, kind: Kind, name: str) -> Any:
    column = kind.column(name)
    if isinstance(value, list):
        return tuple(value)
    if column is not None and isinstance(value, str):
        with suppress(ValueError):
            if column.type is Type.DATE and _DAY.fullmatch(value):
                return date.fromisoformat(value)
            if column.type is Type.TIME and _TIME.fullmatch(value):
                return time.fromisoformat(value)
    return value
