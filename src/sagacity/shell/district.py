"""The district of a device: chosen once, used everywhere."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import get_language

from sagacity.identity import api as identity
from sagacity.messaging import api as messaging
from sagacity.registry import api as registry

A_FEW_MINUTES = 300


@dataclass(frozen=True, slots=True)
class Group:
    """A larger district with the number of its towns."""

    name: str
    towns: int


def chosen(request: HttpRequest) -> registry.Town | None:
    """The town this device chose, as long as there is such a town."""
    key = identity.device_of(request).district
    return _town(key) if key else None


def name_of(request: HttpRequest) -> str:
    town = chosen(request)
    return town.name if town else ""


def choose(request: HttpRequest, *, key: str, at: datetime) -> str:
    """Keep a town on this device, or none; answers its name.

    Raises:
        registry.NoSuchTown: nothing was kept.
    """
    name = registry.town(key).name if key else ""
    device = identity.choose_district(request, district=key, at=at)
    # The signal of identity says the same a moment later; whoever has just chosen wants the notices now.
    messaging.mark(
        person=device.key,
        kind="district",
        values=[key] if key else [],
        language=get_language() or "ja",
        at=at,
    )
    return name


def groups() -> list[Group]:
    """Every larger district there is, in the order of the towns' list."""
    counted = Counter(town.group for town in registry.towns())
    return [Group(name, count) for name, count in counted.items()]


def towns(*, words: str, group: str | None) -> list[registry.Town]:
    """Towns by words; within a group when one is named, where "" holds those that belong to none."""
    found = registry.towns(words=words, group=group or "")
    return found if group is None else [town for town in found if town.group == group]


def _town(key: str) -> registry.Town | None:
    # Towns change once in years; a device that asks for its own each time should not cost a query.
    named = f"shell.town.{key}"
    town: registry.Town | None = cache.get(named)
    if town is None:
        try:
            town = registry.town(key)
        except registry.NoSuchTown:
            return None
        cache.set(named, town, A_FEW_MINUTES)
    return town
