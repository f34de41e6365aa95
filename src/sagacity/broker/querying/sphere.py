"""Metres between places on a sphere of the earth's mean radius."""

from math import asin, cos, degrees, hypot, radians, sin, sqrt

from sagacity.broker.entity import Json
from sagacity.broker.querying.geojson import shape
from sagacity.broker.selection import Box

RADIUS = 6_371_008.8  # metres, IUGG mean radius
_MARGIN = 1e-9  # degrees, so that rounding never cuts off what lies on the edge


def between(*, longitude: float, latitude: float, to_longitude: float, to_latitude: float) -> float:
    """Metres from one place to another along the great circle."""
    north, to_north = radians(latitude), radians(to_latitude)
    half_lat, half_lon = (to_north - north) / 2, radians(to_longitude - longitude) / 2
    chord = sin(half_lat) ** 2 + cos(north) * cos(to_north) * sin(half_lon) ** 2
    return 2 * RADIUS * asin(min(1.0, sqrt(chord)))


def to_geometry(*, longitude: float, latitude: float, geometry: dict[str, Json]) -> float:
    """Metres from a place to the nearest part of a geometry; 0 inside a polygon.

    The geometry is drawn on a plane that keeps every distance from the place (azimuthal equidistant).
    """
    if geometry["type"] == "Point":
        there = geometry["coordinates"]
        return between(longitude=longitude, latitude=latitude, to_longitude=there[0], to_latitude=there[1])
    import numpy as np
    import shapely

    found = shape(geometry)
    if found.covers(shapely.Point(longitude, latitude)):
        return 0.0
    plane = shapely.transform(
        found, lambda places: np.array([_flat(longitude, latitude, place[0], place[1]) for place in places])
    )
    return float(plane.distance(shapely.Point(0.0, 0.0)))


def _flat(longitude: float, latitude: float, to_longitude: float, to_latitude: float) -> tuple[float, float]:
    metres = between(
        longitude=longitude, latitude=latitude, to_longitude=to_longitude, to_latitude=to_latitude
    )
    north, to_north, turn = radians(latitude), radians(to_latitude), radians(to_longitude - longitude)
    east = sin(turn) * cos(to_north)
    up = cos(north) * sin(to_north) - sin(north) * cos(to_north) * cos(turn)
    length = hypot(east, up)
    return (metres * east / length, metres * up / length) if length else (metres, 0.0)


def around(*, longitude: float, latitude: float, metres: float) -> Box | None:
    """A rectangle that holds everything within that distance; None when that is a whole band of the earth."""
    turn = metres / RADIUS
    south, north = latitude - degrees(turn), latitude + degrees(turn)
    if south <= -90 or north >= 90:
        return None
    sideways = degrees(asin(min(1.0, sin(turn) / cos(radians(latitude)))))
    west, east = longitude - sideways, longitude + sideways
    if west < -180 or east > 180:
        return Box(-180.0, south - _MARGIN, 180.0, north + _MARGIN)
    return Box(west - _MARGIN, south - _MARGIN, east + _MARGIN, north + _MARGIN)
