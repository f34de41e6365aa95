"""One place out of all that is said of it; the order in which it was said makes no difference."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from sagacity.registry import models
from sagacity.registry.folding import name_key
from sagacity.registry.importing import form as forms
from sagacity.registry.importing.form import Form
from sagacity.registry.projecting.towns import TownNames

# Whose word counts first: those who speak of the building before those who speak of something in it.
FIRST = (
    "public_facility", "nursery", "clinic", "care", "cultural_property", "sight", "shelter",
    "evacuation_site", "bus_stop", "toilet", "wifi", "aed", "fire_water",
)  # fmt: skip
_RANK = {kind: rank for rank, kind in enumerate(FIRST)}
_ADDRESS = (
    "text", "postcode", "prefecture", "city", "town", "rest", "building", "local_government_code", "town_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """What one record says."""

    form: Form
    values: Mapping[str, Any]
    told: Mapping[str, Any]  # target, such as "point.latitude" → value
    rank: tuple[int, str, str, str]
    imported_at: datetime


def said_by(record: models.Record, dataset_kind: str) -> Said:
    rank = (_RANK.get(record.kind, len(FIRST)), record.kind, dataset_kind, record.local_id)
    form = forms.of(dataset_kind)
    return Said(form, record.fields, form.told(record.fields), rank, record.imported_at)


def columns(said: Iterable[Said], kinds: Iterable[str], towns: TownNames) -> dict[str, Any]:
    """The columns of the place."""
    ranked = sorted(said, key=lambda one: one.rank)
    name = str(_first(ranked, "name") or "")[:300]
    address = _address(ranked)
    latitude, longitude, precision = _point(ranked)
    return {
        "name": name,
        "name_key": name_key(name),
        "name_kana": _text(ranked, "name_kana", 300),
        "name_en": _text(ranked, "name_en", 300),
        "address": address,
        "town": (towns.official(address.get("town", "")) or towns.within(address.get("text", "")))[:120],
        "latitude": latitude,
        "longitude": longitude,
        "precision": precision,
        "phone": _text(ranked, "phone", 60),
        "url": _text(ranked, "url", 500),
        "note": _text(ranked, "note", None),
        **_hours(ranked),
        "kinds": "|" + "|".join(sorted(set(kinds))) + "|",
        "parking": any(one.form.has_parking(one.values) for one in ranked),
        "changed_at": max(one.imported_at for one in ranked),
    }


def _first(ranked: list[Said], target: str) -> Any:
    for one in ranked:
        found = one.told.get(target)
        if found is not None:
            return found
    return None


def _text(ranked: list[Said], target: str, longest: int | None) -> str:
    return str(_first(ranked, target) or "")[:longest]


def _address(ranked: list[Said]) -> dict[str, str]:
    # Of one record, whole: half of one address and half of another would be an address nobody wrote.
    for one in ranked:
        parts = {part: one.told.get(f"address.{part}") for part in _ADDRESS}
        given = {part: str(value) for part, value in parts.items() if value is not None}
        if given.get("text") or given.get("town") or given.get("rest"):
            if not given.get("text"):
                order = ("prefecture", "city", "town", "rest", "building")
                given["text"] = "".join(given.get(part, "") for part in order)
            return given
    return {}


def _point(ranked: list[Said]) -> tuple[float | None, float | None, str]:
    for one in ranked:
        latitude = one.told.get("point.latitude")
        longitude = one.told.get("point.longitude")
        if latitude is not None and longitude is not None:
            return float(latitude), float(longitude), "house"
    return None, None, ""


def _hours(ranked: list[Said]) -> dict[str, Any]:
    for one in ranked:
        found = {part: one.told.get(f"hours.{part}") for part in ("days", "opens", "closes", "note")}
        if any(value is not None for value in found.values()):
            return {
                "days": str(found["days"] or "")[:20],
                "opens": _time(found["opens"]),
                "closes": _time(found["closes"]),
                "hours_note": str(found["note"] or ""),
            }
    return {"days": "", "opens": None, "closes": None, "hours_note": ""}


def _time(value: Any) -> time | None:
    try:
        return time.fromisoformat(str(value)) if value else None
    except ValueError:
        return None  # "24:00" and the like stay in the record's own fields.
