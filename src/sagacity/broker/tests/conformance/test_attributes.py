"""One attribute, its bare value, its metadata, and operators on it."""

from typing import Any

import pytest

from sagacity.broker.testing import City
from sagacity.broker.tests.conformance.story import UNSAID, Step, given, play, refusal, step

NO_ENTITY = refusal("NotFound", "The requested entity has not been found. Check type and id")
NO_ATTRIBUTE = refusal("NotFound", "The entity does not have such an attribute")
A = "/v2/entities/E/attrs/a"
UNIT = {"unit": {"type": "Text", "value": "CEL"}}
AVERAGE = {"avg": {"type": "Number", "value": 25.6}}


def full(value: Any, kind: str, metadata: Any = None) -> dict[str, Any]:
    return {"type": kind, "value": value, "metadata": metadata or {}}


STORIES: dict[str, list[Step]] = {
    "read, written and removed": [
        given("E", a=1),
        step("GET", A, 200, full(1, "Number")),
        step("PUT", A, 204, "", json={"value": "x", "type": "Colour"}),
        step("GET", A, 200, full("x", "Colour")),
        step("PUT", A, 204, json={"value": "y"}),
        step("GET", A, 200, full("y", "Text")),
        step("DELETE", A, 204, ""),
        step("GET", A, 404, NO_ATTRIBUTE),
        step("PUT", A, 404, NO_ATTRIBUTE, json={"value": 1}),
        step("DELETE", A, 404, NO_ATTRIBUTE),
        step("GET", "/v2/entities/Z/attrs/a", 404, NO_ENTITY),
        step("PUT", "/v2/entities/Z/attrs/a", 404, NO_ENTITY, json={"value": 1}),
        step("POST", A, 405, json={"value": 1}, answers={"allow": "DELETE, GET, PUT"}),
    ],
    "sticky in its metadata": [
        given("E", a=1),
        step("PUT", A, 204, json={"value": 1, "metadata": UNIT}),
        step("PUT", A, 204, json={"value": 2, "metadata": {"avg": {"value": 25.6}}}),
        step("GET", A, 200, full(2, "Number", UNIT | AVERAGE)),
        step("PATCH", "/v2/entities/E/attrs?options=keyValues", 204, json={"a": 3}),
        step("GET", A, 200, full(3, "Number", UNIT | AVERAGE)),
        step("PUT", f"{A}/value", 204, body="4", headers={"Content-Type": "text/plain"}),
        step("GET", f"{A}?metadata=unit", 200, full(4, "Number", UNIT)),
        step("PUT", f"{A}?options=overrideMetadata", 204, json={"value": 5, "metadata": UNIT}),
        step("GET", A, 200, full(5, "Number", UNIT)),
        step("PUT", A, 204, json={"value": 5, "metadata": {}}),
        step("GET", A, 200, full(5, "Number")),
        step("POST", "/v2/entities/E/attrs", 204, json={"a": {"value": 5, "metadata": UNIT}}),
        step("POST", "/v2/entities/E/attrs?options=overrideMetadata", 204, json={"a": {"value": 5}}),
        step("GET", A, 200, full(5, "Number")),
    ],
    "a date in one spelling": [
        given("E", a=1),
        step("PUT", A, 204, json={"type": "DateTime", "value": "2026-11-27T18:05+09:00"}),
        step("GET", f"{A}/value", 200, '"2026-11-27T09:05:00.000Z"'),
        step("PUT", f"{A}/value", 204, body='"2026-11-28"', headers={"Content-Type": "text/plain"}),
        step("GET", A, 200, full("2026-11-28T00:00:00.000Z", "DateTime")),
        step("PUT", f"{A}/value", 400, body='"soon"', headers={"Content-Type": "text/plain"}),
        step("PUT", A, 400, json={"type": "DateTime", "value": "2026-11-28Z"}),
    ],
    "named as a builtin, and shown before it": [
        given("E", dateModified="long ago"),
        step(
            "GET",
            "/v2/entities/E?options=keyValues",
            200,
            {"id": "E", "type": "T", "dateModified": "long ago"},
        ),
        step(
            "GET",
            "/v2/entities?q=dateModified>2020-01-01&attrs=dateModified&options=values",
            200,
            [["long ago"]],
        ),
        step("GET", "/v2/entities/E/attrs/servicePath", 404, NO_ATTRIBUTE),
    ],
    "free of forbidden characters, unless unrestricted": [
        step(
            "POST",
            "/v2/entities",
            400,
            refusal("BadRequest", "Invalid characters in attribute value"),
            json={"id": "E", "a": {"value": "it's"}},
        ),
        step(
            "POST",
            "/v2/entities",
            201,
            json={"id": "E", "a": {"type": "TextUnrestricted", "value": "it's"}},
        ),
        step("GET", f"{A}/value", 200, '"it\'s"'),
        step("PUT", f"{A}/value", 204, body='"<b>"', headers={"Content-Type": "text/plain"}),
    ],
}

