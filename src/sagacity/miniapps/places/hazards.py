"""The eight dangers an evacuation site may be designated for, and what is said about each."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as later

from sagacity.registry import api as registry

KIND = "evacuation_site"
# key in the address, drawing, label, column of the national standard
ALL = (
    ("flood", "flood", later("洪水"), "災害種別_洪水"),
    ("landslide", "landslide", later("がけくずれ・土石流・地すべり"), "災害種別_崖崩れ、土石流及び地滑り"),
    ("storm_surge", "wave", later("高潮"), "災害種別_高潮"),
    ("earthquake", "earthquake", later("地震"), "災害種別_地震"),
    ("tsunami", "tsunami", later("津波"), "災害種別_津波"),
    ("great_fire", "fire", later("大規模な火事"), "災害種別_大規模な火事"),
    ("inland_flood", "rain", later("内水氾濫（雨水があふれる）"), "災害種別_内水氾濫"),
    ("volcano", "volcano", later("火山の噴火"), "災害種別_火山現象"),
)
_COLUMNS = {key: column for key, _icon, _label, column in ALL}


@dataclass(frozen=True, slots=True)
class Hazard:
    """One danger, and whether a place is designated for it; None: the data does not say."""

    key: str
    icon: str
    label: str
    designated: bool | None = None


def every() -> list[Hazard]:
    return [Hazard(key, icon, _(label)) for key, icon, label, _column in ALL]


def known(key: str) -> bool:
    return key in _COLUMNS


def of(facet: registry.Facet) -> list[Hazard]:
    """What an evacuation site is designated for; an empty cell stays unknown."""
    return [Hazard(key, icon, _(label), _flag(facet.fields.get(column))) for key, icon, label, column in ALL]


def safe_from(place: registry.Place, wanted: tuple[str, ...]) -> bool:
    """Whether one designation of the place covers every danger asked for."""
    return any(
        all(_flag(facet.fields.get(_COLUMNS[key])) for key in wanted)
        for facet in place.facets
        if facet.kind == KIND
    )


def _flag(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    return {"1": True, "0": False}.get(str(value))
