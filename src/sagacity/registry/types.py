"""Facts that leave the registry: frozen, without database rows behind them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """Where the value of one field comes from."""

    GIVEN = "given"
    REPAIRED = "repaired"
    INFERRED = "inferred"
    MISSING = "missing"


class Outcome(StrEnum):
    """What became of a row, or what a message says of it."""

    APPLIED = "applied"  # 取り込めます
    REPAIRED = "repaired"  # 直しました (the row is applied)
    CONFIRM = "to_confirm"  # 確認してください
    REFUSED = "refused"  # 取り込めません


@dataclass(frozen=True, slots=True)
class Message:
    """One line of an import report: where, what stands there, what was expected, what to do."""

    outcome: Outcome  # REPAIRED, CONFIRM or REFUSED
    rule: str  # "L3-01" of the national rules, or an own stable code such as "code.leading_zero"
    sheet: str
    row: int | None  # the line in the file as a person counts it (1 = first line); None = whole file
    column: str  # the heading as it stands in the file
    found: str
    expected: str
    action: str  # one sentence in Japanese: what was done, or what to do now


@dataclass(frozen=True, slots=True)
class ReportLine(Message):
    """A message of a run, with what may be answered to it and what was."""

    key: str = ""  # of this line within its run
    proposal: Mapping[str, Any] = field(default_factory=dict)  # column → value that "accept" takes
    answer: str = ""  # "" | "accept" | "keep" | "skip"
    answered_by: str = ""


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


@dataclass(frozen=True, slots=True)
class Facet:
    """One designation or role of a place: what one data set says of it."""

    kind: str  # key of the data-set kind: "shelter", "evacuation_site", "nursery", "aed", "toilet" …
    local_id: str  # the id in its own data set
    fields: Mapping[str, Any]  # by the column name of the standard; absent when not given
    statuses: Mapping[str, Status]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Place:
    key: str
    name: str
    name_kana: str
    name_en: str
    address: Address
    point: Point | None
    phone: str
    url: str
    hours: Hours | None
    note: str
    facets: tuple[Facet, ...]
    changed_at: datetime

    def facet(self, kind: str) -> Facet | None:
        return next((facet for facet in self.facets if facet.kind == kind), None)


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


@dataclass(frozen=True, slots=True)
class Town:
    """A 町字 with its representative point; district of residents."""

    key: str
    name: str
    kana: str
    group: str  # the larger district it belongs to, such as the former town
    point: Point | None


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
class Feature:
    """What the map draws: one place, or a cluster of many."""

    key: str  # "" for a cluster
    name: str
    latitude: float
    longitude: float
    kinds: tuple[str, ...]
    count: int = 1


@dataclass(frozen=True, slots=True)
class PlacePage:
    """One page of an answer, and how many there are in all."""

    places: tuple[Place, ...]
    total: int


class RunState(StrEnum):
    RECEIVED = "received"
    ASKING = "asking"  # nobody knows its kind or what its headings mean: a person says it
    CHECKING = "checking"
    CHECKED = "checked"  # report is there; waits for answers or for approval
    SUBMITTED = "submitted"  # waits for a second person
    APPLYING = "applying"
    APPLIED = "applied"  # published
    REFUSED = "refused"
    CANCELLED = "cancelled"
    UNDOING = "undoing"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class ImportRun:
    """One file on its way from a desk to the city."""

    key: str
    state: RunState
    file: str
    kind: str  # "" while nobody knows
    dataset: str
    encoding: str
    edition: str
    rows: int
    applied: int
    to_confirm: int
    refused: int
    new: int
    changed: int
    unchanged: int
    vanished: int
    progress: float  # 0.0 … 1.0 of the step under way
    problem: str  # why it stands still, in one sentence; "" when it does not
    received_at: datetime
    received_by: str
    decided_at: datetime | None = None
    decided_by: str = ""
    submitted_at: datetime | None = None
    submitted_by: str = ""
    submitted_by_key: str = ""  # this person cannot approve
    sheet: str = ""
    byte_size: int = 0
    sha256: str = ""
    same_file_as: str = ""  # key of an earlier run of the very same file
    follows: str = ""  # key of the run whose open questions this one carries
    origin: str = "file"  # "file" | "rest" | "correction"
    job: str = ""  # key of the job at work on it
    questions: int = 0  # messages that wait for an answer
    kept_after_undo: tuple[str, ...] = ()  # records that stayed because somebody changed them later


@dataclass(frozen=True, slots=True)
class Change:
    """What a run would do to one record."""

    row: int
    record: str  # key, "" for a new one
    name: str
    what: str  # "new" | "changed" | "unchanged" | "vanished" | "duplicate?" | "moved?"
    fields: tuple[tuple[str, str, str], ...] = field(default_factory=tuple)  # (column, before, after)


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
class VacancyMark:
    """The mark of a nursery for one age class in one month, as the city wrote it."""

    age_class: int
    month: date
    as_of: date | None
    mark: str
    meaning: str  # only what the city has published; "" = 「記号の意味は公表されていません」
    provenance: Provenance | None = None


@dataclass(frozen=True, slots=True)
class StatTable:
    """A table of figures: its columns in the order of the standard, and its rows."""

    key: str
    title: Mapping[str, str]
    columns: tuple[str, ...]
    rows: tuple[Record, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two places that may be one."""

    key: str
    one: str
    one_name: str
    other: str
    other_name: str
    reason: str
    metres: int | None
    state: str  # "open" | "joined" | "apart"


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo did: how many records stand as before, and which stayed because of later changes."""

    run: str
    restored: int
    kept: tuple[str, ...]
    pending: bool = False  # a big run: the worker does it, look at the run
