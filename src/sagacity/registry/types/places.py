"""Places, towns, and what a map draws of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sagacity.registry.types.values import Address, Hours, Point, Provenance, Status


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
class PlacePage:
    """One page of an answer, and how many there are in all."""

    places: tuple[Place, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Town:
    """A 町字 with its representative point; district of residents."""

    key: str
    name: str
    kana: str
    group: str  # the larger district it belongs to, such as the former town
    point: Point | None
    school_district: str = ""  # 小学校区; empty where the city has not published it


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
class VacancyMark:
    """The mark of a nursery for one age class in one month, as the city wrote it."""

    age_class: int
    month: date
    as_of: date | None
    mark: str
    meaning: str  # only what the city has published; "" = 「記号の意味は公表されていません」
    provenance: Provenance | None = None
