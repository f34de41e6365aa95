"""Where entities are, against plain arithmetic."""

from math import acos, cos, radians, sin
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from sagacity.broker.querying import geo, sphere
from sagacity.broker.querying.tests.things import attribute, entity, point, somewhere
from sagacity.broker.refusals import BadRequest, NotSupported
from sagacity.broker.selection import Box

_latitudes = some.floats(-85, 85)
_longitudes = some.floats(-180, 180)
_SQUARE = {"type": "Polygon", "coordinates": [[[130, 33], [131, 33], [131, 34], [130, 34], [130, 33]]]}
_ROAD = {"type": "LineString", "coordinates": [[130, 33], [131, 33]]}


@settings(max_examples=300, deadline=None)
@given(_latitudes, _longitudes, _latitudes, _longitudes, some.floats(1, 20_000_000))
def test_near_agrees_with_the_law_of_cosines(a: float, b: float, c: float, d: float, metres: float) -> None:
    angle = sin(radians(a)) * sin(radians(c)) + cos(radians(a)) * cos(radians(c)) * cos(radians(d - b))
    expected = sphere.RADIUS * acos(max(-1.0, min(1.0, angle)))
    if abs(expected - metres) < 100:
        return  # the two formulas round differently this close to the line
    within = geo.parse(f"near;maxDistance:{metres!r}", "point", f"{a!r},{b!r}")
    beyond = geo.parse(f"near;minDistance:{metres!r}", "point", f"{a!r},{b!r}")
    assert within.matches(point(c, d)) is (expected < metres)
    assert beyond.matches(point(c, d)) is (expected > metres)
    if expected < metres and within.box is not None:
        assert _holds(within.box, longitude=d, latitude=c)


@settings(max_examples=200, deadline=None)
@given(some.floats(32, 35), some.floats(129, 132))
def test_a_box_covers_what_lies_between_its_sides(latitude: float, longitude: float) -> None:
    covered = geo.parse("coveredBy", "box", "33,130;34,131")
    expected = 33 <= latitude <= 34 and 130 <= longitude <= 131
    assert covered.matches(point(latitude, longitude)) is expected
    assert covered.box == Box(130, 33, 131, 34)
    assert geo.parse("disjoint", "box", "34,131;33,130").matches(point(latitude, longitude)) is not expected


@pytest.mark.parametrize(
    ("georel", "geometry", "coords", "there", "found"),
    [
        ("near;maxDistance:12000", "point", "33.1,130.5", _ROAD, True),
        ("near;maxDistance:11000", "point", "33.1,130.5", _ROAD, False),
        ("near;maxDistance:0", "point", "33.5,130.5", _SQUARE, True),
        ("near;minDistance:1", "point", "33.5,130.5", _SQUARE, False),
        ("near;minDistance:1000;maxDistance:200000", "point", "33,131.1", _ROAD, True),
        ("near", "point", "0,0", _ROAD, True),
        ("coveredBy", "polygon", "33,130;34,130;34,131;33,131;33,130", _SQUARE, True),
        ("coveredBy", "polygon", "33,130;34,130;34,131;33,130", _SQUARE, False),
        ("coveredBy", "box", "33,130;34,131", _ROAD, True),
        ("intersects", "line", "32,130.5;35,130.5", _ROAD, True),
        ("intersects", "line", "33.5,130;33.5,131", _ROAD, False),
        ("intersects", "point", "33,130.5", _ROAD, True),
        ("equals", "line", "33,131;33,130", _ROAD, True),
        ("equals", "point", "33,131", _ROAD, False),
        ("equals", "polygon", "33,130;34,130;34,131;33,131;33,130", _SQUARE, True),
        ("disjoint", "point", "33.5,132", _SQUARE, True),
        ("disjoint", "point", "33.5,130", _SQUARE, False),
    ],
)
def test_relations_hold_for_every_kind_of_geometry(
    georel: str, geometry: str, coords: str, there: dict[str, Any], found: bool
) -> None:
    assert geo.parse(georel, geometry, coords).matches(somewhere(there)) is found


def test_an_entity_without_a_location_never_matches_not_even_disjoint() -> None:
    ignored = attribute(_SQUARE, "geo:json", ignoreType=True)
    unknown = attribute(None, "geo:json")
    for nowhere in (entity(), entity(a=ignored), entity(a=unknown), entity(location=_SQUARE)):
        for georel in ("near;minDistance:0", "intersects", "disjoint", "equals"):
            assert not geo.parse(georel, "point", "0,0").matches(nowhere)


def test_the_simple_formats_write_latitude_first() -> None:
    covered = geo.parse("coveredBy", "box", "33,130;34,131")
    assert covered.matches(somewhere("33.5, 130.5", "geo:point"))
    assert covered.matches(somewhere(["33.1,130.1", "33.9,130.9"], "geo:box"))
    assert covered.matches(somewhere(["33.1,130.1", "33.9,130.9"], "geo:line"))
    assert not covered.matches(somewhere("130.5, 33.5", "geo:point"))


def test_nearness_across_the_date_line_is_found() -> None:
    fiji = geo.parse("near;maxDistance:50000", "point", "-17,179.9")
    assert fiji.matches(point(-17, -179.9))
    assert fiji.box is not None
    assert _holds(fiji.box, longitude=-179.9, latitude=-17)


@pytest.mark.parametrize(
    ("georel", "geometry", "coords"),
    [
        ("around", "point", "0,0"),
        ("near;maxDistance", "point", "0,0"),
        ("near;maxDistance:x", "point", "0,0"),
        ("near;maxDistance:-1", "point", "0,0"),
        ("near;maxDistance:1;maxDistance:2", "point", "0,0"),
        ("coveredBy;maxDistance:1", "box", "0,0;1,1"),
        ("near", "circle", "0,0"),
        ("near", "point", ""),
        ("near", "point", "0"),
        ("near", "point", "91,0"),
        ("near", "point", "0,181"),
        ("near", "point", "0,0;1,1"),
        ("near", "point", "nan,inf"),
        ("intersects", "line", "0,0"),
        ("intersects", "line", "0,0;0,0"),
        ("coveredBy", "box", "0,0"),
        ("coveredBy", "box", "0,0;0,1"),
        ("coveredBy", "polygon", "0,0;1,1;0,1"),
        ("coveredBy", "polygon", "0,0;1,1;0,1;0,2"),
        ("coveredBy", "polygon", "0,0;1,1;0,1;1,0;0,0"),
    ],
)
def test_a_malformed_geometry_is_refused(georel: str, geometry: str, coords: str) -> None:
    with pytest.raises(BadRequest):
        geo.parse(georel, geometry, coords)


@pytest.mark.parametrize(("georel", "geometry"), [("near", "line"), ("coveredBy", "line")])
def test_what_cannot_be_resolved_is_not_supported(georel: str, geometry: str) -> None:
    with pytest.raises(NotSupported):
        geo.parse(georel, geometry, "0,0;1,1")


def _holds(box: Box, *, longitude: float, latitude: float) -> bool:
    return box.west <= longitude <= box.east and box.south <= latitude <= box.north
