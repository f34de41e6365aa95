"""Parameters and headers that every address has, or one alone (ETSI GS CIM 009, 5.6.21, 5.7.1, 6.3, 6.4)."""

import pytest

from sagacity.broker.ld.tests.conformance.steps import BASE, CORE_LINK, SOME, Case, Step, carry_out, case
from sagacity.broker.testing import City

ID = "urn:ngsi-ld:River:1"
POINT = {"type": "Point", "coordinates": [130.3, 33.2]}
RIVER = {
    "id": ID,
    "type": "River",
    "level": {"type": "Property", "value": 3},
    "location": {"type": "GeoProperty", "value": POINT},
}
MADE = Step("POST /entities", 201, RIVER)
ONE = f"/entities/{ID}"
GEO = {"Accept": "application/geo+json"}
FEATURE = {
    "id": ID, "type": "Feature", "geometry": POINT,
    "properties": {name: said for name, said in RIVER.items() if name != "id"},
}  # fmt: skip


def refused(why: str, ask: str, status: int = 400, error: str = "BadRequestData", **query: str) -> Case:
    return case(f"refused: {why}", MADE, Step(ask, status, query=query, error=error))


def several(*names: str) -> list[dict[str, object]]:
    return [{"id": f"urn:ngsi-ld:{name}", "type": name.partition(":")[0], "level": 1} for name in names]


CASES = [
    case(
        "an entity of a type, and of no other",
        MADE,
        Step(f"GET {ONE}", 200, query={"type": "River"}, answer=RIVER),
        Step(f"GET {ONE}", 200, query={"type": "(Sea|River)"}, answer=RIVER),
        Step(f"GET {ONE}", 404, query={"type": "Sea"}, error="ResourceNotFound"),
        Step(f"PATCH {ONE}", 404, {"level": 5}, query={"type": "Sea"}, error="ResourceNotFound"),
        Step(f"DELETE {ONE}/attrs/level", 404, query={"type": "Sea"}, error="ResourceNotFound"),
        Step(f"DELETE {ONE}", 404, query={"type": "Sea"}, error="ResourceNotFound"),
        Step(f"DELETE {ONE}", 204, query={"type": "River"}),
    ),
    case(
        "GeoJSON with its context inside, or without",
        MADE,
        Step(f"GET {ONE}", 200, sent=GEO, answer={**FEATURE, "@context": SOME}),
        Step(f"GET {ONE}", 200, sent={**GEO, "Prefer": "body=json"}, answer=FEATURE,
             headers={"link": CORE_LINK}),
        Step("GET /entities", 200, query={"type": "River"}, sent={**GEO, "Prefer": "body=json"},
             answer={"type": "FeatureCollection", "features": [FEATURE]}),
        Step(f"GET {ONE}", 200, sent=GEO, query={"geometryProperty": "area"},
             answer={**FEATURE, "geometry": None, "@context": SOME}),
    ),
    refused("a geometry without GeoJSON", f"GET {ONE}", geometryProperty="location"),
    refused("an unknown option", "GET /entities", type="River", options="keyvalues"),
    refused("no language", "GET /entities", type="River", lang=""),
    refused("an order", "GET /entities", 422, "OperationNotSupported", type="River", orderBy="level"),
    refused("an entity map", "GET /entities", 422, "OperationNotSupported", type="River", entityMap="true"),
    refused("a snapshot", f"GET {ONE}", 422, "OperationNotSupported", snapshot="urn:x:1"),
    case(
        "refused: a question in a body that is none",
        Step("POST /entityOperations/query", 400, {"type": "Subscription", "entities": [{"type": "River"}]},
             error="BadRequestData"),
    ),
    case(
        "everything of a type goes",
        Step("POST /entityOperations/create", 201, several("River:1", "River:2", "Sea:1")),
        Step("DELETE /entities", 400, error="BadRequestData"),
        Step("DELETE /entities", 400, query={"id": ID}, error="BadRequestData"),
        Step("DELETE /entities", 422, query={"type": "River", "drop": "level"},
             error="OperationNotSupported"),
        Step("DELETE /entities", 400, query={"type": "River", "q": "a{b}==1"}, error="BadRequestData"),
        Step("DELETE /entities", 204, query={"type": "River", "q": "level==5"}),
        Step("DELETE /entities", 204, query={"type": "River"}),
        Step("GET /entities", 200, query={"local": "true", "pick": "id"},
             answer=[{"id": "urn:ngsi-ld:Sea:1"}]),
        Step("DELETE /entities", 204, query={"local": "true"}),
        Step("GET /entities", 200, query={"type": "Sea"}, answer=[]),
    ),
    case(
        "who this broker is to others",
        Step("GET /info/sourceIdentity", 200, answer={
            "id": SOME, "type": "ContextSourceIdentity", "contextSourceAlias": SOME,
            "contextSourceUptime": SOME, "contextSourceTimeAt": SOME}),
    ),
    case(
        "a merge with a language and a moment",
        Step("POST /entities", 201, {**RIVER, "name": {"languageMap": {"ja": "川"}}}),
        Step(f"PATCH {ONE}", 204, {"name": "Fluss", "level": 4},
             query={"lang": "de", "observedAt": "2026-04-01T00:00:00Z", "options": "keyValues"}),
        Step(f"GET {ONE}", 200, query={"pick": "name"}, answer={"name": {
            "type": "LanguageProperty", "languageMap": {"ja": "川", "de": "Fluss"},
            "observedAt": "2026-04-01T00:00:00Z"}}),
    ),
]  # fmt: skip


