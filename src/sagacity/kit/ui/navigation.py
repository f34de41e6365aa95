"""What stands in the bars: rooms offer their doors, and no part of kit knows a room."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec

from django.urls import Resolver404, resolve

from sagacity.kit.manifest import all_manifests, in_language
from sagacity.kit.policy import Person, rule_of

PLACES = ("resident", "staff", "footer")


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """One door in a bar: where it leads and how it is called in each language."""

    path: str
    label: Mapping[str, str]
    icon: str
    order: int = 500
    permission: str = ""


@dataclass(frozen=True, slots=True)
class NavigationLink:
    """A door as one person sees it on one page."""

    path: str
    label: str
    icon: str
    is_current: bool


_offers: dict[tuple[str, str], NavigationItem] = {}


def offer_navigation(
    *, place: str, path: str, label: Mapping[str, str], icon: str, order: int = 500, permission: str = ""
) -> None:
    """Put a door into the residents' bar, the staff's list or the footer; call it in `AppConfig.ready`."""
    if place not in PLACES:
        raise ValueError(f"navigation has the places {', '.join(PLACES)}, not {place!r}")
    _offers[place, path] = NavigationItem(path, label, icon, order, permission)


def links(*, place: str, language: str, person: Person, path: str) -> tuple[NavigationLink, ...]:
    """The doors of one bar that this person may see, in order."""
    items = [item for (where, _), item in _offers.items() if where == place]
    if place == "staff":
        items += _desks()
    seen = [item for item in items if not item.permission or person.may(item.permission)]
    current = _current(seen, path)
    return tuple(
        NavigationLink(item.path, in_language(item.label, language), item.icon, item is current)
        for item in sorted(seen, key=lambda item: (item.order, item.path))
    )


def _current(items: list[NavigationItem], path: str) -> NavigationItem | None:
    """The most exact door that holds the page; the front page holds only itself."""
    holding = [
        item for item in items if path == item.path or (item.path != "/" and path.startswith(item.path))
    ]
    return max(holding, key=lambda item: len(item.path), default=None)


def _desks() -> list[NavigationItem]:
    return [
        NavigationItem(
            manifest.staff_path, manifest.name, manifest.icon, manifest.order, _asked_at(manifest.staff_path)
        )
        for manifest in all_manifests()
        if manifest.door in {"staff", "both"} and find_spec(f"{manifest.package}.staff_urls")
    ]


def _asked_at(path: str) -> str:
    """The permission that the first page of a desk asks for."""
    try:
        rule = rule_of(resolve(path).func)
    except Resolver404:
        return ""
    return rule.permission if rule else ""
