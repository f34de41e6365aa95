from typing import Any

import pytest

from sagacity.broker.refusals import BadRequest
from sagacity.broker.v2 import parsing
from sagacity.broker.v2.given import Given

POINT = {"type": "Point", "coordinates": [130.3, 33.26]}
SQUARE = [[0, 0], [1, 0], [1, 1], [0, 0]]


def one(raw: Any) -> Given:
    return parsing.attributes({"a": raw}, plain=False).attributes["a"]


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("水位", "Text"),
        (3, "Number"),
        (3.5, "Number"),
        (True, "Boolean"),
        ({"x": 1}, "StructuredValue"),
        ([1], "StructuredValue"),
        (None, "None"),
    ],
)
def test_a_value_without_a_type_gets_the_one_of_its_kind(value: Any, kind: str) -> None:
    assert parsing.type_for(value) == kind


def test_value_type_and_metadata_may_each_be_missing() -> None:
    assert one({}) == Given(None, None, {}, False, False)
    assert one({"metadata": {}}).clears
    assert not one({"value": 1}).clears
    assert one({"metadata": {"unit": {"value": "m"}, "x": {}}}).metadata == {
        "unit": {"type": "Text", "value": "m"},
        "x": {"type": "None", "value": None},
    }


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"a b": {}}, "Invalid characters in attribute name"),
        ({"水位": {}}, "Invalid characters in attribute name"),
        ({"a/b": {}}, "Invalid characters in attribute name"),
        ({"": {}}, "attribute name length: 0, min length supported: 1"),
        ({"x" * 257: {}}, "attribute name length: 257, max length supported: 256"),
        ({"a": {"type": "T<1>"}}, "Invalid characters in attribute type"),
        ({"a": {"type": ""}}, "attribute type length: 0, min length supported: 1"),
        ({"a": {"type": None}}, "attribute type must be a JSON string"),
        ({"a": {"value": "x=1"}}, "Invalid characters in attribute value"),
        ({"a": {"value": {"k(": 1}}}, "Invalid characters in attribute value"),
        ({"a": {"value": [["it's"]]}}, "Invalid characters in attribute value"),
        ({"a": {"value": {"$push": "<b>"}}}, "Invalid characters in attribute value"),
        ({"a": {"metadata": {"m m": {}}}}, "Invalid characters in metadata name"),
        ({"a": {"metadata": {"m": {"type": "t;"}}}}, "Invalid characters in metadata type"),
        ({"a": {"metadata": {"m": {"value": '"'}}}}, "Invalid characters in metadata value"),
        ({"a": {"metadata": {"*": {}}}}, "invalid name for metadata: * means all of them"),
        ({"a": {"metadata": 1}}, "metadata must be a JSON object"),
        ({"a": 1}, "attribute must be a JSON object, unless keyValues option is used"),
        ([], "attributes must be members of a JSON object"),
    ],
)
def test_a_broken_rule_is_named_with_its_part(body: Any, sentence: str) -> None:
    with pytest.raises(BadRequest) as refusal:
        parsing.attributes(body, plain=False)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    "body",
    [
        {"geo:distance": {}},
        {"*": {}},
        {"id": {}},
        {"type": {}},
        {"a": {"valeu": 1}},
        {"a": {"metadata": {"m": {"metadata": {}}}}},
        {"a": {"type": "DateTime", "value": "soon"}},
        {"a": {"type": "ISO8601", "value": 3}},
        {"a": {"metadata": {"m": {"type": "DateTime", "value": "soon"}}}},
        {"dateExpires": {"type": "DateTime", "value": "soon"}},
        {"dateExpires": {"type": "DateTime", "value": None}},
        {"a": {"value": {"$inc": 1, "x": 2}}},
        {"a": {"value": {"$inc": 1, "$mul": 2}}},
    ],
)
def test_what_has_no_meaning_is_refused(body: Any) -> None:
    with pytest.raises(BadRequest):
        parsing.attributes(body, plain=False)


