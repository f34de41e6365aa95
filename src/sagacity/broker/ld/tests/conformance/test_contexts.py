"""Contexts over HTTP: hosted, pinned, never fetched unasked (ETSI GS CIM 009, 5.5.5 to 5.5.10 and 5.13)."""

from sagacity.broker.ld.contexts.keeping import keep_context
from sagacity.broker.ld.tests.conformance.steps import BASE, CORE, LD
from sagacity.broker.testing import City

ID = "urn:ngsi-ld:River:1"
TERMS = {"level": "https://example.org/level", "River": "https://example.org/River"}


def link(address: str) -> dict[str, str | None]:
    return {"Link": f'<{address}>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"'}


def test_names_are_read_through_the_context_of_each_request(city: City) -> None:
    given = {"id": ID, "type": "River", "level": {"type": "Property", "value": 1}, "@context": [TERMS, CORE]}
    assert city.post(f"{BASE}/entities", json=given, headers=LD).status == 201

    hosted = city.post(f"{BASE}/jsonldContexts", json={"@context": {"pegel": TERMS["level"], **TERMS}})
    assert hosted.status == 201
    address = city.url + hosted.headers["location"]

    seen = city.get(f"{BASE}/entities/{ID}", headers=link(address))
    assert seen.json == {"id": ID, "type": "River", "level": {"type": "Property", "value": 1}}
    assert seen.headers["link"].startswith(f"<{address}>")

    bare = city.get(f"{BASE}/entities/{ID}").json
    assert bare["https://example.org/level"] == {"type": "Property", "value": 1}
    assert bare["type"] == "https://example.org/River"

    for query in ({"type": "River"}, {"type": "River", "q": "pegel==1"}, {"attrs": "level"}):
        assert len(city.get(f"{BASE}/entities", headers=link(address), **query).json) == 1, query
    assert city.get(f"{BASE}/entities", type="River").json == []
    assert len(city.get(f"{BASE}/entities", type="https://example.org/River").json) == 1

    full = city.get(f"{BASE}/entities/{ID}", headers={**link(address), "Accept": "application/ld+json"}).json
    assert full["@context"] == [address, CORE]


def test_a_document_kept_under_a_foreign_address_stands_for_it(city: City) -> None:
    address = f"https://models.example.org/{city.tenant}.jsonld"
    entity = {"id": ID, "type": "River", "level": 1}
    assert city.post(f"{BASE}/entities", json=entity, headers=link(address)).status == 503

    kept = city.post(f"{BASE}/jsonldContexts", json={"@context": TERMS}, address=address)
    assert kept.status == 201
    assert city.post(f"{BASE}/entities", json=entity, headers=link(address)).status == 201
    assert "level" in city.get(f"{BASE}/entities/{ID}", headers=link(address)).json

    assert address in city.get(f"{BASE}/jsonldContexts", kind="Cached").json
    details = city.get(kept.headers["location"], details="true").json
    assert (details["URL"], details["kind"]) == (address, "Cached")
    assert city.get(kept.headers["location"]).json == {"@context": TERMS}

    assert city.delete(kept.headers["location"]).status == 204
    assert city.get(kept.headers["location"]).status == 404


def test_a_wrong_context_is_refused(city: City) -> None:
    for wrong in ({}, {"@context": 3}, {"@context": {"a": "b:1", "b": "a:1"}}):
        assert city.post(f"{BASE}/jsonldContexts", json=wrong).status == 400, wrong


def test_a_question_with_its_own_context_is_answered_with_an_address_for_it(city: City) -> None:
    city.post(f"{BASE}/entities", json={"id": ID, "type": "River", "level": 1, "@context": TERMS}, headers=LD)
    question = {"type": "Query", "entities": [{"type": "River"}], "@context": TERMS}

    answer = city.post(f"{BASE}/entityOperations/query", json=question, headers=LD)

    assert [one["id"] for one in answer.json] == [ID]
    address = answer.headers["link"].partition(">")[0].removeprefix("<")
    path = address[address.index("/ngsi-ld") :]
    assert city.get(path).json == {"@context": [TERMS]}


def test_a_room_keeps_a_context_under_a_name_and_an_entity_speaks_japanese(city: City) -> None:
    terms = {"名称": "name", "設置位置": "installationPosition", "AED設置箇所一覧": "AED"}
    for _ in range(2):
        keep_context(name="standard-aed", terms=terms, broker=city.broker)
    japanese = link(f"{city.url}{BASE}/jsonldContexts/standard-aed")
    aed = {
        "id": "urn:ngsi-ld:AED:1",
        "type": "AED",
        "name": {"value": "市役所"},
        "installationPosition": {"value": "1階"},
    }
    assert city.post("/v2/entities", json=aed).status == 201

    shown = {"id": aed["id"], "type": "AED設置箇所一覧", "名称": "市役所", "設置位置": "1階"}
    assert city.get(f"{BASE}/entities/{aed['id']}", headers=japanese, options="keyValues").json == shown
    found = city.get(f"{BASE}/entities", headers=japanese, type="AED設置箇所一覧", q='設置位置=="1階"')
    assert [one["id"] for one in found.json] == [aed["id"]]
    changed = city.patch(
        f"{BASE}/entities/{aed['id']}", headers=japanese, json={"設置位置": {"value": "2階"}}
    )
    assert changed.status == 204
    assert city.get("/v2/entities/urn:ngsi-ld:AED:1/attrs/installationPosition/value").text == '"2階"'
