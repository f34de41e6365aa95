"""Distances on the ground, good enough within a city."""

from math import cos, hypot, radians

METRES_PER_DEGREE = 111_320.0


def metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """How far two points (latitude, longitude) are from each other."""
    south_north = (one[0] - other[0]) * METRES_PER_DEGREE
    west_east = (one[1] - other[1]) * METRES_PER_DEGREE * cos(radians((one[0] + other[0]) / 2))
    return hypot(south_north, west_east)


def box(latitude: float, longitude: float, radius: float) -> tuple[float, float, float, float]:
    """South, west, north, east of a square around a point."""
    high = radius / METRES_PER_DEGREE
    wide = radius / (METRES_PER_DEGREE * max(cos(radians(latitude)), 0.01))
    return latitude - high, longitude - wide, latitude + high, longitude + wide
