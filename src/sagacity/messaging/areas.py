"""Areas of the city: larger districts and school districts as the towns they are made of."""

from collections.abc import Collection
from dataclasses import dataclass

from sagacity.messaging.types import Audience
from sagacity.registry import api as registry


@dataclass(frozen=True, slots=True)
class Areas:
    """The towns of the city with the areas they lie in."""

    towns: tuple[registry.Town, ...]

    def towns_of(self, audience: Audience) -> frozenset[str]:
        """Keys of all towns an audience names, itself or by an area."""
        return frozenset(audience.districts) | {
            town.key
            for town in self.towns
            if (town.group and town.group in audience.groups)
            or (town.school_district and town.school_district in audience.school_districts)
        }

    def unknown(self, audience: Audience) -> tuple[str, ...]:
        """What an audience names that the city does not have."""
        return (
            *_lacking(audience.districts, {town.key for town in self.towns}),
            *_lacking(audience.groups, {town.group for town in self.towns}),
            *_lacking(audience.school_districts, {town.school_district for town in self.towns}),
        )


NO_AREAS = Areas(towns=())


def areas_for(*audiences: Audience) -> Areas:
    """The areas that some audiences need; nothing is asked when all name their towns, or none."""
    needed = any(one.groups or one.school_districts for one in audiences)
    return all_areas() if needed else NO_AREAS


def all_areas() -> Areas:
    return Areas(towns=tuple(registry.towns()))


def _lacking(named: Collection[str], known: Collection[str]) -> list[str]:
    return [one for one in named if one not in known or not one]
