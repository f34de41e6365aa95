"""The data-linkage platform follows what is published: changed things are put there, gone ones taken out."""

from collections.abc import Sequence

from sagacity.broker import api as broker
from sagacity.registry import events, models, places
from sagacity.registry.linking import things

TENANT = ""
PATH = "/opendata"  # what lies here is open data: anyone may read it


def put(subjects: Sequence[str]) -> None:
    """Put some places and events as they are now; a subject that is gone leaves nothing behind."""
    broker.put_things(tenant=TENANT, path=PATH, about=_things(subjects))


def fill_empty() -> int:
    """Put all that is published when nothing of it is there."""
    published = models.Place.objects.exists() or models.Event.objects.exists()
    return everything() if published and not broker.has_things(tenant=TENANT, path=PATH) else 0


def everything() -> int:
    """Put all that is published, such as into an empty platform; answers how many things there are."""
    keys = [
        *models.Place.objects.values_list("key", flat=True),
        *models.Event.objects.values_list("key", flat=True),
    ]
    for start in range(0, len(keys), 500):
        put(keys[start : start + 500])
    return len(keys)


def _things(subjects: Sequence[str]) -> dict[str, list[broker.Thing]]:
    found: dict[str, list[broker.Thing]] = {subject: [] for subject in subjects}
    for place in places.places(subjects):
        found[place.key] = things.of_place(place)
    for key in models.Event.objects.filter(key__in=subjects).values_list("key", flat=True):
        found[key] = [things.of_event(events.event(key))]
    return found
