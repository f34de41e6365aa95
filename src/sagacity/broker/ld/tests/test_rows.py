"""One row, two faces: nothing that one writes is lost on the way through the other."""

from typing import Any

import pytest
from msgspec.structs import replace

from sagacity.broker.entity import Attribute, Entity
from sagacity.broker.ld.contexts.building import build
from sagacity.broker.ld.tests.casting import shown, v2_row, written

URN = "urn:ngsi-ld:River:嘉瀬川"
POINT = {"type": "Point", "coordinates": [130.3, 33.26]}
FIWARE = build([{"level": "https://uri.fiware.org/ns#level", "River": "https://uri.fiware.org/ns#River"}])


def round_trip(attribute: Any) -> tuple[Attribute, Any]:
    row = written({"id": URN, "type": "River", "a": attribute})
    return row.attributes["a"], shown(row)["a"]


@pytest.mark.parametrize(
    ("attribute", "v2_type", "v2_value"),
    [
        ({"type": "Property", "value": 3.6}, "Number", 3.6),
        ({"type": "Property", "value": "満"}, "Text", "満"),
        ({"type": "Property", "value": True}, "Boolean", True),
        ({"type": "Property", "value": [1, "a"]}, "StructuredValue", [1, "a"]),
        ({"type": "GeoProperty", "value": POINT}, "geo:json", POINT),
        ({"type": "Relationship", "object": "urn:x:1"}, "Relationship", "urn:x:1"),
        ({"type": "LanguageProperty", "languageMap": {"ja": "川"}}, "LanguageProperty", {"ja": "川"}),
        ({"type": "VocabProperty", "vocab": "open"}, "VocabProperty", "open"),
        ({"type": "JsonProperty", "json": {"a": None}}, "JsonProperty", {"a": None}),
        ({"type": "ListProperty", "valueList": [1, [2]]}, "ListProperty", [1, [2]]),
        (
            {"type": "Property", "value": {"@type": "DateTime", "@value": "2026-04-01T00:00:00Z"}},
            "DateTime",
            "2026-04-01T00:00:00.000Z",
        ),
        (
            {"type": "ListRelationship", "objectList": [{"object": "urn:x:1"}, {"object": "urn:x:2"}]},
            "ListRelationship",
            ["urn:x:1", "urn:x:2"],
        ),
    ],
)
def test_every_kind_of_attribute_is_kept_and_seen_by_ngsiv2(
    attribute: dict[str, Any], v2_type: str, v2_value: Any
) -> None:
    kept, back = round_trip(attribute)

    assert (kept.type, kept.value, kept.ld) == (v2_type, v2_value, None)
    assert back == attribute


def test_unit_and_time_become_metadata_and_come_back() -> None:
    kept, back = round_trip({
        "type": "Property", "value": 3.6, "unitCode": "MTR", "observedAt": "2026-04-01T00:00:00.25+09:00"
    })  # fmt: skip

    assert kept.metadata == {
        "unitCode": {"type": "Text", "value": "MTR"},
        "observedAt": {"type": "DateTime", "value": "2026-03-31T15:00:00.250Z"},
    }
    assert back["observedAt"] == "2026-04-01T00:00:00.25+09:00"


def test_sub_attributes_nest_deeper_than_ngsiv2_and_are_not_lost() -> None:
    attribute = {
        "type": "Property",
        "value": 3.6,
        "accuracy": {
            "type": "Property",
            "value": 0.1,
            "unitCode": "MTR",
            "checkedBy": {"type": "Relationship", "object": "urn:ngsi-ld:Person:1"},
        },
    }
    kept, back = round_trip(attribute)

    assert kept.metadata["accuracy"] == {"type": "Number", "value": 0.1}
    assert back == attribute


def test_further_instances_lie_beside_the_default_one() -> None:
    attribute = [
        {"type": "Property", "value": 3.6},
        {"type": "Property", "value": 3.7, "datasetId": "urn:sensor:2", "unitCode": "MTR"},
    ]
    kept, back = round_trip(attribute)

    assert kept.value == 3.6
    assert back == attribute


def test_an_instance_without_a_default_one_is_what_ngsiv2_sees() -> None:
    attribute = {"type": "Property", "value": 3.7, "datasetId": "urn:sensor:2"}
    kept, back = round_trip(attribute)

    assert kept.value == 3.7
    assert back == attribute


