"""What the home screen says about places: where to flee to, and what this device saved."""

from datetime import datetime

from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sagacity.identity import api as identity
from sagacity.kit.cards import Card
from sagacity.miniapps.places import distance, looks, mine
from sagacity.registry import api as registry

NAMED = 3
A_FEW_MINUTES = 300


def cards(request: HttpRequest, at: datetime) -> list[Card]:
    """The nearest places of refuge from the chosen district, and the saved places."""
    return [*_refuge(request), *_saved(request)]


def _refuge(request: HttpRequest) -> list[Card]:
    key = identity.device_of(request).district
    if not key:
        return []
    # Everybody of a town reads the same, and places move once in years.
    named = f"places.refuge.{key}.{get_language()}"
    said: list[Card] | None = cache.get(named)
    if said is None:
        town = distance.district(request)
        said = _nearest(town, town.point) if town and town.point else []
        cache.set(named, said, A_FEW_MINUTES)
    return said


def _nearest(town: registry.Town, point: registry.Point) -> list[Card]:
    near = [
        (look.label, *found[0])
        for look in looks.looks(("evacuation_site", "shelter"))
        if (found := registry.nearest(point=point, kinds=[look.kind], limit=1))
    ]
    if not near:
        return []
    lines = [f"{label}: {looks.name_of(place)}（{distance.words(round(far))}）" for label, place, far in near]
    return [
        Card(
            app="places",
            key="places-refuge",
            title=_("近くの逃げる場所"),
            body="\n".join([*lines, _("災害の種類によっては使えません。")]),
            url=reverse("places:spot", args=[near[0][1].key]),
            icon="evacuation",
            urgency=10,
            because=_("えらんだ町: %(town)s（代表点からの直線距離）") % {"town": town.name},
            expires=None,
        )
    ]


def _saved(request: HttpRequest) -> list[Card]:
    keys = mine.keys(request)
    found = registry.places(keys[:NAMED])
    if not found:
        return []
    names = _("、").join(looks.name_of(one) for one in found)
    more = len(keys) - NAMED
    return [
        Card(
            app="places",
            key="places-saved",
            title=_("保存した場所"),
            body=names if more <= 0 else _("%(names)sほか%(more)sか所") % {"names": names, "more": more},
            url=reverse("places:saved"),
            icon="saved",
            urgency=5,
            because=_("この端末に保存したため"),
            expires=None,
        )
    ]