OPERATORS: dict[str, tuple[Any, Any, Any]] = {  # before, operation, after; a refusal where after is UNSAID
    "$inc": (10, {"$inc": 2}, 12),
    "$inc by a fraction": (10, {"$inc": -0.5}, 9.5),
    "$mul": (10, {"$mul": 2}, 20),
    "$min": (10, {"$min": 2}, 2),
    "$max": (10, {"$max": 12}, 12),
    "$max of texts": ("a", {"$max": "b"}, "b"),
    "$push": ([1, 2], {"$push": 2}, [1, 2, 2]),
    "$push of several at a place": ([1], {"$push": {"$each": [-1, 0], "$position": 0}}, [-1, 0, 1]),
    "$addToSet": ([1, 2], {"$addToSet": 2}, [1, 2]),
    "$pull": ([1, 2, 2], {"$pull": 2}, [1]),
    "$pullAll": ([1, 2, 3], {"$pullAll": [2, 3]}, [1]),
    "$set": ({"X": 1}, {"$set": {"Y": 2}}, {"X": 1, "Y": 2}),
    "$unset": ({"X": 1, "Y": 2}, {"$unset": {"X": 1}}, {"Y": 2}),
    "$set with $unset": ({"X": 1}, {"$set": {"Y": 2}, "$unset": {"X": 1}}, {"Y": 2}),
    "$inc by a text": (10, {"$inc": "foo"}, UNSAID),
    "$push to a number": (10, {"$push": 1}, UNSAID),
    "$set in a text": ("foo", {"$set": {"X": 1}}, UNSAID),
}


@pytest.mark.parametrize("steps", STORIES.values(), ids=STORIES.keys())
def test_an_attribute_is(city: City, steps: list[Step]) -> None:
    play(city, steps)


@pytest.mark.parametrize(("before", "operation", "after"), OPERATORS.values(), ids=OPERATORS.keys())
def test_an_operator_works_on_what_is_stored(city: City, before: Any, operation: Any, after: Any) -> None:
    play(city, [given("E", a=before)])

    answer = city.put(A, json={"value": operation})

    if after is UNSAID:
        assert (answer.status, answer.json["error"]) == (500, "InternalServerError")
        after = before
    else:
        assert answer.status == 204
    assert city.get(A).json["value"] == after


def test_the_refusal_of_an_operand_is_escaped(city: City) -> None:
    play(city, [given("E", a=1)])
    description = city.put(A, json={"value": {"$inc": "foo"}}).json["description"]
    assert description.startswith("Cannot increment with non-numeric argument")
    assert "&quot;foo&quot;" in description


def test_operators_start_from_nothing_in_a_new_entity(city: City) -> None:
    body = {
        "id": "E",
        "type": "T",
        "inc": {"value": {"$inc": 4}},
        "mul": {"value": {"$mul": 1000}},
        "max": {"type": "DateTime", "value": {"$max": "2026-01-01"}},
        "push": {"value": {"$push": 4}},
        "set": {"value": {"$set": {"X": 1}}},
        "pull": {"value": {"$pull": 1}},
        "unset": {"value": {"$unset": {"X": 1}}},
    }
    play(city, [step("POST", "/v2/entities", 201, json=body)])
    assert city.get("/v2/entities/E/attrs", options="keyValues").json == {
        "inc": 4,
        "mul": 0,
        "max": "2026-01-01T00:00:00.000Z",
        "push": [4],
        "set": {"X": 1},
    }
