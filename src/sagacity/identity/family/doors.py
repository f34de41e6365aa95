"""Doors of other rooms that do something for a child of the family; the family's page shows them."""

from collections.abc import Mapping
from dataclasses import dataclass

from sagacity.kit.manifest import in_language


@dataclass(frozen=True, slots=True)
class Door:
    """Where a parent goes on for a child."""

    path: str
    name: str
    icon: str


_offered: dict[str, tuple[Mapping[str, str], str]] = {}


def offer_child_door(*, path: str, name: Mapping[str, str], icon: str) -> None:
    """Say that a page does something for children of a family; call it in `AppConfig.ready`."""
    _offered[path] = (name, icon)


def child_doors(*, language: str) -> list[Door]:
    """What can be done for a child, in the reader's language."""
    return [Door(path, in_language(name, language), icon) for path, (name, icon) in _offered.items()]