def test_unrestricted_text_may_hold_anything() -> None:
    wild = "it's (a) <b>"
    assert one({"type": "TextUnrestricted", "value": wild}).value == wild
    marked = {"value": wild, "metadata": {"TextUnrestricted": {"value": True}}}
    assert one(marked).value == wild
    with pytest.raises(BadRequest):
        one({"value": wild, "metadata": {"TextUnrestricted": {"value": "true"}}})


def test_japanese_is_welcome_in_values() -> None:
    assert one({"value": {"名称": "佐賀市役所"}}).value == {"名称": "佐賀市役所"}


def test_dates_are_kept_in_their_normal_form() -> None:
    given = one(
        {
            "type": "DateTime",
            "value": "2026-11-27T18:05+09",
            "metadata": {"seen": {"type": "DateTime", "value": "2026-11-27"}},
        }
    )
    assert given.value == "2026-11-27T09:05:00.000Z"
    assert given.metadata["seen"]["value"] == "2026-11-27T00:00:00.000Z"
    assert one({"type": "DateTime", "value": None}).value is None


def test_the_end_of_a_transient_entity_is_no_attribute() -> None:
    sent = parsing.attributes({"a": {}, "dateExpires": {"value": "1970-01-01T00:00:01Z"}}, plain=False)
    assert (set(sent.attributes), sent.expires) == ({"a"}, 1000)
    assert parsing.attributes({"dateExpires": "1970-01-01T00:00:02Z"}, plain=True).expires == 2000


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (POINT, POINT),
        (None, None),
        ({"type": "Feature", "geometry": POINT, "properties": {}}, POINT),
        ({"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": POINT}]}, POINT),
        ({"type": "Polygon", "coordinates": [SQUARE]}, {"type": "Polygon", "coordinates": [SQUARE]}),
    ],
)
def test_a_shape_is_kept_as_its_geometry(value: Any, kept: Any) -> None:
    assert one({"type": "geo:json", "value": value}).value == kept


@pytest.mark.parametrize(
    "value",
    [
        "33.26, 130.3",
        {"type": "Point", "coordinates": [33.26, 130.3]},  # latitude first
        {"type": "Point", "coordinates": [130.3]},
        {"type": "Point", "coordinates": ["130.3", "33.26"]},
        {"type": "Point"},
        {"type": "LineString", "coordinates": [[0, 0]]},
        {"type": "Polygon", "coordinates": [SQUARE[:3]]},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [2, 2]]]},
        {"type": "GeometryCollection", "geometries": [POINT]},
        {"type": "FeatureCollection", "features": []},
        {"type": "FeatureCollection", "features": [{"geometry": POINT}, {"geometry": POINT}]},
        {"type": ["Point"], "coordinates": [130.3, 33.26]},
    ],
)
def test_what_is_no_shape_on_earth_is_refused(value: Any) -> None:
    with pytest.raises(BadRequest):
        one({"type": "geo:json", "value": value})


def test_a_shape_whose_type_is_ignored_may_be_anything() -> None:
    ignored = {"ignoreType": {"value": True}}
    assert one({"type": "geo:json", "value": "near the bridge", "metadata": ignored}).value


def test_an_entity_has_an_id_and_perhaps_a_type() -> None:
    read = parsing.entity({"id": "E1", "type": "Room", "a": 1}, plain=True)
    assert (read.id, read.type, list(read.sent.attributes)) == ("E1", "Room", ["a"])
    assert parsing.entity({"id": "E1"}, plain=True).type is None


@pytest.mark.parametrize("wrong", [{}, {"id": ""}, {"id": 1}, {"id": "E 1"}, {"id": "E", "type": None}, []])
def test_an_entity_without_a_usable_id_is_refused(wrong: Any) -> None:
    with pytest.raises(BadRequest):
        parsing.entity(wrong, plain=True)
