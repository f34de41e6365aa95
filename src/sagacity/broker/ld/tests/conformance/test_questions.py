"""Questions over many entities: types, ids, q, places, scopes, pages (ETSI GS CIM 009, 4.9 to 5.7.2)."""

import pytest

from sagacity.broker.ld.tests.conformance.steps import SOME, Case, Step, carry_out, case
from sagacity.broker.testing import City


def id_of(name: str) -> str:
    return f"urn:ngsi-ld:River:{name}"


def river(name: str, level: float, longitude: float, **more: object) -> dict[str, object]:
    place = {"type": "Point", "coordinates": [longitude, 33.26]}
    return {"id": id_of(name), "type": "River", "level": level, "location": place, **more}


RIVERS = [
    river("a", 1, 130.1, tags=["x", "y"], scope="/Saga/Kase"),
    river("b", 2, 130.2, type=["River", "Canal"], scope="/Saga"),
    river("c", 3, 130.3, since={"value": {"@type": "DateTime", "@value": "2026-04-01T00:00:00Z"}}),
    {**river("d", 4, 130.4), "type": "Lake", "level": [{"value": 4}, {"value": 40, "datasetId": "urn:d:2"}]},
]
SQUARE = "[[[130.15,33],[130.35,33],[130.35,34],[130.15,34],[130.15,33]]]"


def found(names: str, **query: str) -> Case:
    """Asked so, these rivers are the answer, the oldest first."""
    answer = [{"id": id_of(name), "type": SOME} for name in names]
    asked = Step("GET /entities", 200, query={"omit": HIDDEN, **query}, answer=answer)
    # twice: the first question lets the store make an index, the second uses it
    return case(
        f"{query} finds {names or 'nothing'}",
        Step("POST /entityOperations/create", 201, RIVERS),
        asked,
        asked,
    )


def refused(error: str, status: int = 400, **query: str) -> Case:
    return case(f"{query} is refused", Step("GET /entities", status, query=query, error=error))


