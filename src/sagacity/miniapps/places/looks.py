"""What a kind of place is called in the reader's language, and how it is drawn."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as later

from sagacity.registry import api as registry

# In a disaster first; the order of the filters and of the drawing when a place is several things.
_KNOWN = {
    "evacuation_site": ("evacuation", later("指定緊急避難場所")),
    "shelter": ("shelter", later("指定避難所")),
    "aed": ("aed", later("AED")),
    "clinic": ("hospital", later("病院・診療所")),
    "nursery": ("nursery", later("保育所・子育て施設")),
    "care": ("care", later("介護サービス")),
    "public_facility": ("city", later("公共施設")),
    "toilet": ("toilet", later("公衆トイレ")),
    "wifi": ("wifi", later("公衆無線LAN(Wi-Fi)")),
    "bus_stop": ("bus", later("バス停")),
    "sight": ("sight", later("観光の場所")),
    "cultural_property": ("culture", later("文化財")),
    "fire_water": ("water", later("消防水利")),
}


@dataclass(frozen=True, slots=True)
class Look:
    """One kind of place on a page."""

    kind: str
    icon: str
    label: str


def look(kind: str) -> Look:
    """How a kind looks; one that is new to this app is called as its data set says."""
    if kind in _KNOWN:
        icon, label = _KNOWN[kind]
        return Look(kind, icon, _(label))
    try:
        title = registry.kind(kind).title
    except registry.UnknownKind:
        return Look(kind, "location", kind)
    return Look(kind, "location", title.get((get_language() or "ja").split("-")[0]) or title["ja"])


def looks(kinds: Iterable[str]) -> list[Look]:
    """Several kinds, each once, in the order of the filters."""
    order = list(_KNOWN)
    unique = dict.fromkeys(kinds)
    return [look(kind) for kind in sorted(unique, key=lambda one: (_rank(order, one), one))]


def _rank(order: list[str], kind: str) -> int:
    return order.index(kind) if kind in order else len(order)


def icon_of(kinds: Iterable[str]) -> str:
    """The drawing of a place that may be several things."""
    return next((one.icon for one in looks(kinds)), "location")


def name_of(place: registry.Place) -> str:
    """The name for this reader: the English one for those who do not read Japanese, when there is one."""
    reads_japanese = (get_language() or "ja").split("-")[0] in {"ja", "zh"}
    return place.name if reads_japanese else place.name_en or place.name
