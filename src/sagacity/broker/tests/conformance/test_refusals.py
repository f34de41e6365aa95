"""Requests that are wrong by themselves."""

from typing import Any

import pytest

from sagacity.broker.testing import City
from sagacity.broker.tests.conformance.story import UNSAID, given, play, refusal, step

JSON = {"Content-Type": "application/json"}

# method, path, body, headers, status, error, description
Wrong = tuple[str, str, Any, dict[str, str], int, str, Any]
WRONG: dict[str, Wrong] = {
    "no JSON": ("POST", "/v2/entities", "{", JSON, 400, "ParseError", "Errors found in incoming JSON buffer"),
    "a list": ("POST", "/v2/entities", "[]", JSON, 400, "BadRequest", UNSAID),
    "no id": ("POST", "/v2/entities", '{"type":"T"}', JSON, 400, "BadRequest", UNSAID),
    "an empty id": (
        "POST",
        "/v2/entities",
        '{"id":""}',
        JSON,
        400,
        "BadRequest",
        "entity id length: 0, min length supported: 1",
    ),
    "a Japanese id": (
        "POST",
        "/v2/entities",
        '{"id":"佐賀"}',
        JSON,
        400,
        "BadRequest",
        "Invalid characters in entity id",
    ),
    "a type with a blank": (
        "POST",
        "/v2/entities",
        '{"id":"E","type":"a b"}',
        JSON,
        400,
        "BadRequest",
        "Invalid characters in entity type",
    ),
    "an attribute type with brackets": (
        "POST",
        "/v2/entities",
        '{"id":"E","a":{"type":"T(1)"}}',
        JSON,
        400,
        "BadRequest",
        "Invalid characters in attribute type",
    ),
    "an attribute that is no object": (
        "POST",
        "/v2/entities",
        '{"id":"E","a":1}',
        JSON,
        400,
        "BadRequest",
        "attribute must be a JSON object, unless keyValues option is used",
    ),
    "an attribute named geo:distance": (
        "POST",
        "/v2/entities",
        '{"id":"E","geo:distance":{}}',
        JSON,
        400,
        "BadRequest",
        UNSAID,
    ),
    "no kind of body": ("POST", "/v2/entities", '{"id":"E"}', {}, 415, "UnsupportedMediaType", UNSAID),
    "a body of another kind": (
        "POST",
        "/v2/entities",
        '{"id":"E"}',
        {"Content-Type": "text/plain"},
        415,
        "UnsupportedMediaType",
        UNSAID,
    ),
    "no body": ("POST", "/v2/entities", None, JSON, 411, "ContentLengthRequired", UNSAID),
    "a huge body": (
        "POST",
        "/v2/entities",
        '{"id":"' + "x" * 1024 * 1024 + '"}',
        JSON,
        413,
        "RequestEntityTooLarge",
        UNSAID,
    ),
    "ten thousand brackets": ("POST", "/v2/entities", "[" * 10_000, JSON, 400, "ParseError", UNSAID),
    "a value nested deeper than anything real": (
        "POST",
        "/v2/entities?options=keyValues",
        '{"id":"E","a":' + "[" * 200 + "]" * 200 + "}",
        JSON,
        400,
        "ParseError",
        UNSAID,
    ),
    "a wrong method": ("PATCH", "/v2/entities", "{}", JSON, 405, "MethodNotAllowed", UNSAID),
    "no such address": ("GET", "/v2/nothing", None, {}, 404, "NotFound", UNSAID),
    "an option nobody knows": ("GET", "/v2/entities?options=all", None, {}, 400, "BadRequest", UNSAID),
    "two ways of showing": (
        "GET",
        "/v2/entities?options=values,keyValues",
        None,
        {},
        400,
        "BadRequest",
        UNSAID,
    ),
    "an empty parameter": (
        "GET",
        "/v2/entities?type=",
        None,
        {},
        400,
        "BadRequest",
        "Empty right-hand-side for URI param /type/",
    ),
    "forbidden characters in a parameter": (
        "GET",
        "/v2/entities?type=a<b",
        None,
        {},
        400,
        "BadRequest",
        UNSAID,
    ),
    "forbidden characters in an id": ("GET", "/v2/entities/a%3Cb", None, {}, 400, "BadRequest", UNSAID),
    "id with idPattern": ("GET", "/v2/entities?id=E&idPattern=E", None, {}, 400, "BadRequest", UNSAID),
    "type with typePattern": (
        "GET",
        "/v2/entities?type=E&typePattern=E",
        None,
        {},
        400,
        "BadRequest",
        UNSAID,
    ),
    "a pattern that is none": ("GET", "/v2/entities?idPattern=(", None, {}, 400, "BadRequest", UNSAID),
    "a page of none": ("GET", "/v2/entities?limit=0", None, {}, 400, "BadRequest", UNSAID),
    "a page too long": ("GET", "/v2/entities?limit=1001", None, {}, 400, "BadRequest", UNSAID),
    "a page of minus one": ("GET", "/v2/entities?limit=-1", None, {}, 400, "BadRequest", UNSAID),
    "an offset in words": ("GET", "/v2/entities?offset=two", None, {}, 400, "BadRequest", UNSAID),
    "a malformed q": ("GET", "/v2/entities?q=;", None, {}, 400, "BadRequest", UNSAID),
    "georel alone": ("GET", "/v2/entities?georel=near;maxDistance:1", None, {}, 400, "BadRequest", UNSAID),
    "a question nobody can answer": (
        "GET",
        "/v2/entities?georel=coveredBy&geometry=point&coords=33,130",
        None,
        {},
        422,
        "NotSupportedQuery",
        UNSAID,
    ),
    "an order that repeats itself": ("GET", "/v2/entities?orderBy=a,!a", None, {}, 400, "BadRequest", UNSAID),
    "distance without nearness": (
        "GET",
        "/v2/entities?orderBy=geo:distance",
        None,
        {},
        400,
        "BadRequest",
        UNSAID,
    ),
    "a tenant with a hyphen": (
        "GET",
        "/v2/entities",
        None,
        {"Fiware-Service": "a-b"},
        400,
        "BadRequest",
        UNSAID,
    ),
    "a path that is relative": (
        "GET",
        "/v2/entities",
        None,
        {"Fiware-ServicePath": "a"},
        400,
        "BadRequest",
        UNSAID,
    ),
    "writing to a subtree": (
        "POST",
        "/v2/entities",
        '{"id":"E"}',
        {**JSON, "Fiware-ServicePath": "/a/#"},
        400,
        "BadRequest",
        UNSAID,
    ),
    "pictures": ("GET", "/v2/entities", None, {"Accept": "image/png"}, 406, "NotAcceptable", UNSAID),
    "an unknown type": ("GET", "/v2/types/Nothing", None, {}, 404, "NotFound", "Entity type not found"),
    "an operator beside something else": (
        "POST",
        "/v2/entities",
        '{"id":"E","a":{"value":{"$inc":1,"x":2}}}',
        JSON,
        400,
        "BadRequest",
        UNSAID,
    ),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_a_wrong_request_is_refused_with_its_word(city: City, wrong: Wrong) -> None:
    method, path, body, headers, status, error, description = wrong
    shows = UNSAID if description is UNSAID else refusal(error, description)
    play(city, [step(method, path, status, shows, body=body, headers=headers)])
    if description is UNSAID:
        asked = step(method, path, status)
        assert city.ask(method, asked.path, body=body, headers=headers, **asked.query).json["error"] == error


def test_a_parameter_that_comes_twice_is_refused(city: City) -> None:
    play(city, [given("E", a=1)])
    assert city.get("/v2/entities?limit=1&limit=2").status == 400


def test_the_correlator_is_given_back(city: City) -> None:
    answer = city.get("/v2/entities", headers={"Fiware-Correlator": "abc; cbnotif=2"})
    assert answer.headers["fiware-correlator"] == "abc; cbnotif=2"
    made = [city.get("/v2/entities").headers["fiware-correlator"] for _ in range(2)]
    assert len(made[0]) == 36
    assert made[0] != made[1]


def test_the_version_is_told_to_everyone(city: City) -> None:
    told = city.get("/version").json
    assert told["sagacity"]["ngsi"] == ["v2", "ld"]
    assert told["orion"]["version"]  # common clients read this before they begin
