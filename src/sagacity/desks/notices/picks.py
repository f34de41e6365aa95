"""Places and events of the registry, to be found and pointed to from a notice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sagacity.kit import clock
from sagacity.kit.ui import api as ui
from sagacity.registry import api as registry

EACH = 8


@dataclass(frozen=True, slots=True)
class Pick:
    key: str
    name: str
    note: str
    is_event: bool


def found(*, words: str, at: datetime) -> list[Pick]:
    """What the registry finds: events still to come first, then places."""
    wanted = words.strip()[:100]
    if not wanted:
        return []
    events, _total = registry.find_events(words=wanted, from_=clock.day(at), limit=EACH)
    places = registry.find_places(words=wanted, limit=EACH).places
    return [*map(_event, events), *map(_place, places)]


def named(keys: Iterable[str]) -> list[Pick]:
    """Things by their keys, in that order; those that are gone are left out."""
    wanted = [key for key in dict.fromkeys(keys) if len(key) <= 220 and key.isprintable()][:100]
    places = {one.key: one for one in registry.places(wanted)}
    picks = []
    for key in wanted:
        if key in places:
            picks.append(_place(places[key]))
            continue
        try:
            picks.append(_event(registry.event(key)))
        except registry.NoSuchEvent:
            continue
    return picks


def _place(place: registry.Place) -> Pick:
    return Pick(place.key, place.name, place.address.text, is_event=False)


def _event(event: registry.Event) -> Pick:
    day = ui.long_day(event.occurrences[0].on) if event.occurrences else ""
    return Pick(event.key, event.name, " ".join(filter(None, [day, event.venue])), is_event=True)
