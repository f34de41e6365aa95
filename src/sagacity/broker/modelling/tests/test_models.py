"""Entities judged by the models of their types: over HTTP, by both faces, on both databases."""

from typing import Any

import pytest

from sagacity.broker.testing import City

LD = "/ngsi-ld/v1/entities"
ID = "urn:ngsi-ld:Shelter:1"
SCHEMA: dict[str, Any] = {
    "title": "避難所",
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "name": {"type": "string", "minLength": 1},
        "maxCapacity": {"type": "integer", "minimum": 0},
        "kind": {"enum": ["school", "hall"]},
        "opened": {"type": "string", "format": "date"},
        "phone": {"type": "string", "pattern": "^0[0-9-]+$"},
        "location": {"type": "object", "x-ngsi": {"type": "GeoProperty"}},
        "address": {
            "type": "object",
            "properties": {"postalCode": {"type": "string", "pattern": "^[0-9]{7}$"}},
            "required": ["addressText"],
        },
        "targetAreas": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
    },
    "required": ["id", "type", "name"],
}
POINT = {"type": "Point", "coordinates": [130.3, 33.25]}


@pytest.fixture
def shelters(city: City) -> City:
    """A city with a model of shelters that insists on nothing yet; other tests have other tenants."""
    assert city.put("/models/Shelter", json=SCHEMA).status == 204
    return city


def rule(city: City, mode: str, *, type_: str = "Shelter", path: str = "/") -> None:
    answer = city.put(f"/models/{type_}/mode", json={"mode": mode}, headers={"Fiware-ServicePath": path})
    assert answer.status == 204, answer.text


def shelter(**attributes: Any) -> dict[str, Any]:
    return {"id": ID, "type": "Shelter", **attributes}


def misfits(city: City, **query: str) -> dict[str, Any]:
    found: dict[str, Any] = city.get("/models/Shelter/misfits", **query).json
    return found


def test_a_model_is_read_back_as_a_json_schema(shelters: City) -> None:
    assert shelters.get("/models/Shelter").json == SCHEMA
    [listed] = [one for one in shelters.get("/models").json if one["type"] == "Shelter"]
    assert (listed["title"], listed["schema"], listed["rules"]) == ("避難所", "/models/Shelter", [])


def test_nothing_is_insisted_on_unless_it_was_chosen(shelters: City) -> None:
    answer = shelters.post(LD, json=shelter(maxCapacity="about 50"))

    assert (answer.status, answer.headers.get("warning")) == (201, None)


def test_where_it_is_insisted_on_ngsi_ld_says_what_does_not_fit(shelters: City) -> None:
    rule(shelters, "refuse")

    answer = shelters.post(LD, json=shelter(maxCapacity="about 50"))

    assert answer.status == 400
    assert answer.json["type"] == "https://uri.etsi.org/ngsi-ld/errors/BadRequestData"
    assert 'maxCapacity: "about 50" stands there, expected is a whole number' in answer.json["detail"]
    assert "name: nothing stands there, expected is a value" in answer.json["detail"]
    assert shelters.get(f"{LD}/{ID}").status == 404


def test_where_it_is_insisted_on_ngsiv2_refuses_too(shelters: City) -> None:
    rule(shelters, "refuse")

    answer = shelters.post("/v2/entities", json=shelter(name={"value": "体育館"}, kind={"value": "gym"}))

    assert (answer.status, answer.json["error"]) == (400, "BadRequest")
    assert 'kind: "gym" stands there, expected is one of "school", "hall"' in answer.json["description"]
    batch = {"actionType": "append", "entities": [shelter(name={"value": "体育館"}, kind={"value": "gym"})]}
    assert shelters.post("/v2/op/update", json=batch).status == 400


def test_of_a_batch_what_fits_is_stored(shelters: City) -> None:
    rule(shelters, "refuse")
    good = {**shelter(name="体育館"), "id": f"{ID}2"}

    answer = shelters.post("/ngsi-ld/v1/entityOperations/create", json=[shelter(kind="gym"), good])

    assert (answer.status, answer.json["success"]) == (207, [f"{ID}2"])
    assert answer.json["errors"][0]["error"]["status"] == 400


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("maxCapacity", -1, "at least 0"),
        ("maxCapacity", 2.5, "a whole number"),
        ("maxCapacity", True, "a whole number"),
        ("opened", "R8.4.1", "a date such as 2026-04-01"),
        ("phone", "九五二", "a text of the form ^0[0-9-]+$"),
        ("address", {"postalCode": "840-0811", "addressText": "x"}, "a text of the form ^[0-9]{7}$"),
        ("address", {"postalCode": "8400811"}, "a value: the model requires it"),
        ("targetAreas", ["北", "北"], "every member once"),
        ("targetAreas", ["北", 3], "a text"),
        ("name", "", "at least 1 characters"),
    ],
)
def test_each_word_of_the_schema_is_kept(shelters: City, name: str, value: Any, expected: str) -> None:
    rule(shelters, "refuse")
    given = {"name": {"type": "Property", "value": "体育館"}, name: {"type": "Property", "value": value}}

    answer = shelters.post(LD, json=shelter(**given))

    assert answer.status == 400
    assert answer.json["detail"].endswith(f"expected is {expected}")


def test_a_place_that_is_no_geoproperty_does_not_fit(shelters: City) -> None:
    rule(shelters, "refuse")
    name = {"type": "Property", "value": "体育館"}

    refused = shelters.post(LD, json=shelter(name=name, location={"type": "Property", "value": POINT}))
    stored = shelters.post(LD, json=shelter(name=name, location={"type": "GeoProperty", "value": POINT}))

    assert (refused.status, stored.status) == (400, 201)
    assert "expected is a GeoProperty" in refused.json["detail"]


