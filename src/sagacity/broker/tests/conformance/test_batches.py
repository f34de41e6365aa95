"""/v2/op/update, /v2/op/notify, /v2/op/query."""

from typing import Any

import pytest

from sagacity.broker.testing import City
from sagacity.broker.tests.conformance.story import Step, given, play, refusal, step

UPDATE = "/v2/op/update?options=keyValues"
QUERY = "/v2/op/query?options=keyValues"


def entity(id: str, type: str = "T", **attributes: Any) -> dict[str, Any]:
    return {"id": id, "type": type, **attributes}


def batch(action: str, *entities: dict[str, Any]) -> dict[str, Any]:
    return {"actionType": action, "entities": list(entities)}


def all_are(*entities: dict[str, Any]) -> Step:
    return step("GET", "/v2/entities?options=keyValues&orderBy=id", 200, list(entities))


STORIES: dict[str, list[Step]] = {
    "append makes and changes": [
        given("E", a=1),
        step("POST", UPDATE, 204, "", json=batch("append", entity("E", b=2), entity("F", a=3))),
        all_are(entity("E", a=1, b=2), entity("F", a=3)),
        step("POST", UPDATE, 204, json=batch("APPEND", entity("E", b=3), entity("E", b=4))),
        all_are(entity("E", a=1, b=4), entity("F", a=3)),
    ],
    "append in full form": [
        step(
            "POST",
            "/v2/op/update",
            204,
            json=batch("append", entity("E", a={"value": 1, "metadata": {"m": {"value": 2}}})),
        ),
        step(
            "GET",
            "/v2/entities/E/attrs/a",
            200,
            {"type": "Number", "value": 1, "metadata": {"m": {"type": "Number", "value": 2}}},
        ),
    ],
    "appendStrict leaves what is there": [
        given("E", a=1),
        step(
            "POST",
            UPDATE,
            422,
            refusal(
                "PartialUpdate", "one or more of the attributes in the request already exist: E/T - [ a ]"
            ),
            json=batch("appendStrict", entity("E", a=2, b=2), entity("F", a=2)),
        ),
        all_are(entity("E", a=1, b=2), entity("F", a=2)),
        step(
            "POST",
            UPDATE,
            422,
            refusal(
                "Unprocessable",
                "one or more of the attributes in the request already exist: E/T - [ a, b ], F/T - [ a ]",
            ),
            json=batch("APPEND_STRICT", entity("E", a=3, b=3), entity("F", a=3)),
        ),
    ],
    "update names what is missing": [
        given("E", a=1, b=1),
        step("POST", UPDATE, 204, json=batch("update", entity("E", a=2))),
        step(
            "POST",
            UPDATE,
            422,
            refusal("PartialUpdate", "do not exist: E/T - [ c ], G/T - [entity itself]"),
            json=batch("update", entity("E", a=3, c=3), entity("G", a=3)),
        ),
        step(
            "POST",
            UPDATE,
            422,
            refusal("Unprocessable", "do not exist: E/T - [ c, d ], G/T - [entity itself]"),
            json=batch("update", entity("E", c=3, d=3), entity("G", a=3)),
        ),
        step(
            "POST",
            UPDATE,
            404,
            refusal("NotFound", "do not exist: F/T - [entity itself], G - [entity itself]"),
            json=batch("update", entity("F", a=3), {"id": "G", "a": 3}),
        ),
        all_are(entity("E", a=3, b=1)),
    ],
    "replace leaves nothing else": [
        given("E", a=1, b=1),
        step(
            "POST",
            UPDATE,
            422,
            refusal("PartialUpdate", "do not exist: G/T - [entity itself]"),
            json=batch("replace", entity("E", c=2), entity("G", c=2)),
        ),
        all_are(entity("E", c=2)),
        step(
            "POST",
            UPDATE,
            404,
            refusal("NotFound", "do not exist: G/T - [entity itself]"),
            json=batch("replace", entity("G", c=2)),
        ),
    ],
    "delete takes attributes, or all": [
        given("E", a=1, b=1),
        given("F", a=1),
        step("POST", "/v2/op/update", 204, json=batch("delete", entity("E", a={}), entity("F"))),
        all_are(entity("E", b=1)),
        step(
            "POST",
            "/v2/op/update",
            422,
            refusal("Unprocessable", "do not exist: E/T - [ z ]"),
            json=batch("delete", entity("E", z={})),
        ),
        step(
            "POST",
            "/v2/op/update",
            404,
            refusal("NotFound", "do not exist: F/T - [entity itself]"),
            json=batch("DELETE", entity("F")),
        ),
    ],
    "one wrong entity stops all before anything is written": [
        step(
            "POST",
            UPDATE,
            400,
            refusal("BadRequest", "Invalid characters in attribute value"),
            json=batch("append", entity("E", a=1), entity("F", a="<")),
        ),
        all_are(),
        step("POST", UPDATE, 400, json=batch("merge", entity("E", a=1))),
        step("POST", UPDATE, 400, json=batch("append")),
        step("POST", UPDATE, 400, json={"actionType": "append"}),
        step("POST", UPDATE, 400, json={**batch("append", entity("E")), "more": 1}),
    ],
    "notify stores what another broker sends": [
        step(
            "POST",
            "/v2/op/notify",
            200,
            json={"subscriptionId": "5aeb0ee97d4ef10a12a0262f", "data": [entity("E", a={"value": 1})]},
        ),
        all_are(entity("E", a=1)),
        step(
            "POST",
            "/v2/op/notify?options=keyValues",
            400,
            json={"subscriptionId": "x", "data": [entity("E")]},
        ),
        step("POST", "/v2/op/notify", 400, json={"data": [entity("E")]}),
    ],
    "query by subjects, expression and order": [
        given("E1", "T", a=1, b=1),
        given("E2", "T", a=2),
        given("F1", "U", a=3),
        step(
            "POST", QUERY, 200, [entity("E1", a=1, b=1), entity("E2", a=2), entity("F1", "U", a=3)], json={}
        ),
        step(
            "POST",
            QUERY,
            200,
            [entity("E2", a=2), entity("F1", "U", a=3)],
            json={"entities": [{"id": "E2"}, {"idPattern": ".*", "type": "U"}]},
        ),
        step(
            "POST",
            f"{QUERY}&orderBy=!a&limit=1",
            200,
            [entity("E2", a=2)],
            json={"entities": [{"idPattern": "^E", "typePattern": "T"}], "expression": {"q": "a>0"}},
        ),
        step(
            "POST",
            "/v2/op/query?options=values,count&limit=2&offset=1",
            200,
            [[2], [3]],
            json={"attrs": ["a"], "expression": {"q": "a"}},
            answers={"fiware-total-count": "3"},
        ),
        step(
            "POST",
            "/v2/op/query?options=values",
            200,
            [["/"]],
            json={"entities": [{"id": "E1"}], "attrs": ["servicePath"]},
        ),
        step("POST", QUERY, 400, json={"entities": [{"type": "T"}]}),
        step("POST", QUERY, 400, json={"entities": [{"id": "E", "idPattern": "E"}]}),
        step("POST", QUERY, 400, json={"expression": {"q": ""}}),
        step("POST", QUERY, 400, json={"expression": {"georel": "near;maxDistance:1"}}),
        step("POST", QUERY, 400, json={"attrs": "a"}),
        step("POST", QUERY, 400, json={"nothing": 1}),
    ],
}


@pytest.mark.parametrize("steps", STORIES.values(), ids=STORIES.keys())
def test_in_one_request(city: City, steps: list[Step]) -> None:
    play(city, steps)


def test_what_the_store_decides_is_said_as_it_is_and_the_rest_is_stored(city: City) -> None:
    play(city, [given("E", a="x")])
    body = batch("append", entity("E", a={"value": {"$inc": 1}}), entity("F", a={"value": 1}))
    assert city.post("/v2/op/update", json=body).status == 500
    assert city.get("/v2/entities/F/attrs/a/value").text == "1"
    assert city.get("/v2/entities/E/attrs/a/value").text == '"x"'