HIDDEN = "level,location,tags,scope,since"
CASES = [
    found("abc", type="River"),
    found("b", type="River;Canal"),
    found("bd", type="Canal,Lake"),
    found("b", type="Canal"),
    found("abcd", type="*"),
    found("ac", id=f"{id_of('a')},{id_of('c')}"),
    found("ab", idPattern=":[ab]$"),
    
    case(
        "attributes asked for must be there",
        Step("POST /entityOperations/create", 201, RIVERS),
        Step("GET /entities", 200, query={"attrs": "since,tags", "options": "keyValues"}, answer=[
            {"id": id_of("a"), "type": "River", "scope": "/Saga/Kase", "tags": ["x", "y"]},
            {"id": id_of("c"), "type": "River", "since": SOME}]),
    ),
    found("bc", type="River", q="level>1"),
    found("b", type="River", q="level==2"),
    found("ac", type="River", q="level!=2"),
    found("ab", type="River", q="level==1..2"),
    found("ac", type="River", q="level==1,3"),
    found("a", type="River", q='tags=="y"'),
    found("a", type="River", q="tags"),
    found("bc", type="River", q="!tags"),
    found("d", type="Lake", q="level==40"),
    found("d", type="Lake", q="level>10"),
    found("ac", type="River", q="level<2|level>2"),
    found("c", type="River", q="(level<2|level>2);since>2026-01-01T00:00:00Z"),
    found("a", type="River", q='tags~="^x"'),
    found("bc", georel="within", geometry="Polygon", coordinates=SQUARE),
    found("ad", type="River,Lake", georel="disjoint", geometry="Polygon", coordinates=SQUARE),
    found("b", georel="near;maxDistance==2000", geometry="Point", coordinates="[130.21,33.26]"),
    found("acd", georel="near;minDistance==2000", geometry="Point", coordinates="[130.21,33.26]"),
    found("ab", scopeQ="/Saga/#"),
    found("b", scopeQ="/Saga"),
    found("", type="Sea"),
    refused("BadRequestData"),
    refused("BadRequestData", type="River", q="level=="),
    refused("BadRequestData", type="River", q="level~=(((("),
    refused("BadRequestData", idPattern="(((("),
    refused("BadRequestData", georel="within", geometry="Polygon"),
    refused("BadRequestData", type="River", limit="-1"),
    refused("TooManyResults", 403, type="River", limit="1001"),
    refused("BadRequestData", type="River", q="flowsTo{depth>1}"),
    case(
        "pages hold every entity once and say how many there are",
        Step("POST /entityOperations/create", 201, RIVERS),
        Step("GET /entities", 200, query={"type": "*", "pick": "id", "limit": "3", "count": "true"},
             answer=[{"id": id_of(name)} for name in "abc"], headers={"ngsild-results-count": "4"}),
        Step("GET /entities", 200, query={"type": "*", "pick": "id", "limit": "3", "offset": "3"},
             answer=[{"id": id_of("d")}]),
        Step("GET /entities", 200, query={"type": "*", "limit": "0", "count": "true"}, answer=[],
             headers={"ngsild-results-count": "4"}),
        Step("GET /entities", 200, query={"type": "*", "offset": "9"}, answer=[]),
    ),
    case(
        "a page of features",
        Step("POST /entityOperations/create", 201, RIVERS[:1]),
        Step("GET /entities", 200, query={"type": "River", "pick": "level", "options": "keyValues"},
             sent={"Accept": "application/geo+json"}, answer={
                 "type": "FeatureCollection", "@context": SOME, "features": [{
                     "id": id_of("a"), "type": "Feature", "properties": {"level": 1},
                     "geometry": {"type": "Point", "coordinates": [130.1, 33.26]}}]}),
    ),
    case(
        "types and attributes are listed",
        Step("POST /entityOperations/create", 201, RIVERS),
        Step("GET /types", 200, answer={
            "id": SOME, "type": "EntityTypeList", "typeList": ["Canal", "Lake", "River"]}),
        Step("GET /types/River", 200, answer={
            "id": "https://uri.etsi.org/ngsi-ld/default-context/River", "type": "EntityTypeInfo",
            "typeName": "River", "entityCount": 3, "attributeDetails": [
                {"id": SOME, "type": "Attribute", "attributeName": "level", "attributeTypes": ["Property"]},
                {"id": SOME, "type": "Attribute", "attributeName": "since", "attributeTypes": ["Property"]},
                {"id": SOME, "type": "Attribute", "attributeName": "tags", "attributeTypes": ["Property"]},
                {"id": "https://uri.etsi.org/ngsi-ld/location", "type": "Attribute",
                 "attributeName": "location", "attributeTypes": ["GeoProperty"]},
            ]}),
        Step("GET /types/Sea", 404, error="ResourceNotFound"),
        Step("GET /types", 200, query={"details": "true"}, answer=[
            {"id": SOME, "type": "EntityType", "typeName": "Canal", "attributeNames": ["level", "location"]},
            {"id": SOME, "type": "EntityType", "typeName": "Lake", "attributeNames": ["level", "location"]},
            {"id": SOME, "type": "EntityType", "typeName": "River",
             "attributeNames": ["level", "location", "since", "tags"]}]),
        Step("GET /attributes", 200, answer={
            "id": SOME, "type": "AttributeList", "attributeList": ["level", "location", "since", "tags"]}),
        Step("GET /attributes/tags", 200, answer={
            "id": SOME, "type": "Attribute", "attributeName": "tags", "attributeCount": 1,
            "attributeTypes": ["Property"], "typeNames": ["River"]}),
        Step("GET /attributes/depth", 404, error="ResourceNotFound"),
    ),
]  # fmt: skip


@pytest.mark.parametrize("story", CASES, ids=str)
def test_questions(story: Case, city: City) -> None:
    carry_out(story, city)
