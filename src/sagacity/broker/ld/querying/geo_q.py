"""Where entities shall be: georel, geometry, coordinates (longitude first), geoproperty."""

from sagacity.broker.door import json
from sagacity.broker.entity import Entity, Json
from sagacity.broker.ld.querying.paths import key_in
from sagacity.broker.ld.rows.kinds import geometry as geometry_in_value
from sagacity.broker.querying import geo, geojson
from sagacity.broker.querying.condition import Condition
from sagacity.broker.refusals import BadRequest, NotJson

LOCATION = "https://uri.etsi.org/ngsi-ld/location"
_RELATIONS = ("within", "contains", "overlaps", "intersects", "equals", "disjoint")


def parse(*, georel: str, geometry: str, coordinates: Json, place: str = LOCATION) -> Condition:
    """The condition on the GeoProperty of that address; BadRequest when it cannot be read."""
    reference = reference_of(geometry, coordinates)
    name, *modifiers = georel.split(";")
    if name == "near":
        found = geo.near(_near(modifiers), reference, _locate(place))
    elif name in _RELATIONS and not modifiers:
        found = geo.related(name, reference, _locate(place))
    else:
        raise BadRequest(f"georel {georel!r} is unknown; use near;maxDistance==1000, {', '.join(_RELATIONS)}")
    # The index knows one place of an entity: ``location``, if it has that.
    return found if place == LOCATION else Condition(found.test)


def reference_of(geometry: str, coordinates: Json) -> dict[str, Json]:
    """The geometry asked about; coordinates as text are JSON."""
    if isinstance(coordinates, str):
        try:
            coordinates = json.parse(coordinates.encode())
        except NotJson:
            raise BadRequest("coordinates is a JSON array such as [130.3,33.26], longitude first") from None
    return geojson.geometry({"type": geometry, "coordinates": coordinates})


def _near(modifiers: list[str]) -> geo.Georel:
    limits: dict[str, float] = {}
    for modifier in modifiers:
        name, equals, metres = modifier.partition("==")
        if name not in ("maxDistance", "minDistance") or not equals or not _is_number(metres):
            raise BadRequest(f"georel near: {modifier!r} is no limit; write maxDistance==metres")
        limits[name] = float(metres)
    if not limits:
        raise BadRequest("georel near wants a limit: near;maxDistance==metres")
    return geo.Georel("near", limits.get("minDistance"), limits.get("maxDistance"))


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


def _locate(place: str) -> geo.Locate:
    def locate(entity: Entity) -> dict[str, Json] | None:
        attribute = entity.attributes.get(key_in(entity, place))
        return None if attribute is None else geometry_in_value(attribute.value)

    return locate