def test_what_ngsiv2_wrote_is_read_in_full() -> None:
    row = v2_row(
        temperature=Attribute(
            value=21.5,
            type="Celsius",
            metadata={
                "TimeInstant": {"type": "DateTime", "value": "2026-04-01T00:00:00.000Z"},
                "unitCode": {"type": "Text", "value": "CEL"},
                "accuracy": {"type": "Float", "value": 0.5},
            },
        ),
        opened=Attribute(value="2026-04-01T00:00:00.000Z", type="DateTime"),
        place=Attribute(value=POINT, type="geo:json"),
        owner=Attribute(value="urn:ngsi-ld:Person:1", type="Relationship"),
        note=Attribute(value=None, type="None"),
        scope=Attribute(value="x", type="Text"),
    )

    assert shown(row) == {
        "id": "urn:ngsi-ld:Room:Room1",
        "type": "Room",
        "temperature": {
            "type": "Property",
            "value": 21.5,
            "unitCode": "CEL",
            "observedAt": "2026-04-01T00:00:00Z",
            "accuracy": {"type": "Property", "value": 0.5},
        },
        "opened": {"type": "Property", "value": {"@type": "DateTime", "@value": "2026-04-01T00:00:00Z"}},
        "place": {"type": "GeoProperty", "value": POINT},
        "owner": {"type": "Relationship", "object": "urn:ngsi-ld:Person:1"},
        "note": {"type": "JsonProperty", "json": None},
        "https://uri.etsi.org/ngsi-ld/default-context/scope": {"type": "Property", "value": "x"},
    }


def test_what_was_read_can_be_written_back_and_the_row_is_the_same() -> None:
    row = v2_row(
        temperature=Attribute(
            value=21.5,
            type="Celsius",
            metadata={
                "TimeInstant": {"type": "DateTime", "value": "2026-04-01T00:00:00.000Z"},
                "accuracy": {"type": "Float", "value": 0.5},
                "value": {"type": "Text", "value": "a name NGSI-LD needs itself"},
            },
        ),
        opened=Attribute(value="2026-04-01T00:00:00.000Z", type="ISO8601"),
        place=Attribute(value=POINT, type="geo:json"),
        owner=Attribute(value="someone", type="Relationship"),
        note=Attribute(value=None, type="Remark"),
        scope=Attribute(value="x", type="Password"),
    )
    for form in ("normalized", "concise"):
        back = written(shown(row, form), onto=row)

        assert {key: (kept.type, kept.value) for key, kept in back.attributes.items()} == {
            key: (kept.type, kept.value) for key, kept in row.attributes.items()
        }
        assert back.attributes["temperature"].metadata == row.attributes["temperature"].metadata
        assert (back.id, back.type) == ("Room1", "Room")


def test_a_foreign_address_is_noted_and_read_through_any_context() -> None:
    row = written({"id": URN, "type": "River", "level": {"type": "Property", "value": 1}}, context=FIWARE)

    assert list(row.attributes) == ["level"]
    assert row.type == "River"
    assert "level" in shown(row, context=FIWARE)
    assert "https://uri.fiware.org/ns#level" in shown(row)
    assert shown(row)["type"] == "https://uri.fiware.org/ns#River"


def test_two_addresses_with_one_short_name_do_not_meet() -> None:
    row = written({"id": URN, "type": "River", "level": {"type": "Property", "value": 1}}, context=FIWARE)
    both = written({**shown(row), "level": {"type": "Property", "value": 2}}, onto=row)

    assert shown(both)["level"]["value"] == 2
    assert shown(both)["https://uri.fiware.org/ns#level"]["value"] == 1


def test_the_first_scope_is_the_service_path() -> None:
    row = written({"id": URN, "type": "River", "scope": ["/Saga/Jonai", "/水"]})
    assert (row.path, shown(row)["scope"]) == ("/Saga/Jonai", ["/Saga/Jonai", "/水"])

    moved = Entity(id=URN, type="River", path="/a/b")
    assert shown(moved)["scope"] == "/a/b"


def test_several_types_show_the_first_to_ngsiv2() -> None:
    row = written({"id": URN, "type": ["River", "Place"]})

    assert row.type == "River"
    assert shown(row)["type"] == ["River", "Place"]


def test_only_one_place_is_live_for_ngsiv2() -> None:
    row = written({"id": URN, "type": "River", "seen": POINT, "location": POINT})

    assert row.attributes["seen"].metadata == {"ignoreType": {"type": "Boolean", "value": True}}
    assert row.attributes["location"].metadata == {}
    assert shown(row)["seen"] == {"type": "GeoProperty", "value": POINT}


def test_a_moment_changed_by_ngsiv2_is_not_shown_as_it_was_written_once() -> None:
    moment = {"@type": "DateTime", "@value": "2026-04-01T09:00:00+09:00"}
    row = written({"id": URN, "type": "River", "a": {"type": "Property", "value": moment}})
    assert shown(row)["a"]["value"] == moment

    later = replace(row.attributes["a"], value="2026-05-01T00:00:00.000Z")
    changed = row.with_attributes({"a": later}, at=1)
    assert shown(changed)["a"]["value"]["@value"] == "2026-05-01T00:00:00Z"
