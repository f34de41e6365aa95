"""/v2/entities and the attributes of one entity together."""

import pytest

from sagacity.broker.testing import City
from sagacity.broker.tests.conformance.story import Step, given, play, refusal, step

NO_ENTITY = refusal("NotFound", "The requested entity has not been found. Check type and id")
ROOM = {
    "id": "Room1",
    "type": "Room",
    "temperature": {"type": "Number", "value": 21.5, "metadata": {"unit": {"type": "Text", "value": "CEL"}}},
    "name": {"type": "Text", "value": "会議室", "metadata": {}},
}
PLAIN = {"id": "Room1", "type": "Room", "temperature": 21.5, "name": "会議室"}
NUMBER_2 = {"type": "Number", "value": 2, "metadata": {}}

STORIES: dict[str, list[Step]] = {
    "created and read in full": [
        step(
            "POST", "/v2/entities", 201, "", json=ROOM, answers={"location": "/v2/entities/Room1?type=Room"}
        ),
        step("GET", "/v2/entities/Room1", 200, ROOM, answers={"content-type": "application/json"}),
        step(
            "GET", "/v2/entities/Room1/attrs", 200, {k: v for k, v in ROOM.items() if k not in ("id", "type")}
        ),
        step("GET", "/v2/entities", 200, [ROOM]),
        step("DELETE", "/v2/entities/Room1", 204, ""),
        step("GET", "/v2/entities/Room1", 404, NO_ENTITY),
        step("DELETE", "/v2/entities/Room1", 404, NO_ENTITY),
        step("GET", "/v2/entities", 200, []),
    ],
    "reached as common clients write it": [
        given("Room1", "Room", temperature=21.5),
        step("GET", "/v2/entities/?options=normalized,count&attrs=x", 200, [{"id": "Room1", "type": "Room"}]),
        step("GET", "/v2/entities/Room1/?options=keyValues", 200),
        step("GET", "/v2/entities/Room1/attrs/", 200),
        step("GET", "/v2/entities//", 404),
    ],
    "shown as plain values, lists and lists without repeats": [
        given("Room1", "Room", temperature=21.5, name="会議室"),
        step("GET", "/v2/entities/Room1?options=keyValues", 200, PLAIN),
        step("GET", "/v2/entities/Room1/attrs?options=keyValues&attrs=name", 200, {"name": "会議室"}),
        step("GET", "/v2/entities/Room1?options=values&attrs=name,temperature", 200, ["会議室", 21.5]),
        step("GET", "/v2/entities?options=values&attrs=temperature", 200, [[21.5]]),
        step("PATCH", "/v2/entities/Room1/attrs?options=keyValues", 204, json={"name": 21.5}),
        step("GET", "/v2/entities/Room1?options=unique", 200, [21.5]),
    ],
    "completed where the request is silent": [
        step(
            "POST",
            "/v2/entities",
            201,
            json={"id": "E", "a": {}, "b": {"value": [1]}, "c": {"value": True}, "d": {"value": {}}},
            answers={"location": "/v2/entities/E?type=Thing"},
        ),
        step(
            "GET",
            "/v2/entities/E",
            200,
            {
                "id": "E",
                "type": "Thing",
                "a": {"type": "None", "value": None, "metadata": {}},
                "b": {"type": "StructuredValue", "value": [1], "metadata": {}},
                "c": {"type": "Boolean", "value": True, "metadata": {}},
                "d": {"type": "StructuredValue", "value": {}, "metadata": {}},
            },
        ),
    ],
    "not created twice, unless asked to upsert": [
        given("E", a=1, b=1),
        step(
            "POST",
            "/v2/entities",
            422,
            refusal("Unprocessable", "Already Exists"),
            json={"id": "E", "type": "T"},
        ),
        step(
            "POST",
            "/v2/entities?options=upsert,keyValues",
            204,
            json={"id": "E", "type": "T", "a": 2},
            answers={"location": "/v2/entities/E?type=T"},
        ),
        step("GET", "/v2/entities/E?options=keyValues", 200, {"id": "E", "type": "T", "a": 2, "b": 1}),
        step("POST", "/v2/entities?options=upsert", 204, json={"id": "F", "type": "T"}),
        step("GET", "/v2/entities/F", 200, {"id": "F", "type": "T"}),
    ],
    "told apart by type where the id alone fits several": [
        given("E", "T", a=1),
        given("E", "U", a=2),
        step(
            "GET",
            "/v2/entities/E",
            409,
            refusal("TooManyResults", "More than one matching entity. Please refine your query"),
        ),
        step("GET", "/v2/entities/E?type=U&options=keyValues", 200, {"id": "E", "type": "U", "a": 2}),
        step("PATCH", "/v2/entities/E/attrs", 409, json={"a": {"value": 3}}),
        step("DELETE", "/v2/entities/E", 409),
        step("DELETE", "/v2/entities/E?type=U", 204),
        step("GET", "/v2/entities/E/attrs/a/value", 200, "1"),
    ],
    "updated or appended": [
        given("E", a=1),
        step("POST", "/v2/entities/E/attrs", 204, "", json={"a": {"value": 2}, "b": {"value": 2}}),
        step("GET", "/v2/entities/E/attrs", 200, {"a": NUMBER_2, "b": NUMBER_2}),
        step("POST", "/v2/entities/Z/attrs", 404, NO_ENTITY, json={"a": {"value": 2}}),
    ],
    "appended strictly": [
        given("E", a=1, b=1),
        step(
            "POST",
            "/v2/entities/E/attrs?options=append&type=T",
            422,
            refusal(
                "Unprocessable",
                "one or more of the attributes in the request already exist: E/T - [ a, b ]",
            ),
            json={"a": {"value": 2}, "b": {"value": 2}},
        ),
        step(
            "POST",
            "/v2/entities/E/attrs?options=append",
            422,
            refusal("PartialUpdate", "one or more of the attributes in the request already exist: E - [ b ]"),
            json={"b": {"value": 2}, "c": {"value": 2}},
        ),
        step("GET", "/v2/entities/E/attrs?options=keyValues", 200, {"a": 1, "b": 1, "c": 2}),
        step("POST", "/v2/entities/E/attrs?options=append,keyValues", 204, json={"d": 4}),
    ],
    "updated only where it exists": [
        given("E", a=1, b=1),
        step(
            "PATCH",
            "/v2/entities/E/attrs?type=T",
            422,
            refusal("Unprocessable", "do not exist: E/T - [ c, d ]"),
            json={"c": {"value": 2}, "d": {"value": 2}},
        ),
        step(
            "PATCH",
            "/v2/entities/E/attrs",
            422,
            refusal("PartialUpdate", "do not exist: E - [ c ]"),
            json={"a": {"value": 2}, "c": {"value": 2}},
        ),
        step("GET", "/v2/entities/E/attrs?options=keyValues", 200, {"a": 2, "b": 1}),
        step("PATCH", "/v2/entities/E/attrs", 204, "", json={"a": {"value": 3}}),
        step("PATCH", "/v2/entities/Z/attrs", 404, NO_ENTITY, json={"a": {"value": 3}}),
        step("PATCH", "/v2/entities/E/attrs", 400, refusal("BadRequest", "empty payload"), json={}),
    ],
    "replaced as a whole": [
        given("E", a=1, b=1),
        step("PUT", "/v2/entities/E/attrs?options=keyValues", 204, "", json={"c": 2}),
        step("GET", "/v2/entities/E/attrs", 200, {"c": NUMBER_2}),
        step("PUT", "/v2/entities/E/attrs", 204, json={}),
        step("GET", "/v2/entities/E/attrs", 200, {}),
        step("PUT", "/v2/entities/Z/attrs", 404, NO_ENTITY, json={"c": {"value": 2}}),
    ],
    "refused a second location, unless it is informative": [
        step(
            "POST",
            "/v2/entities",
            413,
            json={
                "id": "E",
                "a": {"type": "geo:json", "value": {"type": "Point", "coordinates": [130, 33]}},
                "b": {"type": "geo:json", "value": {"type": "Point", "coordinates": [130, 33]}},
            },
        ),
        step(
            "POST",
            "/v2/entities",
            201,
            json={
                "id": "E",
                "a": {"type": "geo:json", "value": {"type": "Point", "coordinates": [130, 33]}},
                "b": {
                    "type": "geo:json",
                    "value": {"type": "Point", "coordinates": [130, 33]},
                    "metadata": {"ignoreType": {"value": True}},
                },
                "c": {"type": "geo:json", "value": None},
            },
        ),
    ],
    "a feature, shown by its geometry": [
        step(
            "POST",
            "/v2/entities",
            201,
            json={
                "id": "E",
                "place": {
                    "type": "geo:json",
                    "value": {
                        "type": "Feature",
                        "properties": {"name": "x"},
                        "geometry": {"type": "Point", "coordinates": [130.3, 33.2]},
                    },
                },
            },
        ),
        step(
            "GET",
            "/v2/entities/E/attrs/place/value",
            200,
            {"type": "Point", "coordinates": [130.3, 33.2]},
        ),
    ],
    "hidden once it has expired": [
        step(
            "POST",
            "/v2/entities",
            201,
            json={"id": "E", "type": "T", "dateExpires": {"type": "DateTime", "value": "2999-01-01"}},
        ),
        step("GET", "/v2/entities/E", 200, {"id": "E", "type": "T"}),
        step("GET", "/v2/entities/E?attrs=dateExpires&options=values", 200, ["2999-01-01T00:00:00.000Z"]),
        step("GET", "/v2/entities?q=dateExpires>2998-01-01", 200, [{"id": "E", "type": "T"}]),
        step("DELETE", "/v2/entities/E/attrs/dateExpires", 204),
        step("GET", "/v2/entities/E?attrs=dateExpires", 200, {"id": "E", "type": "T"}),
        step(
            "POST",
            "/v2/entities/E/attrs",
            204,
            json={"dateExpires": {"type": "DateTime", "value": "2020-01-01T00:00:00Z"}},
        ),
        step("GET", "/v2/entities/E", 404, NO_ENTITY),
        step("GET", "/v2/entities", 200, []),
        step("POST", "/v2/entities/E/attrs", 404, json={"a": {"value": 1}}),
        given("E", a=1),
        step("POST", "/v2/entities", 400, json={"id": "F", "dateExpires": {"value": "never"}}),
    ],
}


@pytest.mark.parametrize("steps", STORIES.values(), ids=STORIES.keys())
def test_an_entity_is(city: City, steps: list[Step]) -> None:
    play(city, steps)
