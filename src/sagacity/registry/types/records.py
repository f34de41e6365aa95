"""Records of any kind, their versions, and what residents say of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sagacity.registry.types.values import Provenance, Status


@dataclass(frozen=True, slots=True)
class Record:
    """What one row of one data set says: what is published as that row."""

    key: str
    dataset: str  # key of the data set
    kind: str  # of the facet
    local_id: str
    subject: str  # key of the place, event or town it speaks of; "" for figures
    name: str
    fields: Mapping[str, Any]
    statuses: Mapping[str, Status]  # of every column of the standard
    provenance: Provenance
    vanished: bool = False  # the newest file no longer has it; it stays until a person says otherwise


@dataclass(frozen=True, slots=True)
class Version:
    """One line of a record's history: who, when, why, and what it changed."""

    record: str
    what: str  # "new" | "changed" | "vanished" | "back" | "moved" | "undone"
    at: datetime
    by: str
    why: str
    run: str
    before: Mapping[str, Any] | None  # None: it was not there
    after: Mapping[str, Any] | None  # None: it is gone
    fields: tuple[tuple[str, str, str], ...] = ()  # (column, before, after)


@dataclass(frozen=True, slots=True)
class RecordsChanged:
    """What `record_changed` tells: up to 500 things of one data set that are new, different or gone."""

    dataset: str
    kind: str
    run: str
    subjects: tuple[str, ...]  # keys of places, events, towns; ask for each, it may be gone
    at: datetime


@dataclass(frozen=True, slots=True)
class Correction:
    """「この情報は違います」: what a resident says of a record."""

    key: str
    record: str
    record_name: str
    column: str
    says: str
    reason: str
    state: str  # "open" | "accepted" | "declined"
    at: datetime
    answer: str = ""
