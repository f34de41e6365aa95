"""The bare value of an attribute: text for scalars, JSON or text for the rest."""

from typing import Any

import pytest

from sagacity.broker.testing import City
from sagacity.broker.tests.conformance.story import Step, given, play, refusal, step

VALUE = "/v2/entities/E/attrs/a/value"
TEXT = {"Content-Type": "text/plain"}
ONLY_TEXT = refusal("NotAcceptable", "accepted MIME types: text/plain")
BOTH = refusal("NotAcceptable", "accepted MIME types: application/json, text/plain")

READ: dict[str, tuple[Any, str, int, Any, str]] = {  # value, Accept, status, body, media type
    "a number": (21.5, "*/*", 200, "21.5", "text/plain"),
    "a text": ("hot", "*/*", 200, '"hot"', "text/plain"),
    "a text in Japanese": ("暑い", "*/*", 200, '"暑い"', "text/plain; charset=utf-8"),
    "a truth": (True, "text/plain", 200, "true", "text/plain"),
    "nothing": (None, "text/*", 200, "null", "text/plain"),
    "an object": ({"x": 1}, "*/*", 200, '{"x":1}', "application/json"),
    "a list, as text": ([1, 2], "text/plain", 200, "[1,2]", "text/plain"),
    "a list, whatever comes first": ([1], "text/plain, application/json", 200, "[1]", "text/plain"),
    "a list, whatever is liked better": (
        [1],
        "text/plain;q=0.5, application/json",
        200,
        "[1]",
        "application/json",
    ),
    "a number for whoever wants JSON": (1, "application/json", 406, ONLY_TEXT, "application/json"),
    "an object for whoever wants pictures": ({"x": 1}, "image/png", 406, BOTH, "application/json"),
}

WRITTEN: dict[str, tuple[str, str, int, Any]] = {  # media type, body, status, value afterwards
    "a quoted text": ("text/plain", '"hot"', 204, "hot"),
    "a quoted text in Japanese": ("text/plain; charset=utf-8", '"暑い"', 204, "暑い"),
    "a quoted number stays text": ("text/plain", '"21"', 204, "21"),
    "a number": ("text/plain", "-21.5", 204, -21.5),
    "true": ("text/plain", "true", 204, True),
    "false": ("text/plain", "false", 204, False),
    "null": ("text/plain", "null", 204, None),
    "an object": ("application/json", '{"x": 1}', 204, {"x": 1}),
    "a list": ("application/json", "[1, 2]", 204, [1, 2]),
    "an operator": ("application/json", '{"$inc": 1}', 204, 8),
    "an unquoted word": ("text/plain", "hot", 400, 7),
    "two numbers": ("text/plain", "1 2", 400, 7),
    "an object as text": ("text/plain", '{"x": 1}', 400, 7),
    "a scalar as JSON": ("application/json", "21", 400, 7),
    "no JSON": ("application/json", "{", 400, 7),
    "forbidden characters": ("text/plain", '"a<b"', 400, 7),
    "another kind": ("application/xml", "<a/>", 415, 7),
    "nothing": ("text/plain", "", 411, 7),
}


@pytest.mark.parametrize(("value", "accept", "status", "body", "kind"), READ.values(), ids=READ.keys())
def test_a_value_is_read(city: City, value: Any, accept: str, status: int, body: Any, kind: str) -> None:
    asked = step("GET", VALUE, status, body, headers={"Accept": accept}, answers={"content-type": kind})
    play(city, [given("E", a=value), asked])


@pytest.mark.parametrize(("kind", "body", "status", "after"), WRITTEN.values(), ids=WRITTEN.keys())
def test_a_value_is_written(city: City, kind: str, body: str, status: int, after: Any) -> None:
    play(city, [given("E", a=7), step("PUT", VALUE, status, body=body, headers={"Content-Type": kind})])
    stored = city.get("/v2/entities/E/attrs/a").json
    assert (stored["value"], stored["type"]) == (after, "Number")


MISSING: list[Step] = [
    given("E", b=1),
    step("GET", VALUE, 404, refusal("NotFound", "The entity does not have such an attribute")),
    step("PUT", VALUE, 404, body="1", headers=TEXT),
    step("GET", "/v2/entities/Z/attrs/a/value", 404),
    step("PUT", "/v2/entities/Z/attrs/a/value", 404, body="1", headers=TEXT),
]


def test_a_value_that_is_not_there_is_not_found(city: City) -> None:
    play(city, MISSING)
