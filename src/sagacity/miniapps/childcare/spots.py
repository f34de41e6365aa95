"""Places that are useful with children, by what the city has published of them; gaps stay in sight."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as later
from django.views.decorators.http import require_GET

from sagacity.kit import policy
from sagacity.kit.ui import api as ui
from sagacity.miniapps.childcare import opening, walking
from sagacity.miniapps.childcare.nursery_rows import name_of, text
from sagacity.registry import api as registry

PER_PAGE = 20
AED_NEAR = 300  # metres
MOST = 5000
BABY = ("授乳室", "おむつ替えコーナー", "ベビーカー貸出")
NO = {"", "無", "なし", "0", "×"}
HOSTS = (
    "public_facility",
    "shelter",
    "evacuation_site",
    "nursery",
    "toilet",
    "sight",
    "cultural_property",
    "aed",
)


def _named(pattern: str) -> Callable[[registry.Place], bool]:
    words = re.compile(pattern)
    return lambda place: bool(words.search(place.name))


def _has_baby_toilet(place: registry.Place) -> bool:
    return any(one.fields.get("乳幼児用設備設置トイレ有無") in ("有", True) for one in place.facets)


def _has_baby_room(place: registry.Place) -> bool:
    return any(str(one.fields.get(column) or "") not in NO for one in place.facets for column in BABY)


def _is_nursery(place: registry.Place) -> bool:
    return place.facet("nursery") is not None and place.point is not None


GROUPS: dict[str, tuple[str, str, Callable[[registry.Place], bool]]] = {
    "centre": (
        later("児童館・子育ての施設"),
        "child",
        _named("児童館|児童センター|子育て|こども館|こどもセンター"),
    ),
    "park": (later("公園"), "sight", _named("公園")),
    "library": (later("図書館"), "culture", _named("図書館")),
    "toilet": (later("赤ちゃんの設備があるトイレ"), "toilet", _has_baby_toilet),
    "baby": (later("授乳室・おむつ替え"), "bottle", _has_baby_room),
    "nursery": (later("保育所（場所がわかるもの）"), "nursery", _is_nursery),
}


@dataclass(frozen=True, slots=True)
class Spot:
    """One place with what families ask for; an empty text is what the city has not published."""

    key: str
    name: str
    icon: str
    address: str
    hours: str
    parking: str
    baby: str
    aed: str
    shelter: str
    far: str


@require_GET
@policy.access(policy.ANYONE)
def page(request: HttpRequest) -> HttpResponse:
    """All of them, or one group, the nearest first when a district was chosen."""
    home, chosen = walking.home(request), request.GET.get("group", "")
    counts = registry.facet_counts()
    kinds = [kind for kind in HOSTS if kind in counts]
    every = registry.find_places(kinds=kinds, limit=MOST).places if kinds else ()
    grouped = {key: [one for one in every if fits(one)] for key, (_label, _icon, fits) in GROUPS.items()}
    chosen = chosen if grouped.get(chosen) else ""
    shown = [grouped[chosen]] if chosen else list(grouped.values())
    found = list({one.key: one for some in shown for one in some}.values())
    found.sort(key=lambda one: _order(one, home))
    start = ui.offset(request, per_page=PER_PAGE)
    context = {
        "spots": [_spot(one, home, has_aeds="aed" in counts) for one in found[start : start + PER_PAGE]],
        "total": len(found),
        "per_page": PER_PAGE,
        "groups": [(key, _(GROUPS[key][0]), GROUPS[key][1], len(some)) for key, some in grouped.items()],
        "chosen": chosen,
        "home": home,
        "detour": walking.DETOUR,
        "pace": walking.PER_MINUTE,
        "missing": _missing(counts),
        "aed_near": AED_NEAR,
    }
    return render(request, "childcare/spots.html", context)


def _order(place: registry.Place, home: walking.Home | None) -> tuple[bool, int, str, str]:
    far = walking.metres(home, place.point)
    return far is None, far or 0, place.name_kana, place.name


def _missing(counts: dict[str, int]) -> list[str]:
    """Whole lists that the city has not published, by name: their absence is no answer."""
    return [
        label
        for kind, label in (
            ("nursery", _("子育て施設の一覧")),
            ("public_facility", _("公共施設の一覧")),
            ("toilet", _("公衆トイレの一覧")),
            ("aed", _("AEDの一覧")),
        )
        if kind not in counts
    ]


def _spot(place: registry.Place, home: walking.Home | None, *, has_aeds: bool) -> Spot:
    icon = next((icon for _label, icon, fits in GROUPS.values() if fits(place)), "location")
    return Spot(
        key=place.key,
        name=name_of(place),
        icon=icon,
        address=place.address.text,
        hours=opening.words(place.hours),
        parking=_first(place, "駐車場情報", "駐車場有無"),
        baby=_baby(place),
        aed=_aed(place) if has_aeds else "",
        shelter=_shelter(place),
        far=walking.words(walking.metres(home, place.point)),
    )


def _first(place: registry.Place, *columns: str) -> str:
    said = (text(one.fields.get(column)) for one in place.facets for column in columns)
    return next((one for one in said if one), "")


def _baby(place: registry.Place) -> str:
    found = [
        f"{_(label)}: {said}"
        for column, label in (
            ("授乳室", later("授乳室")),
            ("おむつ替えコーナー", later("おむつ替え")),
            ("ベビーカー貸出", later("ベビーカーの貸し出し")),
            ("乳幼児用設備設置トイレ有無", later("赤ちゃんの設備があるトイレ")),
        )
        if (said := _first(place, column))
    ]
    return _("、").join(found)


def _aed(place: registry.Place) -> str:
    if place.facet("aed"):
        return _("ここにあります")
    if place.point is None:
        return ""
    near = registry.nearest(point=place.point, kinds=["aed"], limit=1)
    if not near or near[0][1] > AED_NEAR:
        return _("%(metres)s m以内にはありません") % {"metres": AED_NEAR}
    place, far = near[0]
    return _("%(name)s（直線%(metres)s m）") % {
        "name": name_of(place),
        "metres": max(10, round(far / 10) * 10),
    }


def _shelter(place: registry.Place) -> str:
    found = []
    if place.facet("shelter"):
        found.append(_("指定避難所"))
    if place.facet("evacuation_site"):
        found.append(_("指定緊急避難場所"))
    return _("、").join(found)
