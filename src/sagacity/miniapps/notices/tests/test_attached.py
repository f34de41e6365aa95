from collections.abc import Callable
from datetime import datetime

from sagacity.kit.city import api as city
from sagacity.miniapps.notices import attached
from sagacity.registry import api as registry
from sagacity.registry.tests.desk import Desk


def test_places_and_events_are_linked_to_their_own_pages(
    towns: dict[str, str], at: datetime, deliver: Callable[..., int]
) -> None:
    for load in city.loads("example"):
        if load.kind in {"public_facility", "event"}:
            Desk(at=at, deliver=deliver).publishes(
                load.path, name=load.path.name, kind=load.kind, edition=str(load.edition)
            )
    place = registry.find_places(limit=1).places[0].key
    event = registry.find_events(limit=1)[0][0].key

    found = attached.of([place, event, "urn:ngsi-ld:Event:gone"])

    assert [one.url for one in found] == [f"/apps/places/{place}/", f"/apps/events/{event}/"]
