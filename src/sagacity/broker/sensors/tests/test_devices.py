"""Groups, devices and measures over HTTP, as IoT agents take them."""

import time
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from sagacity.broker.sensors import orders, silence
from sagacity.broker.store.base import Session
from sagacity.broker.testing import City


@pytest.fixture
def key(city: City) -> str:
    """The key of a group of gauges."""
    key = f"key-{city.tenant}"
    group = {
        "apikey": key,
        "resource": "/iot/json",
        "entity_type": "Gauge",
        "attributes": [{"object_id": "l", "name": "level", "type": "Number"}],
        "static_attributes": [{"name": "operator", "type": "Text", "value": "Rivers"}],
        "commands": [{"name": "ping", "type": "command"}],
    }
    assert city.post("/iot/services", json={"services": [group]}).status == 201
    return key


def wait_for(look: Callable[[], Any], expected: Any, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while (found := look()) != expected:
        assert time.monotonic() < deadline, f"{found!r} is still not {expected!r}"
        time.sleep(0.05)


def entity(city: City, id: str) -> Any:
    answer = city.get(f"/v2/entities/{id}", options="keyValues")
    return answer.json if answer.status == 200 else None


def send(city: City, key: str, device: str, payload: Any, **more: Any) -> int:
    return city.post("/iot/json", json=payload, k=key, i=device, **more).status


def test_groups_are_added_listed_changed_and_removed(city: City, key: str) -> None:
    listed = city.get("/iot/services").json
    assert (listed["count"], listed["services"][0]["apikey"]) == (1, key)
    assert listed["services"][0]["service"] == city.tenant

    again = city.post("/iot/services", json={"services": [{"apikey": key, "resource": "/iot/json"}]})
    assert (again.status, again.json["name"]) == (409, "DUPLICATE_GROUP")
    where = {"resource": "/iot/json", "apikey": key}
    assert city.put("/iot/services", json={"entity_type": "River"}, **where).status == 204
    assert city.get("/iot/services").json["services"][0]["entity_type"] == "River"
    assert city.delete("/iot/services", **where).status == 204
    assert city.delete("/iot/services", **where).json["name"] == "DEVICE_GROUP_NOT_FOUND"


def test_a_device_makes_its_entity_and_is_listed_changed_and_removed(city: City, key: str) -> None:
    device = {"device_id": "d1", "entity_name": "Gauge:one", "entity_type": "Gauge", "apikey": key}
    assert city.post("/iot/devices", json={"devices": [device]}).status == 201

    assert entity(city, "Gauge:one") == {
        "id": "Gauge:one",
        "type": "Gauge",
        "operator": "Rivers",
        "ping": None,
        "ping_status": "UNKNOWN",
        "ping_info": " ",
    }
    assert city.get("/iot/devices").json["count"] == 1
    assert city.get("/iot/devices/d1").json["entity_name"] == "Gauge:one"
    assert city.post("/iot/devices", json={"devices": [device]}).json["name"] == "DUPLICATE_DEVICE_ID"
    assert city.put("/iot/devices/d1", json={"timezone": "Asia/Tokyo"}).status == 204
    assert city.get("/iot/devices/d1").json["timezone"] == "Asia/Tokyo"
    assert city.put("/iot/devices/d1", json={"device_id": "d2"}).status == 400
    assert city.delete("/iot/devices/d1").status == 204
    assert city.get("/iot/devices/d1").json == {
        "name": "DEVICE_NOT_FOUND",
        "message": "No device was found with id:d1",
    }
    assert entity(city, "Gauge:one") is not None


def test_a_measure_of_a_known_device_is_in_its_entity_and_its_history(city: City, key: str) -> None:
    city.post(
        "/iot/devices", json={"devices": [{"device_id": "d1", "entity_name": "Gauge:one", "apikey": key}]}
    )

    assert send(city, key, "d1", {"l": 2.5}) == 200
    assert entity(city, "Gauge:one")["level"] == 2.5
    assert city.get("/history/v2/entities/Gauge:one/attrs/level").json["values"] == [2.5]


def test_an_unknown_device_with_the_key_of_a_group_is_made(city: City, key: str) -> None:
    assert send(city, key, "new", {"l": 1}) == 200

    found = entity(city, "Gauge:new")
    assert (found["level"], found["operator"], found["ping_status"]) == (1, "Rivers", "UNKNOWN")
    assert city.get("/iot/devices/new").status == 200
    assert send(city, key, "new", {"l": 2}) == 200
    assert entity(city, "Gauge:new")["level"] == 2


def test_nobody_enters_without_a_known_key(city: City, key: str) -> None:
    answer = city.post("/iot/json", json={"l": 1}, k="wrong", i="d1")
    assert (answer.status, answer.json["name"]) == (404, "DEVICE_GROUP_NOT_FOUND")
    assert city.post("/iot/json", json={"l": 1}, k=key).status == 400
    assert city.post("/iot/json", body="{", k=key, i="d1").status == 400
    assert city.post("/iot/json", json={"l": "a;b"}, k=key, i="d1").status == 400

    city.put("/iot/services", json={"autoprovision": False}, resource="/iot/json", apikey=key)
    assert city.post("/iot/json", json={"l": 1}, k=key, i="never").json["name"] == "DEVICE_NOT_FOUND"


def test_readings_kept_while_there_was_no_network_find_their_moments(city: City, key: str) -> None:
    kept = [{"l": hour, "TimeInstant": f"2026-04-01T{hour:02}:00:00Z"} for hour in (12, 10, 11)]
    assert send(city, key, "d1", kept) == 200
    assert entity(city, "Gauge:d1")["level"] == 12
    assert send(city, key, "d1", {"l": 9}, t="2026-04-01T09:00:00Z") == 200

    assert entity(city, "Gauge:d1")["level"] == 12
    assert city.get("/history/v2/entities/Gauge:d1/attrs/level").json["values"] == [9, 10, 11, 12]


def test_one_attribute_alone_and_a_measure_by_get(city: City, key: str) -> None:
    assert city.post("/iot/json/attrs/l", body="7.5", k=key, i="d1").status == 200
    assert entity(city, "Gauge:d1")["level"] == 7.5
    assert city.get("/iot/json", k=key, i="d1", d='{"l": 8}').status == 200
    assert entity(city, "Gauge:d1")["level"] == 8


def test_a_changed_plan_counts_from_the_next_measure_on(city: City, key: str) -> None:
    city.post(
        "/iot/devices", json={"devices": [{"device_id": "d1", "entity_name": "Gauge:one", "apikey": key}]}
    )
    send(city, key, "d1", {"l": 1, "w": 5})
    changed = {"attributes": [{"object_id": "w", "name": "warmth", "type": "Number"}]}
    city.put("/iot/devices/d1", json=changed)
    send(city, key, "d1", {"w": 6})

    assert entity(city, "Gauge:one")["warmth"] == 6


def test_the_book_knows_when_a_device_spoke_and_what_was_not_believed(city: City, key: str) -> None:
    attributes = [{"object_id": "l", "name": "level", "type": "Number", "range": {"least": 0, "most": 20}}]
    city.post(
        "/iot/devices",
        json={"devices": [{"device_id": "d1", "entity_name": "G", "apikey": key, "attributes": attributes}]},
    )
    send(city, key, "d1", {"l": 3, "batteryLevel": 0.8})
    send(city, key, "d1", {"l": 999})

    def page() -> Any:
        (found,) = city.get("/iot/book").json
        return {name: found[name] for name in ("device_id", "measures", "battery", "quality", "silent_since")}

    expected = {"device_id": "d1", "measures": 2, "battery": 0.8, "quality": "suspect", "silent_since": None}
    wait_for(page, expected)
    assert entity(city, "G")["level"] == 3
    (kept,) = city.get("/iot/devices/d1/quarantine").json
    assert (kept["attribute"], kept["value"]) == ("level", 999)


def test_a_silent_device_is_missed_once_and_heard_again(city: City, key: str) -> None:
    city.put("/iot/services", json={"silent_after": 600}, resource="/iot/json", apikey=key)
    send(city, key, "d1", {"l": 1})
    wait_for(lambda: city.get("/iot/book").json[0]["measures"], 1)
    at = city.broker.clock()
    for later in (500_000, 700_000, 800_000):
        city.broker.do_now(partial(silence.listen, at=at + later))

    alert = "urn:ngsi-ld:Alert:silence:d1:Gauge:d1"
    wait_for(lambda: (entity(city, alert) or {}).get("status"), "open")
    assert [one["is_open"] for one in city.get("/iot/alerts").json] == [True]
    city.broker.do_now(
        lambda session: session.execute(
            "UPDATE broker_device_state SET last_seen = ? WHERE tenant = ?", (at + 900_000, city.tenant)
        )
    )
    city.broker.do_now(partial(silence.listen, at=at + 900_001))
    wait_for(lambda: entity(city, alert)["status"], "closed")


def test_a_command_is_fetched_and_answered_over_http(city: City, key: str) -> None:
    device = {
        "device_id": "d1",
        "entity_name": "G",
        "entity_type": "Gauge",
        "apikey": key,
        "transport": "HTTP",
    }
    city.post("/iot/devices", json={"devices": [device]})
    change = {"ping": {"type": "command", "value": {"times": 3}}}
    assert city.patch("/v2/entities/G/attrs", json=change).status == 204
    wait_for(lambda: entity(city, "G")["ping_status"], "PENDING")

    assert city.get("/iot/json", k=key, i="d1", getCmd=1).json == {"ping": {"times": 3}}
    assert city.get("/iot/json", k=key, i="d1", getCmd=1).json == {}
    wait_for(lambda: entity(city, "G")["ping_status"], "DELIVERED")
    assert city.post("/iot/json/commands", json={"ping": "done"}, k=key, i="d1").status == 200
    assert (entity(city, "G")["ping_status"], entity(city, "G")["ping_info"]) == ("OK", "done")
    assert city.post("/iot/json/commands", json={"jump": 1}, k=key, i="d1").status == 400


def test_an_order_that_was_taken_is_not_given_again_by_whoever_still_sends_it(city: City, key: str) -> None:
    device = {"device_id": "d1", "entity_name": "G", "entity_type": "Gauge", "apikey": key}
    city.post("/iot/devices", json={"devices": [device | {"transport": "HTTP"}]})
    city.patch("/v2/entities/G/attrs", json={"ping": {"type": "command", "value": 1}})
    wait_for(lambda: (entity(city, "G") or {}).get("ping_status"), "PENDING")
    assert city.get("/iot/json", k=key, i="d1", getCmd=1).json == {"ping": 1}
    at = city.broker.clock()

    def send_late(session: Session) -> None:
        for (n,) in session.execute("SELECT n FROM broker_command WHERE tenant = ?", (city.tenant,)):
            orders.move(session, n=n, was=orders.NEW, state=orders.WAITING, info=None, at=at)

    city.broker.do_now(send_late)

    assert city.get("/iot/json", k=key, i="d1", getCmd=1).json == {}


def test_lines_are_drawn_over_http_and_a_crossing_is_an_entity(city: City, key: str) -> None:
    line = {"attribute": "level", "level": 3, "clear": 2.5, "entity_type": "Gauge", "severity": "high"}
    assert city.put("/iot/lines/warning", json=line).status == 204
    assert [one["id"] for one in city.get("/iot/lines").json] == ["warning"]
    for level in (1, 3.5, 3.6, 2):
        send(city, key, "d1", {"l": level})
        wait_for(lambda: city.get("/history/health").json["waiting"], 0)

    alert = "urn:ngsi-ld:Alert:line:warning:Gauge:d1"
    wait_for(lambda: (entity(city, alert) or {}).get("status"), "closed")
    assert [(one["value"], one["is_open"]) for one in city.get("/iot/alerts").json] == [
        (3.5, True),
        (2, False),
    ]
    assert entity(city, alert)["alertSource"] == "Gauge:d1"
    assert city.delete("/iot/lines/warning").status == 204
    assert city.delete("/iot/lines/warning").status == 404


def test_tenants_do_not_see_each_others_devices(city: City, key: str) -> None:
    send(city, key, "d1", {"l": 1})
    other = {"Fiware-Service": "somebody_else"}

    assert city.get("/iot/devices", headers=other).json["count"] == 0
    assert city.get("/iot/services", headers=other).json["count"] == 0
    assert city.get("/iot/devices/d1", headers=other).status == 404


def test_what_this_is(city: City) -> None:
    assert set(city.get("/iot/about").json) == {"libVersion", "version", "baseRoot", "port"}