@pytest.mark.parametrize("story", CASES, ids=str)
def test_parameters(story: Case, city: City) -> None:
    carry_out(story, city)


def test_an_answer_names_the_tenant_as_the_question_did(city: City) -> None:
    sent = {"Fiware-Service": None, "NGSILD-Tenant": city.tenant}

    made = city.post(f"{BASE}/entities", json=RIVER, headers=sent)
    lost = city.get(f"{BASE}/entities/urn:ngsi-ld:River:9", headers=sent)

    assert (made.headers["ngsild-tenant"], lost.headers["ngsild-tenant"]) == (city.tenant, city.tenant)
    assert "ngsild-tenant" not in city.get(f"{BASE}/entities/{ID}").headers


def test_the_next_page_is_of_the_kind_that_was_asked_for(city: City) -> None:
    city.post(f"{BASE}/entityOperations/create", json=several("River:1", "River:2"))

    plain = city.get(f"{BASE}/entities", type="River", limit="1", headers={"Accept": "application/ld+json"})

    assert plain.headers["link"].endswith('rel="next"; type="application/ld+json"')


def test_a_context_is_fetched_anew_only_if_it_was_fetched(city: City) -> None:
    hosted = city.post("/ngsi-ld/v1/jsonldContexts", json={"@context": {"a": "https://e.org/a"}})
    address = hosted.headers["location"]
    pinned = city.post(
        "/ngsi-ld/v1/jsonldContexts",
        json={"@context": {"a": "https://e.org/a"}},
        address=f"http://nowhere.example/{city.tenant}",
    ).headers["location"]

    assert city.delete(address, reload="true").status == 400
    assert city.delete(pinned, reload="true").status == 503
    assert city.get(pinned).status == 200
    assert (city.delete(address).status, city.delete(address, reload="true").status) == (204, 404)


def test_nothing_is_purged_behind_the_back_of_a_source(city: City) -> None:
    city.post(f"{BASE}/entities", json=RIVER)
    source = {
        "type": "ContextSourceRegistration",
        "information": [{"entities": [{"type": "River"}]}],
        "endpoint": "http://example.org",
    }
    assert city.post(f"{BASE}/csourceRegistrations", json=source).status == 201

    refused_ = city.delete(f"{BASE}/entities", type="River")
    assert (refused_.status, refused_.json["type"].rpartition("/")[2]) == (409, "Conflict")
    assert city.delete(f"{BASE}/entities", type="River", local="true").status == 204
