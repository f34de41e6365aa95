"""Ways up the ladder: rooms that can prove more offer their page, and accounts show it where it is needed."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from sagacity.identity.accounts.types import Level
from sagacity.kit.manifest import in_language


@dataclass(frozen=True, slots=True)
class Way:
    """A page that proves more than a mail address."""

    path: str
    reaches: Level
    name: Mapping[str, str]  # by language: what a resident does there
    text: Mapping[str, str]  # what they need at hand, such as card and PIN
    icon: str
    order: int = 500


@dataclass(frozen=True, slots=True)
class Offered:
    """A way as one resident sees it on one page."""

    address: str
    name: str
    text: str
    icon: str


_ways: dict[str, Way] = {}


def offer_way(
    *,
    path: str,
    reaches: Level,
    name: Mapping[str, str],
    text: Mapping[str, str],
    icon: str = "user",
    order: int = 500,
) -> None:
    """Say that a page proves who somebody is; call it in `AppConfig.ready`. It is given `need` and `next`."""
    _ways[path] = Way(path, reaches, name, text, icon, order)


def ways_to(level: int, *, next: str, language: str) -> list[Offered]:
    """The pages that prove enough, those that ask for least first."""
    enough = [way for way in _ways.values() if way.reaches >= level]
    query = urlencode({"need": level, "next": next})
    return [
        Offered(
            f"{way.path}?{query}", in_language(way.name, language), in_language(way.text, language), way.icon
        )
        for way in sorted(enough, key=lambda way: (way.reaches, way.order, way.path))
    ]
