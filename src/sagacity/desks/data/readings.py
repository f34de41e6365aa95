"""What a value of an entity looks like to a clerk."""

import json
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from sagacity.broker import api as broker
from sagacity.kit.ui import api as ui

FIRST_FEW = 3
QUIET = frozenset({"name", "source", "sourceItem", "location", "address", "dataProvider"})
DATES = frozenset({"DateTime", "ISO8601"})


def text(reading: broker.Reading) -> str:
    """The value with its unit; what is not there is a dash."""
    said = _text(reading.value, reading.type)
    return f"{said} {reading.unit}".rstrip() if reading.number is not None else said


def few(thing: broker.Live) -> list[broker.Reading]:
    """The readings that say most of a thing in a line: figures first, then short words."""
    shown = [one for name, one in thing.readings.items() if name not in QUIET]
    figures = [one for one in shown if one.number is not None]
    words = [one for one in shown if isinstance(one.value, str) and len(one.value) <= 30]
    return [*figures, *words][:FIRST_FEW]


def address(thing: broker.Live, **more: str) -> str:
    """The page of an entity; its id may hold what a path may not."""
    named = {"id": thing.id, "type": thing.type, "path": thing.path, "tenant": thing.tenant, **more}
    said = urlencode({name: value for name, value in named.items() if value})
    return f"{reverse('desk_data:live-thing')}?{said}"


def _text(value: Any, type_: str) -> str:
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return _("はい") if value else _("いいえ")
    if isinstance(value, int | float):
        return f"{value:,.10g}" if isinstance(value, float) else f"{value:,}"
    if isinstance(value, str):
        return _moment(value) if type_ in DATES else value
    if isinstance(value, dict) and value.get("type") == "Point":
        return _point(value)
    if isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
        return "、".join(map(str, value))
    return json.dumps(value, ensure_ascii=False)


def _moment(value: str) -> str:
    try:
        return ui.moment(datetime.fromisoformat(value))
    except ValueError:
        return value


def _point(value: dict[str, Any]) -> str:
    try:
        longitude, latitude = value["coordinates"][:2]
        return f"{latitude:.6f}, {longitude:.6f}"
    except (KeyError, TypeError, ValueError):
        return json.dumps(value, ensure_ascii=False)
