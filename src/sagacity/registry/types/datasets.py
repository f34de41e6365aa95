"""Data sets, their files, figures, and how complete the city is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sagacity.registry.types.records import Record


@dataclass(frozen=True, slots=True)
class Distribution:
    format: str  # "CSV" | "GeoJSON" | "JSON" | "iCalendar" …
    path: str  # path on this site
    media_type: str
    byte_size: int | None = None
    checksum: str = ""


@dataclass(frozen=True, slots=True)
class DataSet:
    key: str
    kind: str
    slug: str  # such as "131016_shelter"
    title: Mapping[str, str]
    description: str
    publisher: str
    contact: str
    licence: str
    attribution: str
    update_cycle: str  # "R/P1M" …
    theme: str
    edition: str
    issued: date | None
    modified: datetime
    records: int
    standard: str  # title of the national standard it conforms to, or ""
    legend: Mapping[str, str]  # meaning of coded values, as far as published
    distributions: tuple[Distribution, ...]


@dataclass(frozen=True, slots=True)
class StatTable:
    """A table of figures: its columns in the order of the standard, and its rows."""

    key: str
    title: Mapping[str, str]
    columns: tuple[str, ...]
    rows: tuple[Record, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Completeness:
    """One line of the completeness board: a national standard set, and whether the city has it."""

    kind: str
    title: str
    standard: str
    state: str  # "have" | "partly" | "lack"
    records: int
    edition: str
    required_filled: float  # 0 … 1 of ◎ columns filled
    recommended_filled: float
    public: bool
