"""Entities: creating, reading, replacing, merging, deleting (ETSI GS CIM 009, 5.6 and 5.7)."""

import pytest

from sagacity.broker.ld.tests.conformance.steps import CORE, CORE_LINK, LD, SOME, Case, Step, carry_out, case
from sagacity.broker.testing import City

ID = "urn:ngsi-ld:River:1"
LEVEL = {"type": "Property", "value": 3.6, "unitCode": "MTR", "observedAt": "2026-04-01T00:00:00Z"}
PLACE = {"type": "GeoProperty", "value": {"type": "Point", "coordinates": [130.3, 33.26]}}
SEA = {"type": "Relationship", "object": "urn:ngsi-ld:Sea:1"}
NAME = {"type": "LanguageProperty", "languageMap": {"ja": "嘉瀬川", "en": "Kase"}}
RIVER = {"id": ID, "type": "River", "level": LEVEL, "location": PLACE, "flowsTo": SEA, "name": NAME}
MADE = Step("POST /entities", 201, RIVER, headers={"location": f"/ngsi-ld/v1/entities/{ID}"})
GET = f"GET /entities/{ID}"


def read(answer: object, **query: str) -> Step:
    return Step(GET, 200, answer=answer, query=query)


CASES = [
    case(
        "an entity is created, read and deleted",
        MADE,
        Step(GET, 200, answer=RIVER, headers={"content-type": "application/json", "link": CORE_LINK}),
        Step("POST /entities", 409, RIVER, error="AlreadyExists"),
        Step(f"DELETE /entities/{ID}", 204),
        Step(GET, 404, error="ResourceNotFound"),
        Step(f"DELETE /entities/{ID}", 404, error="ResourceNotFound"),
    ),
    case(
        "concise form in, every form out",
        Step("POST /entities", 201, {
            "id": ID, "type": "River", "level": {"value": 3.6, "unitCode": "MTR"}, "open": True,
            "location": PLACE["value"], "flowsTo": {"object": "urn:ngsi-ld:Sea:1"},
            "name": {"languageMap": {"ja": "嘉瀬川"}}, "use": {"vocab": "irrigation"},
            "raw": {"json": {"a": 1}},
        }),
        read({
            "id": ID, "type": "River", "level": {"value": 3.6, "unitCode": "MTR"}, "open": True,
            "location": PLACE["value"], "flowsTo": {"object": "urn:ngsi-ld:Sea:1"},
            "name": {"languageMap": {"ja": "嘉瀬川"}}, "use": {"vocab": "irrigation"},
            "raw": {"json": {"a": 1}},
        }, options="concise"),
        read({
            "id": ID, "type": "River", "level": 3.6, "open": True, "location": PLACE["value"],
            "flowsTo": "urn:ngsi-ld:Sea:1", "name": {"languageMap": {"ja": "嘉瀬川"}},
            "use": {"vocab": "irrigation"}, "raw": {"json": {"a": 1}},
        }, format="simplified"),
    ),
    case(
        "system attributes, languages and members are chosen",
        MADE,
        read({**RIVER, "createdAt": SOME, "modifiedAt": SOME, "level": {**LEVEL, "createdAt": SOME,
             "modifiedAt": SOME}, "location": {**PLACE, "createdAt": SOME, "modifiedAt": SOME},
             "flowsTo": {**SEA, "createdAt": SOME, "modifiedAt": SOME},
             "name": {**NAME, "createdAt": SOME, "modifiedAt": SOME}}, options="sysAttrs"),
        read({"id": ID, "type": "River", "name": {"type": "Property", "value": "Kase", "lang": "en"}},
             attrs="name", lang="fr;q=0.2,en"),
        read({"id": ID, "name": "嘉瀬川"}, pick="id,name", lang="ja", options="keyValues"),
        read({"id": ID, "level": LEVEL}, omit="type,location,flowsTo,name"),
        Step(GET, 404, query={"attrs": "depth"}, error="ResourceNotFound"),
        Step(GET, 400, query={"options": "concise", "format": "simplified"}, error="BadRequestData"),
    ),
    case(
        "the media type of the answer is negotiated",
        MADE,
        Step(GET, 200, answer={"@context": CORE, **RIVER}, sent={"Accept": "application/ld+json"},
             headers={"content-type": "application/ld+json"}),
        Step(GET, 200, sent={"Accept": "application/geo+json"}, query={"pick": "type,level"}, answer={
            "id": ID, "type": "Feature", "geometry": PLACE["value"],
            "properties": {"type": "River", "level": LEVEL}, "@context": CORE}),
        Step(GET, 406, sent={"Accept": "text/html"}),
        Step(GET, 200, sent={"Accept": "text/html;q=0.9, */*;q=0.1"}),
    ),
    case(
        "a replaced entity keeps nothing it had",
        MADE,
        Step(f"PUT /entities/{ID}", 204, {"type": "River", "depth": {"type": "Property", "value": 2}}),
        read({"id": ID, "type": "River", "depth": {"type": "Property", "value": 2}}),
        Step(f"PUT /entities/{ID}", 400, {"id": "urn:ngsi-ld:River:2", "type": "River"},
             error="BadRequestData"),
        Step("PUT /entities/urn:ngsi-ld:River:9", 404, {"type": "River"}, error="ResourceNotFound"),
    ),
    case(
        "a merge changes, adds and deletes",
        MADE,
        Step(f"PATCH /entities/{ID}", 204, {
            "level": {"value": 4}, "flowsTo": "urn:ngsi-ld:null",
            "name": {"languageMap": {"en": "urn:ngsi-ld:null"}},
            "depth": {"type": "Property", "value": {"max": 2, "mean": "urn:ngsi-ld:null"}},
        }, sent={"Content-Type": "application/merge-patch+json"}),
        read({"id": ID, "type": "River", "level": {**LEVEL, "value": 4}, "location": PLACE,
              "name": {"type": "LanguageProperty", "languageMap": {"ja": "嘉瀬川"}},
              "depth": {"type": "Property", "value": {"max": 2}}}),
        Step(f"PATCH /entities/{ID}", 204, {"level": 5}, query={
            "options": "keyValues", "observedAt": "2026-05-01T00:00:00Z"}),
        read({"id": ID, "level": {**LEVEL, "value": 5, "observedAt": "2026-05-01T00:00:00Z"}},
             pick="id,level"),
        Step("PATCH /entities/urn:ngsi-ld:River:9", 404, {"level": 1}, error="ResourceNotFound"),
    ),
    case(
        "several instances of one attribute are told apart by datasetId",
        Step("POST /entities", 201, {"id": ID, "type": "River", "level": [
            {"type": "Property", "value": 1}, {"type": "Property", "value": 2, "datasetId": "urn:d:2"}]}),
        read({"id": ID, "type": "River", "level": [
            {"type": "Property", "value": 1}, {"type": "Property", "value": 2, "datasetId": "urn:d:2"}]}),
        read({"id": ID, "type": "River", "level": {"type": "Property", "value": 2, "datasetId": "urn:d:2"}},
             datasetId="urn:d:2"),
        read({"id": ID, "type": "River", "level": {"dataset": {"@none": 1, "urn:d:2": 2}}},
             options="keyValues"),
        Step(f"DELETE /entities/{ID}/attrs/level", 204, query={"datasetId": "urn:d:2"}),
        read({"id": ID, "type": "River", "level": {"type": "Property", "value": 1}}),
        Step(f"DELETE /entities/{ID}/attrs/level", 404, query={"datasetId": "urn:d:2"}),
    ),
    case(
        "several types and scopes",
        Step("POST /entities", 201,
             {"id": ID, "type": ["River", "Water"], "scope": ["/Saga", "/Flood/High"]}),
        read({"id": ID, "type": ["River", "Water"], "scope": ["/Saga", "/Flood/High"]}),
        Step(f"PATCH /entities/{ID}", 204, {"type": "Place", "scope": "/Tosu"}),
        read({"id": ID, "type": ["River", "Water", "Place"], "scope": "/Tosu"}),
    ),
    case(
        "a transient entity is gone when its time is over",
        Step("POST /entities", 201, {"id": ID, "type": "River", "expiresAt": "2001-01-01T00:00:00Z"}),
        Step(GET, 404, error="ResourceNotFound"),
    ),
    *[
        case(
            f"refused: {why}",
            Step("POST /entities", status, json, body=body, sent=sent, error=error),
        )
        for why, json, body, sent, status, error in [
            ("no JSON", None, "{", {"Content-Type": "application/json"}, 400, "InvalidRequest"),
            ("too deep", None, "[" * 10_000 + "]" * 10_000, {"Content-Type": "application/json"}, 400,
             "InvalidRequest"),
            ("a list", [RIVER], None, {}, 400, "BadRequestData"),
            ("no id", {"type": "River"}, None, {}, 400, "BadRequestData"),
            ("an id that is no address", {"id": "River1", "type": "River"}, None, {}, 400, "BadRequestData"),
            ("no type", {"id": ID}, None, {}, 400, "BadRequestData"),
            ("null as a value", {"id": ID, "type": "R", "a": {"value": None}}, None, {}, 400,
             "BadRequestData"),
            ("an unknown kind", {"id": ID, "type": "R", "a": {"type": "P", "value": 1}}, None, {}, 400,
             "BadRequestData"),
            ("a geometry off the earth", {"id": ID, "type": "R", "a": {"type": "GeoProperty", "value": {
                "type": "Point", "coordinates": [33.26, 130.3]}}}, None, {}, 400, "BadRequestData"),
            ("a media type nobody reads", None, "x", {"Content-Type": "text/plain"}, 415, "InvalidRequest"),
            ("a context in plain JSON", {**RIVER, "@context": CORE}, None, {}, 400, "BadRequestData"),
            ("no context in JSON-LD", RIVER, None, LD, 400, "BadRequestData"),
            ("a context that is not kept", {**RIVER, "@context": "https://example.org/c.jsonld"}, None, LD,
             503, "LdContextNotAvailable"),
        ]
    ],
    case(
        "an address that is none and a method that is not taken",
        Step("GET /entitties", 404, error="ResourceNotFound"),
        Step("PUT /entities", 405, error="InvalidRequest", headers={"allow": "DELETE, GET, POST"}),
    ),
    case(
        "a tenant nobody wrote to does not exist",
        Step(GET, 404, sent={"NGSILD-Tenant": "nobody", "Fiware-Service": None}, error="NonexistentTenant"),
        Step("GET /entities", 404, query={"type": "River"}, error="NonexistentTenant",
             sent={"NGSILD-Tenant": "nobody", "Fiware-Service": None}),
        Step(GET, 400, sent={"NGSILD-Tenant": "nobody"}, error="BadRequestData"),
    ),
]  # fmt: skip


@pytest.mark.parametrize("story", CASES, ids=str)
def test_entities(story: Case, city: City) -> None:
    carry_out(story, city)
