"""GeoJSON (RFC 7946) as far as an entity may carry it: points, lines, polygons, their Multi forms."""

from collections.abc import Callable, Iterator
from typing import Any

from sagacity.broker.entity import Json
from sagacity.broker.refusals import BadRequest
from sagacity.broker.selection import Box

Shape = Any  # a shapely geometry
_NUMBERS = (int, float)


def geometry(value: Json) -> dict[str, Json]:
    """The checked geometry; of a Feature, or a FeatureCollection with one Feature, what it wraps."""
    if not isinstance(value, dict):
        raise BadRequest("a geo:json value must be a GeoJSON object with type and coordinates")
    kind = value.get("type")
    if kind == "Feature":
        return geometry(value.get("geometry"))
    if kind == "FeatureCollection":
        return geometry(_only_feature(value.get("features")))
    check = _CHECKS.get(kind) if isinstance(kind, str) else None
    if check is None:
        raise BadRequest(f"a geo:json value of type '{kind}' cannot be a location; use {', '.join(_CHECKS)}")
    check(value.get("coordinates"))
    return value


def _only_feature(features: Json) -> Json:
    if not isinstance(features, list) or len(features) != 1:
        raise BadRequest("a FeatureCollection can be a location only when it holds exactly one Feature")
    if not isinstance(features[0], dict) or features[0].get("type") != "Feature":
        raise BadRequest("the features of a FeatureCollection must be Features")
    return features[0]


def _position(value: Json) -> None:
    if (
        not isinstance(value, list)
        or len(value) not in (2, 3)
        or any(type(part) not in _NUMBERS for part in value)
    ):
        raise BadRequest("a position of a geo:json value must be [longitude, latitude], in numbers")
    if not (-180 <= value[0] <= 180 and -90 <= value[1] <= 90):
        raise BadRequest(
            f"the position {value[:2]} of a geo:json value is not on earth; longitude comes first"
        )


def _many(check: Callable[[Json], None], least: int) -> Callable[[Json], None]:
    def check_all(value: Json) -> None:
        if not isinstance(value, list) or len(value) < least:
            raise BadRequest(f"the coordinates of a geo:json value need at least {least} members here")
        for member in value:
            check(member)

    return check_all


def _ring(value: Json) -> None:
    _corners(value)
    if value[0] != value[-1]:
        raise BadRequest("a ring of a geo:json polygon must end where it begins")


_corners = _many(_position, 4)
_line = _many(_position, 2)
_polygon = _many(_ring, 1)
_CHECKS: dict[str, Callable[[Json], None]] = {
    "Point": _position,
    "MultiPoint": _many(_position, 1),
    "LineString": _line,
    "MultiLineString": _many(_line, 1),
    "Polygon": _polygon,
    "MultiPolygon": _many(_polygon, 1),
}


def bounds(checked: dict[str, Json]) -> Box:
    """The rectangle around a checked geometry."""
    positions = list(_positions(checked["coordinates"]))
    longitudes = [position[0] for position in positions]
    latitudes = [position[1] for position in positions]
    return Box(min(longitudes), min(latitudes), max(longitudes), max(latitudes))


def _positions(coordinates: Json) -> Iterator[Json]:
    if type(coordinates[0]) in _NUMBERS:
        yield coordinates
        return
    for member in coordinates:
        yield from _positions(member)


def shape(checked: dict[str, Json]) -> Shape:
    """A checked geometry as a shape to compare; rings that cross themselves are mended."""
    import shapely  # not before the first shape: a process that reads files needs no geometry
    import shapely.geometry

    if checked["type"] == "Point":
        return shapely.Point(checked["coordinates"][:2])
    made = shapely.force_2d(shapely.geometry.shape(checked))
    return made if made.is_valid else shapely.make_valid(made)
