"""Facts about collection days: frozen, without database rows behind them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from sagacity.registry.types import Message

ALL_MONTHS = tuple(range(1, 13))


class Change(StrEnum):
    """What one dated exception does to one kind on one day."""

    CANCEL = "cancel"
    ADD = "add"
    MOVE = "move_to"


class Policy(StrEnum):
    """What becomes of a collection that falls into a closure."""

    SKIP = "skip"  # it is left out
    SHIFT = "shift"  # it moves by whole weeks to the first open day


class Why(StrEnum):
    """Why a kind is collected, or not collected, on a day."""

    RULE = "rule"
    ADDED = "added"
    MOVED = "moved"
    SHIFTED = "shifted"
    CANCELLED = "cancelled"
    CLOSED = "closed"
    RECESS = "recess"


@dataclass(frozen=True, slots=True, order=True)
class Recess:
    """Days off that come back every year, such as 12/31～1/3."""

    from_month: int
    from_day: int
    to_month: int
    to_day: int


@dataclass(frozen=True, slots=True)
class Rule:
    """When one kind is collected, as long as nothing else is said.

    Either weekdays (every week, the nth of the month, or every so many weeks from an anchor) or dates.
    """

    kind: str
    weekdays: tuple[int, ...] = ()  # 0 = Monday
    nths: tuple[int, ...] = ()  # the nth such weekday of the month, by occurrence; empty = every one
    every: int = 1  # weeks; more than 1 needs an anchor
    anchor: date | None = None
    dates: tuple[date, ...] = ()
    months: tuple[int, ...] = ()  # empty = all
    recesses: tuple[Recess, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    holidays_too: bool = False  # the city says in so many words that it collects on holidays
    note: str = ""


@dataclass(frozen=True, slots=True)
class DatedException:
    """One change on one day; it never touches another day or another kind."""

    on: date
    kind: str
    change: Change
    to: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Closure:
    """Days on which a facility takes nothing in."""

    facility: str
    from_: date
    until: date
    policy: Policy = Policy.SKIP
    note: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything one pattern's calendar is made from."""

    rules: tuple[Rule, ...] = ()
    exceptions: tuple[DatedException, ...] = ()
    closures: tuple[Closure, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class CollectionDay:
    """One kind is collected on one day."""

    on: date
    kind: str  # the kind's name in Japanese, which is its key in files and pages
    why: Why = Why.RULE
    note: str = ""
    instead_of: date | None = None


@dataclass(frozen=True, slots=True, order=True)
class Irregular:
    """A day on which the calendar is not what the rule alone would say; what residents must be told."""

    on: date
    kind: str
    why: Why
    note: str = ""
    other_day: date | None = None  # where it went, or where it came from


@dataclass(frozen=True, slots=True)
class HowToLine:
    style: str  # "heading" | "item" | "text"
    text: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of rubbish that is collected, such as 燃えるごみ."""

    key: str
    name: str
    names: Mapping[str, str]  # by language code
    short: str  # for a small calendar cell
    colour: str  # "#rrggbb"
    icon: str
    how_to: tuple[HowToLine, ...]
    order: int

    def name_in(self, language: str) -> str:
        return self.names.get(language) or self.names.get(language.split("-")[0]) or self.name


@dataclass(frozen=True, slots=True)
class Area:
    """Where one calendar holds. Group and name together are the key: two groups may share a name."""

    key: str
    group: str
    group_number: int
    name: str
    stem: str  # the place itself
    condition: str  # what the name says beyond the place: 1番を除く, 上記以外 …; always shown
    kana: str
    kana_row: str  # あ か さ … when known
    pattern: str  # key
    pattern_name: str
    facility: str
    remark: str


@dataclass(frozen=True, slots=True)
class AreaCandidate:
    """An area that may be the one meant; the resident decides."""

    area: Area
    exact: bool
    reason: str  # "name" | "address" | "part" | "kana"


@dataclass(frozen=True, slots=True)
class AreaGroup:
    name: str
    number: int
    areas: int


@dataclass(frozen=True, slots=True)
class SortingItem:
    """One thing and the kind it belongs to."""

    key: str
    name: str
    kind: str  # name of the kind
    notice: str
    kana: str  # reading, when known
    kana_row: str  # あ か さ …, "" when the file gives none
    section: str  # 主な物, 電池類, 紙・布類 …


@dataclass(frozen=True, slots=True)
class Source:
    """Where the calendar of a pattern comes from, and what must be said with it."""

    text: str
    edition: str
    notice: Mapping[str, str]  # by language; shown to residents wherever the calendar is shown


class VersionState(StrEnum):
    DRAFT = "draft"
    APPROVED = "approved"
    REPLACED = "replaced"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class Version:
    """One state of a pattern's plan, from first edit to approval and replacement."""

    pattern: str
    number: int
    state: VersionState
    plan: Plan
    from_: date | None
    until: date | None
    edited_by: str
    editors: tuple[str, ...]
    edited_at: datetime
    approved_by: str
    approved_at: datetime | None
    source: Source
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A calendar that many areas share."""

    key: str
    name: str
    facility: str
    areas: int
    live: Version | None  # in force on the day asked about
    draft: Version | None
    arriving: int = 0  # areas that join with the approval of the draft


@dataclass(frozen=True, slots=True)
class Difference:
    """What approval would change for residents."""

    added: tuple[CollectionDay, ...]
    removed: tuple[CollectionDay, ...]
    areas: tuple[str, ...] = ()  # names of areas that would join the pattern

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.removed or self.areas)


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file; applied + to_confirm + refused = rows, always."""

    file: str
    kind: str  # "area_days" | "area_master" | "center" | "description" | "target" | "remarks" | ""
    rows: int
    applied: int
    to_confirm: int
    refused: int
    messages: tuple[Message, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a city pack brought."""

    areas: int
    patterns: int
    items: int
    kinds: int


@dataclass(frozen=True, slots=True)
class CalendarApproved:
    """Announced when a pattern's calendar goes live."""

    pattern: str
    version: int
    from_: date
    until: date | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class GuideChanged:
    """Announced when kinds or sorting items have changed."""

    items: int
    at: datetime
