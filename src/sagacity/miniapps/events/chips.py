"""Filters as links: each says what the page would show after one more tap."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from sagacity.kit.ui import api as ui
from sagacity.miniapps.events.wish import Wish
from sagacity.registry import api as registry

TOPICS = 20


@dataclass(frozen=True, slots=True)
class Chip:
    label: str
    icon: str
    address: str
    is_on: bool
    count: int | None = None


def whens(request: HttpRequest, wish: Wish) -> list[Chip]:
    """When: one at a time."""
    offered = [
        ("today", _("きょう")),
        ("weekend", _("週末")),
        ("month", _("今月")),
        ("coming", _("これからすべて")),
        ("past", _("終わった催し")),
    ]
    now = "" if wish.on else wish.when
    return [
        Chip(label, "calendar", ui.replaced(request, when=key, on=""), key == now) for key, label in offered
    ]


def conditions(request: HttpRequest, wish: Wish, town: registry.Town | None) -> list[Chip]:
    """What it costs, whom it is for, and my own district."""
    found = [
        Chip(_("無料"), "check", ui.replaced(request, free="" if wish.free else "1"), wish.free),
        Chip(
            _("子ども向け"),
            "child",
            ui.replaced(request, children="" if wish.children else "1"),
            wish.children,
        ),
    ]
    mine = [("town", town.name), ("group", town.group), ("school", town.school_district)] if town else []
    for part, name in mine:
        if name:
            is_on = getattr(wish, part) == name
            address = ui.replaced(
                request, **{"town": "", "group": "", "school": "", part: "" if is_on else name}
            )
            found.append(Chip(_where(part, name), "home", address, is_on))
    return found


def _where(part: str, name: str) -> str:
    if part == "group":
        return _("%(name)s全体") % {"name": name}
    return _("%(name)s校区") % {"name": name.removesuffix("校区")} if part == "school" else name


def topics(request: HttpRequest, wish: Wish, counts: Mapping[str, int]) -> list[Chip]:
    """Kinds and keywords as the city writes them, those with most events first."""
    shown = dict(list(counts.items())[:TOPICS]) | {one: counts.get(one, 0) for one in wish.topics}
    return [
        Chip(one, "list", ui.toggled(request, "topic", one), one in wish.topics, many)
        for one, many in shown.items()
    ]


def active(request: HttpRequest, wish: Wish, town: registry.Town | None) -> list[Chip]:
    """Conditions that have no chip of their own above, each to be taken away."""
    found = []
    if wish.words:
        found.append(Chip(f"「{wish.words}」", "close", ui.replaced(request, q=""), True))
    mine = {town.name, town.group, town.school_district} if town else set()
    if wish.area and wish.area not in mine:
        found.append(Chip(wish.area, "close", ui.replaced(request, town="", group="", school=""), True))
    return found


def other(request: HttpRequest, *drop: str) -> str:
    """The same question for another page: what follows the question mark."""
    query = request.GET.copy()
    for name in ("page", *drop):
        query.pop(name, None)
    return query.urlencode()


def carried(request: HttpRequest, *drop: str) -> list[tuple[str, str]]:
    """What a form must carry along besides its own fields."""
    left_out = {"page", *drop}
    names = [name for name in request.GET if name not in left_out]
    return [(name, value) for name in names for value in request.GET.getlist(name) if value]
