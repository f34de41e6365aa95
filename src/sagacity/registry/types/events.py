"""Public events."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, NamedTuple

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
    topics: tuple[str, ...] = ()  # kinds, keywords and tags one by one
    town: str = ""  # as the city writes it; empty when no address names one
    meeting_place: str = ""
    state: str = ""  # as written: 中止, 延期 …
    is_free: bool = False  # nobody pays anything, and it says so
    for_children: bool = False
    pattern: str = ""  # in words: 毎週火曜日
    deadline_on: date | None = None
    deadline_at: time | None = None
    contact: str = ""
    email: str = ""

    @property
    def is_cancelled(self) -> bool:
        return says_cancelled(self.state)

    @property
    def is_postponed(self) -> bool:
        return says_postponed(self.state)

    def uid(self, occurrence: Occurrence) -> str:
        """The name of one occurrence in calendars: it stays, so that a calendar renews and never doubles."""
        return self.key if len(self.occurrences) < 2 else f"{self.key}-{occurrence.on:%Y%m%d}"


class EventDays(NamedTuple):
    """One line of a calendar: which event from which to which day; light, for thousands."""

    key: str
    name: str
    name_en: str
    venue: str
    state: str
    on: date
    until: date
    starts: time | None
    ends: time | None

    @property
    def is_cancelled(self) -> bool:
        return says_cancelled(self.state)


@dataclass(frozen=True, slots=True)
class EventChoices:
    """What can be chosen among the events of some days, each with how many there are."""

    topics: Mapping[str, int]  # kinds, keywords and tags, most first
    towns: Mapping[str, int]  # "" counts the events without one


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """Which events are meant; what is empty filters nothing."""

    words: str = ""
    topics: tuple[str, ...] = ()  # any of them
    towns: tuple[str, ...] = ()  # names of towns, any of them
    groups: tuple[str, ...] = ()  # larger districts, as in the list of towns
    school_districts: tuple[str, ...] = ()
    free: bool = False
    for_children: bool = False
    with_point: bool | None = None


def says_cancelled(state: str) -> bool:
    return "中止" in state


def says_postponed(state: str) -> bool:
    return "延期" in state
