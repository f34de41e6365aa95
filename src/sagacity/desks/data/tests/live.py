"""Things of a small city for the stories of the desk."""

from datetime import datetime

from sagacity.broker import api as broker


def gauge(
    id_: str = "urn:ngsi-ld:RiverGauge:1",
    level: float = 1.5,
    *,
    name: str = "嘉瀬川 一番",
    at: datetime | None = None,
    quality: str = "",
) -> broker.Thing:
    """A river gauge, which says its unit, and when and how well it measured if that is given."""
    said = {"unitCode": "MTR"}
    if at:
        said["observedAt"] = at.isoformat()
    if quality:
        said["quality"] = quality
    place = {"type": "Point", "coordinates": [130.3, 33.25]}
    return broker.Thing(
        id_,
        "RiverGauge",
        {
            "name": broker.Value(name, "Text"),
            "waterLevel": broker.Value(level, "Number", said),
            "location": broker.Value(place, "geo:json"),
        },
    )


def put(*things: broker.Thing, tenant: str = "", path: str = "/sensors") -> None:
    """Let them stand in the data-linkage platform."""
    broker.put_things(tenant=tenant, path=path, about={thing.id: [thing] for thing in things})
