"""Areas: the towns of the city in portions that people can choose from."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sagacity.registry import api as registry


@dataclass(frozen=True, slots=True)
class Area:
    """A school district where the city has published them, else a larger district."""

    name: str
    towns: tuple[str, ...]  # keys


def areas(*, among: Collection[str] | None = None) -> list[Area]:
    """The areas of the city; or what some towns are made of, single towns that lie in no area included."""
    found: dict[str, list[str]] = {}
    for town in registry.towns():
        area = town.school_district or town.group
        if area and among is None:
            found.setdefault(area, []).append(town.key)
        elif among is not None and town.key in among:
            found.setdefault(area or town.name, []).append(town.key)
    return [Area(name, tuple(keys)) for name, keys in found.items()]


def towns_of(names: Iterable[str], *, among: Collection[str] | None = None) -> tuple[str, ...]:
    """The towns of some areas by name; what is no area is left out."""
    wanted = set(names)
    return tuple(key for area in areas(among=among) if area.name in wanted for key in area.towns)


def whole_areas(towns: Collection[str], *, among: Collection[str] | None = None) -> list[Area]:
    """The areas of which every town is there."""
    here = set(towns)
    return [area for area in areas(among=among) if set(area.towns) <= here]


def words(towns: Collection[str]) -> tuple[str, ...]:
    """What to call some towns: whole areas by their name, single towns by theirs."""
    here = set(towns)
    whole = whole_areas(here)
    rest = here - {key for area in whole for key in area.towns}
    single = [town.name for town in registry.towns() if town.key in rest]
    return (*(area.name for area in whole), *single)


def towns_called(lines: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys of towns by their names, and the names nobody knows."""
    by_name = {town.name: town.key for town in registry.towns()}
    said = [line.strip() for line in lines if line.strip()]
    return tuple(by_name[one] for one in said if one in by_name), tuple(
        one for one in said if one not in by_name
    )
