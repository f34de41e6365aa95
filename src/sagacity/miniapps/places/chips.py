"""Filters as links: each says what the page would show after one more tap."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from sagacity.broker import api as broker
from sagacity.kit.ui import api as ui
from sagacity.miniapps.places import hazards, looks, sensing
from sagacity.miniapps.places.wish import Wish
from sagacity.registry import api as registry


@dataclass(frozen=True, slots=True)
class Chip:
    label: str
    icon: str
    address: str
    is_on: bool
    count: int | None = None


def kinds(request: HttpRequest, wish: Wish) -> list[Chip]:
    """One for each kind of place there is, with how many there are."""
    counts = registry.facet_counts()
    return [
        Chip(
            one.label,
            one.icon,
            ui.toggled(request, "kind", one.kind, drop=("hazard",)),
            one.kind in wish.kinds,
            counts[one.kind],
        )
        for one in looks.looks(counts)
    ]


def conditions(request: HttpRequest, wish: Wish) -> list[Chip]:
    """Properties of places; those of things the city has not published are not offered."""
    counts = registry.facet_counts()
    offered = [("parking", "parking", _("駐車場がある"), "")]
    offered += [("aed_near", "aed", _("近くにAEDがある"), "aed")]
    offered += [("shelter", "shelter", _("指定避難所になっている"), "shelter")]
    return [
        Chip(_("今あいている"), "clock", ui.toggled(request, "open", "1"), wish.open_now),
        *(
            Chip(label, icon, ui.toggled(request, "with", key), key in wish.having)
            for key, icon, label, needs in offered
            if not needs or needs in counts
        ),
    ]


def dangers(request: HttpRequest, wish: Wish) -> list[Chip]:
    """Filters of evacuation sites; none when the city has none."""
    if hazards.KIND not in registry.facet_counts():
        return []
    return [
        Chip(one.label, one.icon, ui.toggled(request, "hazard", one.key), one.key in wish.hazards)
        for one in hazards.every()
    ]


def sorts(request: HttpRequest, now: str, town: registry.Town | None) -> list[Chip]:
    """In which order; the present place has its own button, for it must ask the phone first."""
    offered = [("middle", "map", _("地図のまん中から近い順")), ("name", "sort", _("名前の順"))]
    if town is not None and town.point is not None:
        offered[0] = ("district", "home", _("%(town)sから近い順") % {"town": town.name})
    return [
        Chip(label, icon, ui.replaced(request, sort=sort, here=""), now == sort)
        for sort, icon, label in offered
    ]


def sensors(request: HttpRequest, wanted: Collection[str], things: Iterable[broker.Live]) -> list[Chip]:
    """One for each kind of sensor there is, with how many there are."""
    counts = Counter(kind.key for one in things if (kind := sensing.kind_of(one)))
    return [
        Chip(
            kind.label, kind.icon, ui.toggled(request, "kind", kind.key), kind.key in wanted, counts[kind.key]
        )
        for kind in sensing.kinds()
        if counts[kind.key]
    ]


def live(things: Iterable[broker.Live]) -> list[Chip]:
    """From the list of places to the sensors of each kind."""
    counts = Counter(kind.key for one in things if (kind := sensing.kind_of(one)))
    page = reverse("places:now")
    return [
        Chip(kind.label, kind.icon, f"{page}?kind={kind.key}", False, counts[kind.key])
        for kind in sensing.kinds()
        if counts[kind.key]
    ]


def without(request: HttpRequest, *names: str) -> str:
    """The same address without some filters."""
    return ui.replaced(request, **dict.fromkeys(names, ""))
