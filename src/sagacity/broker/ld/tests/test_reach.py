"""A key reaches as far by NGSI-LD as by any other face."""

from collections.abc import Iterator

import pytest

from sagacity.broker.access import keys
from sagacity.broker.access.grants import Grant
from sagacity.broker.access.keys import Terms
from sagacity.broker.settings import Settings
from sagacity.broker.testing import City, Running

BASE = "/ngsi-ld/v1"
FULL_KEY = "the-full-key"


@pytest.fixture(scope="module")
def closed(broker_store: str) -> Iterator[Running]:
    with Running(Settings(store=broker_store, full_key=FULL_KEY, token_secret="signing")) as running:
        yield running


def city(closed: Running, key: str, tenant: str) -> City:
    return City(closed, tenant=tenant, key=key)


def limited_key(closed: Running, *granted: Grant) -> str:
    broker = closed.service.broker
    terms = Terms("a test", "Test Ltd.", "test@example.jp", granted)
    _, secret = broker.do_now(lambda session: keys.make(session, terms, who="staff", at=broker.clock()))
    broker.keyring.look()
    return str(secret)


def test_a_key_of_one_tenant_does_not_open_another_named_the_other_way(closed: Running) -> None:
    full = city(closed, FULL_KEY, "reach_b")
    full.post(f"{BASE}/entities", json={"id": "urn:ngsi-ld:River:1", "type": "River", "level": 1})
    key = limited_key(closed, Grant("reach_a", may=("read", "write")))
    mine = city(closed, key, "reach_a")

    assert mine.get(f"{BASE}/entities", type="River", headers={"Fiware-Service": "reach_b"}).status == 403
    other = {"Fiware-Service": None, "NGSILD-Tenant": "reach_b"}
    assert mine.get(f"{BASE}/entities", type="River", headers=other).status == 403
    assert mine.get(f"{BASE}/types", headers=other).status == 403
    both = {"NGSILD-Tenant": "reach_b"}
    assert mine.get(f"{BASE}/entities", type="River", headers=both).status == 400


def test_what_a_key_does_not_see_is_not_listed(closed: Running) -> None:
    full = city(closed, FULL_KEY, "reach_c")
    for type_ in ("River", "Person"):
        full.post(f"{BASE}/entities", json={"id": f"urn:ngsi-ld:{type_}:1", "type": type_, "level": 1})
    key = limited_key(closed, Grant("reach_c", types=("River",)))
    mine = city(closed, key, "reach_c")

    assert mine.get(f"{BASE}/types").json["typeList"] == ["River"]
    assert [one["id"] for one in mine.get(f"{BASE}/entities", type="*").json] == ["urn:ngsi-ld:River:1"]
    assert mine.get(f"{BASE}/entities/urn:ngsi-ld:Person:1").status == 404
    assert mine.delete(f"{BASE}/entities/urn:ngsi-ld:River:1").status == 403


def test_a_subscription_is_seen_by_whoever_made_it(closed: Running) -> None:
    asked = {
        "type": "Subscription",
        "entities": [{"type": "River"}],
        "notification": {"endpoint": {"uri": "http://example.org/n"}},
    }
    may = ("read", "subscribe")
    mine, other = (city(closed, limited_key(closed, Grant("reach_d", may=may)), "reach_d") for _ in range(2))
    made = mine.post(f"{BASE}/subscriptions", json=asked).headers["location"]

    assert mine.get(made).status == 200
    assert len(mine.get(f"{BASE}/subscriptions").json) == 1
    assert other.get(made).status == 404
    assert other.get(f"{BASE}/subscriptions").json == []
    assert other.patch(made, json={"isActive": False}).status == 404
    assert other.delete(made).status == 404
    assert mine.delete(made).status == 204
