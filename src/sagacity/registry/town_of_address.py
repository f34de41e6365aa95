"""Which town an address lies in: the longest name of a town that the address begins with."""

from collections.abc import Iterable

from django.core.cache import cache

from sagacity.kit.city import api as city
from sagacity.registry import models
from sagacity.registry.folding import town_key

SECONDS = 60  # a file of changes asks for thousands of addresses in a row


def town_of_address(address: str) -> str:
    """The key of the town; empty when no town of this name is known."""
    here = city.current()
    said = town_key(address).removeprefix(town_key(here.prefecture)).removeprefix(town_key(here.name["ja"]))
    return longest(said, cache.get_or_set("registry.towns_by_name", _towns, SECONDS) or ())


def longest(address: str, towns: Iterable[tuple[str, str]]) -> str:
    """The key of the town with the longest name that the address begins with."""
    found = [(len(name), key) for key, name in towns if name and address.startswith(name)]
    return max(found)[1] if found else ""


def _towns() -> list[tuple[str, str]]:
    return [(key, town_key(name)) for key, name in models.Town.objects.values_list("key", "name")]
