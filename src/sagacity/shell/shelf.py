"""The shelf: which mini-apps stand on the home screen of this device, and in which order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from sagacity.identity import api as identity
from sagacity.kit.manifest import Manifest
from sagacity.shell import manifests

NAME = "shelf"


class NotOnTheShelf(LookupError):
    """There is no such mini-app in this city."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What stands on the shelf, in order, and what lies beside it."""

    on: tuple[Manifest, ...]
    off: tuple[Manifest, ...]


def shelf(request: HttpRequest) -> Shelf:
    """The shelf of this device. A mini-app that came later stands at the end until it is taken away."""
    order, away = _note(request)
    known = {manifest.key: manifest for manifest in manifests.residents()}
    first = [known[key] for key in order if key in known]
    later = [one for key, one in known.items() if key not in order and key not in away]
    return Shelf(on=(*first, *later), off=tuple(known[key] for key in away if key in known))


def add(request: HttpRequest, *, key: str, at: datetime) -> None:
    """Put a mini-app at the end of the shelf."""
    on, off = _keys(request, key)
    _keep(request, [*(one for one in on if one != key), key], [one for one in off if one != key], at)


def remove(request: HttpRequest, *, key: str, at: datetime) -> None:
    """Take a mini-app off the shelf; what it remembers stays."""
    on, off = _keys(request, key)
    _keep(request, [one for one in on if one != key], [*(one for one in off if one != key), key], at)


def move(request: HttpRequest, *, key: str, by: int, at: datetime) -> None:
    """Move a mini-app some places towards the end, or with a negative number towards the front."""
    on, off = _keys(request, key)
    if key in on:
        place = on.index(key)
        on.insert(min(max(place + by, 0), len(on) - 1), on.pop(place))
        _keep(request, on, off, at)


def arrange(request: HttpRequest, *, order: Sequence[str], at: datetime) -> None:
    """Put the shelf into this order; keys it does not hold are passed over, those left out come after."""
    current = shelf(request)
    on = [one.key for one in current.on]
    wanted = [key for key in dict.fromkeys(order) if key in on]
    _keep(request, wanted + [key for key in on if key not in wanted], [one.key for one in current.off], at)


def reset(request: HttpRequest) -> None:
    """The shelf as a newcomer sees it."""
    identity.forget(request, app="shell", name=NAME)


def _keys(request: HttpRequest, key: str) -> tuple[list[str], list[str]]:
    if manifests.find(key) is None:
        raise NotOnTheShelf(key)
    current = shelf(request)
    return [one.key for one in current.on], [one.key for one in current.off]


def _note(request: HttpRequest) -> tuple[list[str], list[str]]:
    said = identity.recall(request, app="shell", name=NAME, default=None)
    if not isinstance(said, dict):
        return [], []
    return list(said.get("on", [])), list(said.get("off", []))


def _keep(request: HttpRequest, on: list[str], off: list[str], at: datetime) -> None:
    identity.remember(request, app="shell", name=NAME, value={"on": on, "off": off}, at=at)
