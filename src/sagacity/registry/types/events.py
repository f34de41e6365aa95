"""Public events."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sagacity.registry.types.values import Address, Point, Provenance, Status


@dataclass(frozen=True, slots=True)
class Occurrence:
    on: date
    until: date
    starts: time | None = None
    ends: time | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """催し: something public that happens at a time."""

    key: str
    name: str
    name_kana: str
    name_en: str
    summary: str
    description: str
    kind: str
    venue: str
    address: Address
    point: Point | None
    organiser: str
    audience: str
    capacity: str
    fee: str
    how_to_apply: str
    access: str
    phone: str
    url: str
    keywords: tuple[str, ...]
    occurrences: tuple[Occurrence, ...]
    unparsed_text: str  # what the date columns say beyond what we understand; always shown
    fields: Mapping[str, Any]
    statuses: Mapping[str, Status]
    provenance: Provenance
    changed_at: datetime
