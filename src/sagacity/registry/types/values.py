"""What every fact is made of: where a value comes from, points, addresses, hours."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum


class Status(StrEnum):
    """Where the value of one field comes from."""

    GIVEN = "given"
    REPAIRED = "repaired"
    INFERRED = "inferred"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Point:
    latitude: float
    longitude: float
    precision: str = "house"  # "house" | "block" | "town"


@dataclass(frozen=True, slots=True)
class Address:
    text: str = ""
    postcode: str = ""
    prefecture: str = ""
    city: str = ""
    town: str = ""
    rest: str = ""
    building: str = ""
    local_government_code: str = ""
    town_id: str = ""


@dataclass(frozen=True, slots=True)
class Hours:
    days: str = ""  # a run of 月火水木金土日祝, empty when not known
    opens: time | None = None
    closes: time | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """「どのファイルの何行目か」"""

    dataset: str  # key of the data set
    edition: str  # such as "2026-09-01"
    file: str
    sheet: str
    row: int
    imported_at: datetime
    run: str  # key of the import run
