"""Questions about where entities are: ``georel``, ``geometry`` and ``coords`` of NGSIv2."""

from collections.abc import Callable
from dataclasses import dataclass

from sagacity.broker.entity import Entity, Json
from sagacity.broker.querying import geojson, literals, places, shapes, sphere
from sagacity.broker.querying.condition import Condition
from sagacity.broker.refusals import BadRequest, NotSupported

RELATIONS = ("near", "coveredBy", "intersects", "equals", "disjoint")
Distance = Callable[[Entity], float]  # metres; infinite without a location
Locate = Callable[[Entity], dict[str, Json] | None]  # the geometry of an entity that is asked about


@dataclass(frozen=True, slots=True)
class Georel:
    """How an entity shall lie to the geometry asked for; distances in metres, for near alone."""

    name: str
    least: float | None = None
    most: float | None = None


def parse(georel: str, geometry: str, coords: str) -> Condition:
    """The condition; BadRequest when malformed, NotSupported when it cannot be answered."""
    relation = relation_of(georel)
    reference = reference_of(geometry, coords)
    if relation.name == "near":
        return near(relation, reference)
    return related(relation.name, reference)


def near_distance(georel: str, geometry: str, coords: str) -> Distance | None:
    """How far an entity is from the point that is asked about; None unless the relation is near."""
    if relation_of(georel).name != "near":
        return None
    return distance_from(reference_of(geometry, coords))


def relation_of(georel: str) -> Georel:
    """``near;maxDistance:1000`` as a relation."""
    name, *modifiers = (part.strip() for part in georel.split(";"))
    if name not in RELATIONS:
        raise BadRequest(f"georel '{name}' is unknown; use {', '.join(RELATIONS)}")
    if modifiers and name != "near":
        raise BadRequest(f"georel '{name}' takes no modifier; maxDistance and minDistance go with near")
    limits: dict[str, float] = {}
    for modifier in modifiers:
        key, _, text = modifier.partition(":")
        if key not in ("maxDistance", "minDistance") or key in limits:
            raise BadRequest(f"the modifier '{modifier}' of near is malformed; write maxDistance:metres")
        limits[key] = _metres(text.strip())
    return Georel(name, limits.get("minDistance"), limits.get("maxDistance"))


def _metres(text: str) -> float:
    metres = literals.number(text)
    if metres is None or metres < 0:
        raise BadRequest(f"'{text}' is no distance; write metres, zero or more")
    return float(metres)


def reference_of(geometry: str, coords: str) -> dict[str, Json]:
    """The geometry asked about, as GeoJSON."""
    import shapely.geometry

    checked = places.shaped(geometry, [places.pair(text) for text in coords.split(";")])
    if not shapely.geometry.shape(checked).is_valid:
        raise BadRequest(
            f"the {geometry} of the geographical query crosses itself or has no extent: {coords}"
        )
    return checked


def near(relation: Georel, reference: dict[str, Json], locate: Locate = shapes.geometry_in) -> Condition:
    """Within, or beyond, a distance of a point."""
    if reference["type"] != "Point":
        raise NotSupported("near can be answered for a point only; ask coveredBy or intersects for an area")
    distance, least, most = distance_from(reference, locate), relation.least or 0.0, relation.most
    longitude, latitude = reference["coordinates"][:2]
    if most is None:
        return Condition(lambda entity: least <= distance(entity) < float("inf"))
    return Condition(
        test=lambda entity: least <= distance(entity) <= most,
        box=sphere.around(longitude=longitude, latitude=latitude, metres=most),
    )


def distance_from(point: dict[str, Json], locate: Locate = shapes.geometry_in) -> Distance:
    """The distance of entities from a GeoJSON point."""
    longitude, latitude = point["coordinates"][:2]

    def distance(entity: Entity) -> float:
        if (geometry := locate(entity)) is None:
            return float("inf")
        return sphere.to_geometry(longitude=longitude, latitude=latitude, geometry=geometry)

    return distance


def related(name: str, reference: dict[str, Json], locate: Locate = shapes.geometry_in) -> Condition:
    """An entity that lies so to a checked geometry; ``name`` is one of COMPARISONS."""
    if name == "coveredBy" and "Polygon" not in reference["type"]:
        raise NotSupported(
            "coveredBy can be answered for a polygon or a box only; a point or line covers nothing"
        )
    import shapely

    area = geojson.shape(reference)
    shapely.prepare(area)
    compare = COMPARISONS[name]

    def test(entity: Entity) -> bool:
        return (geometry := locate(entity)) is not None and bool(compare(area, geojson.shape(geometry)))

    return Condition(test, box=None if name == "disjoint" else geojson.bounds(reference))


# the border belongs to an area in coveredBy, not in the words of NGSI-LD (within, contains, overlaps)
COMPARISONS: dict[str, Callable[[geojson.Shape, geojson.Shape], bool]] = {
    "coveredBy": lambda area, found: area.covers(found),
    "intersects": lambda area, found: area.intersects(found),
    "equals": lambda area, found: area.equals(found),
    "disjoint": lambda area, found: area.disjoint(found),
    "within": lambda area, found: area.contains(found),
    "contains": lambda area, found: found.contains(area),
    "overlaps": lambda area, found: area.overlaps(found),
}
