"""Places and events that belong to a notice, as links to their pages."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from sagacity.registry import api as registry


@dataclass(frozen=True, slots=True)
class Attached:
    name: str
    note: str
    url: str
    icon: str


def of(keys: Iterable[str]) -> list[Attached]:
    """What is still there of these keys, in their order."""
    wanted = list(keys)
    places = {one.key: one for one in registry.places(wanted)}
    found = []
    for key in wanted:
        if key in places:
            url = reverse("places:spot", args=[key])
            found.append(Attached(places[key].name, places[key].address.text, url, "location"))
            continue
        try:
            event = registry.event(key)
        except registry.NoSuchEvent:
            continue
        found.append(Attached(event.name, event.venue, reverse("events:event", args=[key]), "event"))
    return found
