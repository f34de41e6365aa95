"""What one face wrote, the other reads and writes back; nothing is lost."""

from typing import Any

from sagacity.broker.ld.tests.conformance.steps import BASE
from sagacity.broker.testing import City

POINT = {"type": "Point", "coordinates": [130.3, 33.26]}
AT_SAGA = {"Fiware-ServicePath": "/Saga/Kase"}
ROOM: dict[str, Any] = {
    "id": "Room1",
    "type": "Room",
    "temperature": {
        "type": "Celsius",
        "value": 21.5,
        "metadata": {
            "unitCode": {"type": "Text", "value": "CEL"},
            "TimeInstant": {"type": "DateTime", "value": "2026-04-01T00:00:00.000Z"},
            "accuracy": {"type": "Float", "value": 0.5},
        },
    },
    "opened": {"type": "DateTime", "value": "2026-04-01T09:00:00.250Z", "metadata": {}},
    "place": {"type": "geo:json", "value": POINT, "metadata": {}},
    "owner": {"type": "Relationship", "value": "urn:ngsi-ld:Person:1", "metadata": {}},
    "note": {"type": "Remark", "value": None, "metadata": {}},
    "tags": {"type": "StructuredValue", "value": ["a", {"b": 1}], "metadata": {}},
}
SHOWN: dict[str, Any] = {
    "id": "urn:ngsi-ld:Room:Room1",
    "type": "Room",
    "scope": "/Saga/Kase",
    "temperature": {
        "type": "Property",
        "value": 21.5,
        "unitCode": "CEL",
        "observedAt": "2026-04-01T00:00:00Z",
        "accuracy": {"type": "Property", "value": 0.5},
    },
    "opened": {"type": "Property", "value": {"@type": "DateTime", "@value": "2026-04-01T09:00:00.250Z"}},
    "place": {"type": "GeoProperty", "value": POINT},
    "owner": {"type": "Relationship", "object": "urn:ngsi-ld:Person:1"},
    "note": {"type": "JsonProperty", "json": None},
    "tags": {"type": "Property", "value": ["a", {"b": 1}]},
}


def test_what_ngsiv2_wrote_is_read_by_ngsi_ld_and_back(city: City) -> None:
    assert city.post("/v2/entities", json=ROOM, headers=AT_SAGA).status == 201

    shown = city.get(f"{BASE}/entities/urn:ngsi-ld:Room:Room1")
    assert shown.json == SHOWN
    assert city.get(f"{BASE}/entities", type="Room", q="temperature>20;opened>2026-01-01T00:00:00Z").json == [
        SHOWN
    ]

    for form in ("normalized", "concise"):
        body = city.get(f"{BASE}/entities/urn:ngsi-ld:Room:Room1", format=form).json
        assert city.put(f"{BASE}/entities/urn:ngsi-ld:Room:Room1", json=body).status == 204
        assert city.get("/v2/entities/Room1", headers=AT_SAGA).json == ROOM, form


def test_a_change_by_ngsi_ld_reaches_the_row_of_ngsiv2(city: City) -> None:
    city.post("/v2/entities", json=ROOM, headers=AT_SAGA)
    change = {"temperature": {"value": 25, "observedAt": "2026-04-02T00:00:00Z"}}

    assert city.patch(f"{BASE}/entities/urn:ngsi-ld:Room:Room1", json=change).status == 204

    seen = city.get("/v2/entities/Room1/attrs/temperature").json
    assert (seen["type"], seen["value"]) == ("Celsius", 25)
    assert seen["metadata"]["TimeInstant"]["value"] == "2026-04-02T00:00:00.000Z"
    assert seen["metadata"]["accuracy"] == {"type": "Float", "value": 0.5}
    assert len(city.get("/v2/entities", type="Room").json) == 1


def test_what_ngsi_ld_wrote_is_changed_by_ngsiv2_and_loses_nothing(city: City) -> None:
    river = {
        "id": "urn:ngsi-ld:River:1",
        "type": ["River", "Water"],
        "scope": ["/Saga", "/Flood"],
        "level": [
            {"type": "Property", "value": 3.6, "unitCode": "MTR",
             "accuracy": {"type": "Property", "value": 0.1, "unitCode": "MTR"}},
            {"type": "Property", "value": 3.7, "datasetId": "urn:d:2"},
        ],
        "name": {"type": "LanguageProperty", "languageMap": {"ja": "嘉瀬川", "en": "Kase"}},
    }  # fmt: skip
    assert city.post(f"{BASE}/entities", json=river).status == 201

    seen = city.get("/v2/entities/urn:ngsi-ld:River:1", headers={"Fiware-ServicePath": "/Saga"}).json
    assert (seen["type"], seen["level"]["value"]) == ("River", 3.6)
    assert seen["level"]["metadata"]["accuracy"] == {"type": "Number", "value": 0.1}

    changed = city.patch(
        "/v2/entities/urn:ngsi-ld:River:1/attrs", json={"level": {"type": "Number", "value": 4}},
        headers={"Fiware-ServicePath": "/Saga"},
    )  # fmt: skip
    assert changed.status == 204

    back = city.get(f"{BASE}/entities/urn:ngsi-ld:River:1").json
    river["level"][0]["value"] = 4  # type: ignore[index]
    assert back == river


def test_an_id_taken_by_one_face_is_taken_for_the_other(city: City) -> None:
    city.post("/v2/entities", json=ROOM)
    again = city.post(f"{BASE}/entities", json={"id": "urn:ngsi-ld:Room:Room1", "type": "Room"})
    assert again.status == 409

    assert city.delete(f"{BASE}/entities/urn:ngsi-ld:Room:Room1").status == 204
    assert city.get("/v2/entities/Room1").status == 404
