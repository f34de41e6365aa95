"""Batches: each entity by itself accepted or refused (ETSI GS CIM 009, 5.6.7 to 5.6.10, 5.6.20, 5.7.2)."""

import pytest

from sagacity.broker.ld.tests.conformance.steps import (
    ERRORS,
    LD,
    SOME,
    Case,
    Step,
    carry_out,
    case,
)
from sagacity.broker.testing import City

A, B, C = (f"urn:ngsi-ld:River:{name}" for name in "abc")


def river(id_: str, value: int, **more: object) -> dict[str, object]:
    return {"id": id_, "type": "River", "level": {"type": "Property", "value": value}, **more}


def failed(id_: str, word: str) -> dict[str, object]:
    return {"entityId": id_, "error": {"type": ERRORS + word, "title": SOME, "detail": SOME, "status": SOME}}


def all_of(*rivers: dict[str, object]) -> Step:
    return Step("GET /entities", 200, query={"type": "River"}, answer=list(rivers))


OPERATIONS = "POST /entityOperations"
CASES = [
    case(
        "creating tells which ids are new, or what went wrong with each",
        Step(f"{OPERATIONS}/create", 201, [river(A, 1), river(B, 2)], answer=[A, B]),
        Step(f"{OPERATIONS}/create", 207, [river(B, 9), river(C, 3), {"id": "no", "type": "River"}],
             answer={"success": [C], "errors": [failed("no", "BadRequestData"), failed(B, "AlreadyExists")]}),
        all_of(river(A, 1), river(B, 2), river(C, 3)),
    ),
    case(
        "an upsert replaces or updates",
        Step(f"{OPERATIONS}/upsert", 201, [river(A, 1, depth=7)], answer=[A]),
        Step(f"{OPERATIONS}/upsert", 201, [river(A, 2), river(B, 2)], answer=[B]),
        all_of(river(A, 2), river(B, 2)),
        Step(f"{OPERATIONS}/upsert", 204, [{"id": A, "type": "River", "depth": 8}],
             query={"options": "update"}),
        Step("GET /entities", 200, query={"type": "River", "id": A, "options": "keyValues"},
             answer=[{"id": A, "type": "River", "level": 2, "depth": 8}]),
    ),
    case(
        "an update and a merge want the entity to be there",
        Step(f"{OPERATIONS}/create", 201, [river(A, 1)]),
        Step(f"{OPERATIONS}/update", 207, [river(A, 5), river(B, 5)],
             answer={"success": [A], "errors": [failed(B, "ResourceNotFound")]}),
        Step(f"{OPERATIONS}/update", 204, [{"id": A, "level": 6, "depth": 1}],
             query={"options": "noOverwrite"}),
        Step(f"{OPERATIONS}/merge", 204, [{"id": A, "level": {"unitCode": "MTR"}}]),
        Step("GET /entities", 200, query={"id": A}, answer=[
            {**river(A, 5), "level": {"type": "Property", "value": 5, "unitCode": "MTR"},
             "depth": {"type": "Property", "value": 1}}]),
    ),
    case(
        "a deletion names what was not there",
        Step(f"{OPERATIONS}/create", 201, [river(A, 1), river(B, 2)]),
        Step(f"{OPERATIONS}/delete", 207, [A, C],
             answer={"success": [A], "errors": [failed(C, "ResourceNotFound")]}),
        Step(f"{OPERATIONS}/delete", 204, [B]),
        Step("GET /entities", 200, query={"type": "River"}, answer=[]),
    ),
    case(
        "one entity twice in one batch: the later sees what the earlier did",
        Step(f"{OPERATIONS}/upsert", 201, [river(A, 1), river(A, 2)], answer=[A]),
        all_of(river(A, 2)),
    ),
    case(
        "each entity in JSON-LD brings its own context",
        Step(f"{OPERATIONS}/create", 207,
             [{**river(A, 1), "@context": {"level": "https://x.org/l"}}, river(B, 1)], sent=LD,
             answer={"success": [A], "errors": [failed(B, "BadRequestData")]}),
        Step("GET /entities", 200, query={"id": A}, answer=[
            {"id": A, "type": "River", "https://x.org/l": {"type": "Property", "value": 1}}]),
    ),
    case(
        "what is no list is refused",
        Step(f"{OPERATIONS}/create", 400, {}, error="BadRequestData"),
        Step(f"{OPERATIONS}/delete", 400, [], error="BadRequestData"),
    ),
    case(
        "a question in a body",
        Step(f"{OPERATIONS}/create", 201, [river(A, 1), river(B, 2), river(C, 3)]),
        Step(f"{OPERATIONS}/query", 200, {"type": "Query", "entities": [{"type": "River"}], "q": "level>1"},
             query={"count": "true", "limit": "1"}, answer=[river(B, 2)],
             headers={"ngsild-results-count": "2"}),
        Step(f"{OPERATIONS}/query", 200, {"type": "Query", "entities": [{"id": [A, C], "type": "River"}],
             "attrs": ["level"]}, answer=[river(A, 1), river(C, 3)]),
        Step(f"{OPERATIONS}/query", 200, {"type": "Query", "entities": [
            {"idPattern": "a$", "type": "River"}, {"id": C, "type": "River"}]},
             answer=[river(A, 1), river(C, 3)]),
        Step(f"{OPERATIONS}/query", 400, {"type": "Query", "entities": "River"}, error="BadRequestData"),
    ),
]  # fmt: skip


@pytest.mark.parametrize("story", CASES, ids=str)
def test_batches(story: Case, city: City) -> None:
    carry_out(story, city)