def test_a_warning_stores_and_says_so(shelters: City) -> None:
    rule(shelters, "warn")

    v2 = shelters.post("/v2/entities", json=shelter(maxCapacity={"value": "about 50"}))
    ld = shelters.patch(f"{LD}/{ID}", json={"kind": "gym"})
    fine = shelters.patch(f"{LD}/{ID}", json={"name": "体育館"})

    assert (v2.status, ld.status, fine.status) == (201, 204, 204)
    assert (
        f'299 - "{ID} stored, but not as the model Shelter wants it: name, maxCapacity"'
        in v2.headers["warning"]
    )
    assert ld.headers["warning"].endswith('wants it: kind"')
    assert "warning" not in fine.headers


def test_what_did_not_fit_before_can_be_repaired_step_by_step(shelters: City) -> None:
    shelters.post(LD, json=shelter(maxCapacity="about 50", kind="gym"))
    rule(shelters, "refuse")

    assert shelters.patch(f"{LD}/{ID}", json={"kind": "school"}).status == 204
    assert shelters.patch(f"{LD}/{ID}", json={"kind": "cave"}).status == 400
    assert shelters.patch(f"{LD}/{ID}", json={"name": "体育館", "maxCapacity": 50}).status == 204
    assert shelters.delete(f"{LD}/{ID}/attrs/name").status == 400
    assert shelters.delete(f"{LD}/{ID}").status == 204


def test_further_instances_and_further_types_count(shelters: City) -> None:
    rule(shelters, "refuse")
    two = [
        {"type": "Property", "value": 50},
        {"type": "Property", "value": "many", "datasetId": "urn:ngsi-ld:Dataset:old"},
    ]

    assert shelters.post(LD, json=shelter(name="体育館", maxCapacity=two)).status == 400
    assert shelters.post(LD, json={"id": ID, "type": ["Building", "Shelter"]}).status == 400
    assert shelters.post(LD, json={"id": ID, "type": "Building"}).status == 201


def test_the_longest_path_decides_and_then_the_type(shelters: City) -> None:
    rule(shelters, "refuse", type_="*")
    rule(shelters, "off", path="/trial")
    bad = {"id": "s", "type": "Shelter"}

    assert shelters.post("/v2/entities", json=bad).status == 400
    assert shelters.post("/v2/entities", json=bad, headers={"Fiware-ServicePath": "/trial/a"}).status == 201
    unruled = shelters.delete("/models/Shelter/mode", headers={"Fiware-ServicePath": "/trial"})
    assert unruled.status == 204
    assert shelters.post("/v2/entities", json=bad, headers={"Fiware-ServicePath": "/trial/b"}).status == 400


def test_what_is_stored_and_does_not_fit_is_found(shelters: City) -> None:
    shelters.post(LD, json=shelter(name="体育館"))
    shelters.post(LD, json={**shelter(maxCapacity="about 50"), "id": f"{ID}2"})
    shelters.post(LD, json={"id": f"{ID}3", "type": ["Building", "Shelter"]})

    found = misfits(shelters)
    assert (found["entities"], found["unfit"]) == (3, 2)
    assert found["found"][0] == {
        "id": f"{ID}2",
        "servicePath": "/",
        "misfits": [
            {"attribute": "name", "stands": "nothing", "expected": "a value: the model requires it"},
            {"attribute": "maxCapacity", "stands": '"about 50"', "expected": "a whole number"},
        ],
    }
    assert [one["id"] for one in misfits(shelters, limit="1", offset="1")["found"]] == [f"{ID}3"]


def test_a_word_nobody_evaluates_is_refused_with_the_model(city: City) -> None:
    schemas: tuple[dict[str, Any], ...] = (
        {"oneOf": []},
        {"properties": {"a": {"type": "text"}}},
        {"pattern": "("},
        {"required": "a"},
        {"minItems": 1},
        {"type": "array"},
        {"properties": {"a": {"x-ngsi": "Property"}}},
        {"properties": {"a": {"x-ngsi": {"type": 1}}}},
    )
    for schema in schemas:
        answer = city.put("/models/Odd", json=schema)
        assert answer.status == 400, schema
    assert city.get("/models/Odd").status == 404


def test_a_model_that_knows_no_other_attributes_refuses_them(city: City) -> None:
    schema = {"properties": {"name": {"type": "string"}}, "additionalProperties": False}
    assert city.put("/models/Closed", json=schema).status == 204
    rule(city, "refuse", type_="Closed")
    closed = {"id": "c", "type": "Closed", "name": {"value": "体育館"}}

    refused = city.post("/v2/entities", json={**closed, "colour": {"value": "red"}})

    assert refused.status == 400
    assert 'colour: "red" stands there, expected is no such member' in refused.json["description"]
    assert city.post("/v2/entities", json=closed).status == 201


def test_a_model_that_is_taken_away_judges_no_more(city: City) -> None:
    city.put("/models/Gone", json={"required": ["name"]})
    rule(city, "refuse", type_="Gone")
    assert city.post("/v2/entities", json={"id": "g", "type": "Gone"}).status == 400

    assert city.delete("/models/Gone").status == 204
    assert city.delete("/models/Gone").status == 404
    assert city.post("/v2/entities", json={"id": "g", "type": "Gone"}).status == 201
