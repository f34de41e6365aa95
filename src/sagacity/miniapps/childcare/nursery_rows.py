"""Nurseries with everything a family compares: marks as published, hours, the way there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sagacity.miniapps.childcare import opening, walking
from sagacity.registry import api as registry

KIND = "nursery"
COLUMNS = ("種別", "収容定員", "受入年齢", "一時預かりの有無", "病児保育の有無", "駐車場情報")


@dataclass(frozen=True, slots=True)
class Nursery:
    """One nursery in a list or comparison."""

    key: str
    name: str
    town: str
    address: str
    phone: str
    marks: Mapping[int, str]  # age class → mark, exactly as the city wrote it
    meanings: Mapping[str, str]
    as_of: date | None
    hours: registry.Hours | None
    extended: registry.Hours | None
    metres: int | None
    fields: Mapping[str, str]
    is_listed: bool

    @property
    def hours_words(self) -> str:
        return opening.words(self.hours)

    @property
    def extended_words(self) -> str:
        return opening.words(self.extended)

    @property
    def far(self) -> str:
        return walking.words(self.metres)


def every(request: HttpRequest) -> list[Nursery]:
    """All nurseries of the city, those of which only the marks are published too."""
    places = registry.find_places(kinds=[KIND], limit=5000).places
    marks, home = registry.newest_vacancies(), walking.home(request)
    return [_nursery(one, marks.get(one.key, []), home) for one in places]


def some(request: HttpRequest, keys: list[str]) -> list[Nursery]:
    """Those of some keys, in their order."""
    known = {one.key: one for one in every(request)}
    return [known[key] for key in dict.fromkeys(keys) if key in known]


def name_of(place: registry.Place) -> str:
    """The name for this reader: the English one for those who do not read Japanese, when there is one."""
    reads_japanese = (get_language() or "ja").split("-")[0] in {"ja", "zh"}
    return place.name if reads_japanese else place.name_en or place.name


def _nursery(place: registry.Place, marks: list[registry.VacancyMark], home: walking.Home | None) -> Nursery:
    facet = place.facet(KIND)
    fields = facet.fields if facet else {}
    return Nursery(
        key=place.key,
        name=name_of(place),
        town=place.address.town,
        address=place.address.text,
        phone=place.phone,
        marks={one.age_class: one.mark for one in marks},
        meanings={one.mark: one.meaning for one in marks if one.meaning},
        as_of=max((one.as_of for one in marks if one.as_of), default=None),
        hours=place.hours,
        extended=opening.extended(fields),
        metres=walking.metres(home, place.point),
        fields={column: said for column in COLUMNS if (said := text(fields.get(column)))},
        is_listed=bool(place.address.text or place.phone or place.point),
    )


def text(value: object) -> str:
    """A value as a person writes it; empty when nothing was given."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("あり") if value else _("なし")
    return {"有": _("あり"), "無": _("なし")}.get(str(value), str(value))
