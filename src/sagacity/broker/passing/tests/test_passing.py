"""Calls go to the Orion, data stay there; keys, quotas and the audit are ours."""

import json

from sagacity.broker.access.grants import Grant
from sagacity.broker.passing import journal
from sagacity.broker.passing.testing import until
from sagacity.broker.passing.tests.conftest import GiveKey
from sagacity.broker.selection import Selection
from sagacity.broker.testing import City, Running

GAUGE = {"id": "Gauge1", "type": "River", "level": {"value": 1.5, "type": "Number", "metadata": {}}}


def stored_here(city: City, tenant: str) -> int:
    """How many entities of a tenant lie in our own store."""
    return len(city.broker.find_now(Selection(tenant)).entities)


def test_what_is_written_lies_in_the_orion_and_not_here(city: City, there: City) -> None:
    created = city.post("/v2/entities", json=GAUGE, headers={"Fiware-Correlator": "abc"})

    assert (created.status, created.text) == (201, "")
    assert created.headers["location"] == "/v2/entities/Gauge1?type=River"
    assert created.headers["fiware-correlator"] == "abc"
    assert there.get("/v2/entities/Gauge1").json == GAUGE
    assert city.get("/v2/entities/Gauge1").json == GAUGE
    assert stored_here(city, city.tenant) == 0


def test_a_tenant_that_is_kept_lies_here(city: City, there: City) -> None:
    kept = City(city.running, tenant="kept", key=city.key)

    assert kept.post("/v2/entities?options=upsert", json=GAUGE).status in (201, 204)

    assert stored_here(city, "kept") == 1
    assert there.get("/v2/entities/Gauge1", headers={"Fiware-Service": "kept"}).status == 404


def test_a_page_and_its_count_are_the_orions(city: City) -> None:
    rooms = [{"id": f"Room{number:03}", "type": "Room", "n": number} for number in range(322)]
    batch = {"actionType": "append", "entities": rooms}
    assert city.post("/v2/op/update?options=keyValues", json=batch).status == 204

    found: list[str] = []
    for offset in range(0, 400, 100):
        page = city.get("/v2/entities", limit=100, offset=offset, orderBy="type", options="count,keyValues")
        assert page.headers["fiware-total-count"] == "322"
        found += [one["id"] for one in page.json]

    assert sorted(found) == [room["id"] for room in rooms]


def test_a_large_answer_is_streamed_whole(city: City) -> None:
    text = "水位" * 20_000
    for number in range(8):
        entity = {"id": f"Long{number}", "type": "Text", "said": text}
        assert city.post("/v2/entities?options=keyValues", json=entity).status == 201

    answer = city.get("/v2/entities", options="keyValues", type="Text")

    assert [one["said"] for one in answer.json] == [text] * 8
    assert city.connection.sock is not None  # the length was known, so the connection lives on


def test_whoever_shows_no_key_writes_nothing(house: Running, there: City, tenant: str) -> None:
    nobody = City(house, tenant=tenant)

    assert nobody.post("/v2/entities", json=GAUGE).status == 401
    assert nobody.get("/v2/entities").status == 401
    assert there.get("/v2/entities").json == []


def test_a_key_has_its_share_of_calls(give_key: GiveKey, tenant: str) -> None:
    reader = give_key(Grant(tenant=tenant), per_day=2)

    answers = [reader.get("/v2/entities") for _ in range(3)]

    assert [answer.status for answer in answers] == [200, 200, 429]
    assert int(answers[2].headers["retry-after"]) > 0


def test_a_token_reaches_as_far_as_it_was_asked_for(give_key: GiveKey, city: City, tenant: str) -> None:
    holder = give_key(Grant(tenant=tenant, may=("read", "write")))
    held = city.broker.keyring.by_secret(holder.key)
    assert held is not None
    form = f"grant_type=client_credentials&client_id={held.key.id}&client_secret={holder.key}&scope=read"
    plain = {"Content-Type": "application/x-www-form-urlencoded", "X-API-Key": None}
    token = holder.post("/oauth2/token", body=form, headers=plain).json["access_token"]
    shown = {"Authorization": f"Bearer {token}", "X-API-Key": None}

    assert holder.get("/v2/entities", headers=shown).status == 200
    assert holder.post("/v2/entities", json=GAUGE, headers=shown).status == 403


def test_every_change_is_in_the_audit_with_its_key_and_outcome(
    give_key: GiveKey, city: City, tenant: str
) -> None:
    writer = give_key(Grant(tenant=tenant, may=("read", "write")))
    writer.post("/v2/entities", json=GAUGE, headers={"Fiware-Correlator": "one"})
    writer.patch("/v2/entities/Gauge1/attrs?type=River", json={"none": {"value": 1}})
    writer.get("/v2/entities")
    held = city.broker.keyring.by_secret(writer.key)
    assert held is not None

    def told() -> list[tuple[str, str, int]]:
        lines = city.broker.read_now(lambda session: journal.latest(session, key=held.key.id))
        return [(line.method, line.target, line.status) for line in lines]

    until(lambda: all(status for _, _, status in told()))
    assert told() == [("PATCH", "/v2/entities/Gauge1/attrs?type=River", 422), ("POST", "/v2/entities", 201)]


def test_ngsi_ld_passes_for_whoever_reaches_all_of_the_tenant(
    city: City, there: City, give_key: GiveKey, tenant: str
) -> None:
    entity = {"id": "urn:ngsi-ld:River:1", "type": "River", "level": {"type": "Property", "value": 2}}
    narrow = give_key(Grant(tenant=tenant, types=("River",), may=("read", "write")))

    assert city.post("/ngsi-ld/v1/entities", json=entity).status == 201

    assert there.get("/ngsi-ld/v1/entities/urn:ngsi-ld:River:1").json["level"]["value"] == 2
    assert city.get("/ngsi-ld/v1/entities/urn:ngsi-ld:River:1", options="keyValues").json["level"] == 2
    assert narrow.get("/ngsi-ld/v1/entities?type=River").status == 422
    assert narrow.get("/v2/entities?type=River").status == 200
    inside = {"@context": "http://169.254.169.254/x.jsonld", **entity, "id": "urn:ngsi-ld:River:2"}
    ld = {"Content-Type": "application/ld+json"}
    refused = city.ask("POST", "/ngsi-ld/v1/entities", body=json.dumps(inside), headers=ld)
    assert refused.status == 400
    link = {"Link": "<http://169.254.169.254/x>; rel=http://www.w3.org/ns/json-ld#context"}
    assert city.get("/ngsi-ld/v1/entities?type=River", headers=link).status == 400


def test_devices_of_such_a_tenant_are_refused_in_words(city: City) -> None:
    answer = city.post("/iot/devices", json={"devices": [{"device_id": "d", "entity_type": "T"}]})

    assert answer.status >= 400
    assert "Orion" in answer.text
