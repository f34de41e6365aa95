"""What may be a location."""

from typing import Any

import pytest

from sagacity.broker.querying import geojson, shapes
from sagacity.broker.querying.tests.things import attribute, entity
from sagacity.broker.refusals import BadRequest, SecondLocation
from sagacity.broker.selection import Box

_POINT = {"type": "Point", "coordinates": [130.3, 33.2]}


@pytest.mark.parametrize(
    ("value", "box"),
    [
        (_POINT, Box(130.3, 33.2, 130.3, 33.2)),
        ({"type": "Point", "coordinates": [1, 2, 300]}, Box(1, 2, 1, 2)),
        ({"type": "MultiPoint", "coordinates": [[1, 2], [3, 0]]}, Box(1, 0, 3, 2)),
        ({"type": "LineString", "coordinates": [[1, 2], [3, 4]]}, Box(1, 2, 3, 4)),
        ({"type": "MultiPolygon", "coordinates": [[[[0, 0], [2, 0], [0, 3], [0, 0]]]]}, Box(0, 0, 2, 3)),
        ({"type": "Feature", "geometry": _POINT, "properties": {}}, Box(130.3, 33.2, 130.3, 33.2)),
        (
            {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": _POINT}]},
            Box(130.3, 33.2, 130.3, 33.2),
        ),
    ],
)
def test_geometries_have_bounds(value: Any, box: Box) -> None:
    location = attribute(value, "geo:json")
    shapes.validate(location)
    assert shapes.bounds(location) == box


@pytest.mark.parametrize(
    "value",
    [
        "33,130",
        [],
        {},
        {"type": "Point"},
        {"type": "Point", "coordinates": [1]},
        {"type": "Point", "coordinates": ["1", "2"]},
        {"type": "Point", "coordinates": [True, False]},
        {"type": "Point", "coordinates": [33.2, 130.3]},
        {"type": "Circle", "coordinates": [1, 2]},
        {"type": ["Point"], "coordinates": [1, 2]},
        {"type": "LineString", "coordinates": [[1, 2]]},
        {"type": "Polygon", "coordinates": [[1, 2], [3, 4]]},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1]]]},
        {"type": "GeometryCollection", "geometries": [_POINT]},
        {"type": "FeatureCollection", "features": []},
        {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": _POINT}] * 2},
        {"type": "FeatureCollection", "features": [_POINT]},
    ],
)
def test_what_is_no_geometry_is_refused(value: Any) -> None:
    with pytest.raises(BadRequest):
        shapes.validate(attribute(value, "geo:json"))
    assert shapes.bounds(attribute(value, "geo:json")) is None


@pytest.mark.parametrize(
    ("type_", "value"), [("geo:point", "1"), ("geo:point", [1, 2]), ("geo:line", "1,2"), ("geo:box", ["1,2"])]
)
def test_the_simple_formats_are_checked_too(type_: str, value: Any) -> None:
    with pytest.raises(BadRequest):
        shapes.validate(attribute(value, type_))


def test_a_ring_that_crosses_itself_is_mended_for_comparison() -> None:
    bow = {"type": "Polygon", "coordinates": [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]]}
    shapes.validate(attribute(bow, "geo:json"))
    assert geojson.shape(bow).is_valid


def test_a_second_live_location_is_refused() -> None:
    live, ignored = attribute(_POINT, "geo:json"), attribute(_POINT, "geo:json", ignoreType=True)
    shapes.check_one_location(entity(a=live, b=ignored, c=attribute(None, "geo:json"), d=_POINT))
    with pytest.raises(SecondLocation, match="a, b"):
        shapes.check_one_location(entity(a=live, b=live))
    assert shapes.location_of(entity(b=ignored, a=live)) is live
    assert shapes.location_of(entity(b=ignored)) is None
