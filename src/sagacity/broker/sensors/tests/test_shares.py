"""Devices that speak more often than they may; over HTTP, on each database."""

from functools import partial
from typing import Any

import pytest

from sagacity.broker.sensors import devices, floods, part, shares
from sagacity.broker.sensors.shares import Shares
from sagacity.broker.sensors.tests.test_devices import entity, key, send, wait_for
from sagacity.broker.settings import Settings
from sagacity.broker.store.base import Session
from sagacity.broker.testing import City, Running

__all__ = ["key"]


def limit(city: City, key: str, **limits: int) -> None:
    answer = city.put("/iot/services", json=limits, resource="/iot/json", apikey=key)
    assert answer.status == 204, answer.text


def refused(city: City, key: str, device: str = "") -> int:
    """Calls sent away today, as the store knows them."""

    def work(session: Session) -> int:
        rows = session.execute(
            "SELECT refused FROM broker_share WHERE apikey = ? AND device = ?", (key, device)
        )
        return int(rows[0][0]) if rows else 0

    found: int = city.broker.read_now(work)
    return found


def test_a_device_beyond_its_minute_is_told_when_to_come_again_and_the_others_are_heard(
    city: City, key: str
) -> None:
    limit(city, key, device_per_minute=3)
    assert [send(city, key, "loud", {"l": number}) for number in range(3)] == [200, 200, 200]

    answer = city.post("/iot/json", json={"l": 99}, k=key, i="loud")

    assert (answer.status, answer.json["name"]) == (429, "TOO_MANY_REQUESTS")
    assert 1 <= int(answer.headers["retry-after"]) <= 21
    assert entity(city, "Gauge:loud")["level"] == 2
    assert send(city, key, "quiet", {"l": 1}) == 200
    assert city.post("/iot/json/attrs/l", body="5", k=key, i="loud").status == 429
    assert city.get("/iot/json", k=key, i="loud", getCmd="1").status == 429
    wait_for(partial(refused, city, key, "loud"), 3)


def test_all_devices_of_a_key_share_what_the_group_may(city: City, key: str) -> None:
    limit(city, key, per_minute=4)

    answers = [send(city, key, f"d{number}", {"l": 1}) for number in range(6)]

    assert answers == [200] * 4 + [429] * 2
    wait_for(partial(refused, city, key), 2)
    assert entity(city, "Gauge:d5") is None, "a device nobody knew was written down all the same"


def test_one_loud_device_does_not_use_up_the_share_of_its_group(city: City, key: str) -> None:
    limit(city, key, per_minute=5, device_per_minute=2)

    assert [send(city, key, "loud", {"l": 1}) for _ in range(20)].count(200) == 2
    assert [send(city, key, f"d{number}", {"l": 1}) for number in range(3)] == [200] * 3


def test_readings_kept_while_there_was_no_network_are_taken_together_and_then_it_must_wait(
    city: City, key: str
) -> None:
    limit(city, key, device_per_minute=10)
    kept = [{"l": number, "TimeInstant": f"2026-04-01T00:{number:02}:00Z"} for number in range(60)]

    assert send(city, key, "d1", kept) == 200
    answer = city.post("/iot/json", json={"l": 99}, k=key, i="d1")

    assert answer.status == 429
    assert int(answer.headers["retry-after"]) > 240
    assert entity(city, "Gauge:d1")["level"] == 59


def test_the_share_of_a_day_outlives_a_restart(city: City, key: str) -> None:
    limit(city, key, device_per_day=3, per_day=100)
    for _ in range(2):
        assert send(city, key, "d1", {"l": 1}) == 200

    def taken(session: Session) -> list[Any]:
        return session.execute(
            "SELECT device, taken FROM broker_share WHERE apikey = ? ORDER BY device", (key,)
        )

    wait_for(lambda: [tuple(row) for row in city.broker.read_now(taken)], [("", 2), ("d1", 2)])
    with Running(Settings(store=city.broker.settings.store, open=True)) as restarted:
        again = City(restarted, tenant=city.tenant)
        wait_for(lambda: _knows_today(again, key), True)
        assert [send(again, key, "d1", {"l": 1}) for _ in range(2)] == [200, 429]


def _knows_today(city: City, key: str) -> bool:
    return (key, "d1") in part.taker_of(city.broker).shares._today


def test_a_group_without_limits_of_its_own_has_those_of_the_house(broker_store: str) -> None:
    with Running(Settings(store=broker_store, open=True, device_per_minute=2)) as running:
        city = City(running, tenant="house")
        group = {"apikey": "house", "resource": "/iot/json", "entity_type": "Gauge"}
        city.post("/iot/services", json={"services": [group]})
        assert [send(city, "house", "d1", {"l": 1}) for _ in range(3)] == [200, 200, 429]

        limit(city, "house", device_per_minute=0)
        assert send(city, "house", "d1", {"l": 1}) == 200


@pytest.mark.parametrize("wrong", [-1, "many", 1.5, 10**30])
def test_a_limit_that_is_none_is_refused(city: City, key: str, wrong: object) -> None:
    answer = city.put("/iot/services", json={"per_minute": wrong}, resource="/iot/json", apikey=key)

    assert answer.status == 400


def test_a_flood_is_an_alarm_until_it_is_calm_and_does_not_tell_the_key(city: City, key: str) -> None:
    limit(city, key, device_per_minute=1, per_minute=3)
    for number in (1, 1, 2, 3, 4):
        send(city, key, f"d{number}", {"l": 1})
    wait_for(lambda: (refused(city, key, "d1"), refused(city, key)), (1, 1))
    at = city.broker.clock()
    for later in (0, 1000):
        city.broker.do_now(partial(floods.listen, at=at + later))

    opened = city.get("/iot/alerts").json
    assert sorted(one["source"] for one in opened) == ["d1", "group:Gauge"]
    assert key not in str(opened)
    wait_for(lambda: (entity(city, "urn:ngsi-ld:Alert:flood:d1:Gauge:d1") or {}).get("status"), "open")

    city.broker.do_now(partial(floods.listen, at=at + floods.CALM_AFTER + 5000))
    assert [one["is_open"] for one in city.get("/iot/alerts").json] == [True, True, False, False]


def test_the_store_adds_up_what_processes_count(city: City, key: str) -> None:
    assert send(city, key, "d1", {"l": 1}) == 200
    for _ in range(2):
        told = _counted(city, key, calls=4)
        city.broker.do_now(partial(shares.write, told=told))
    other = Shares(Settings(store="", device_per_day=9))
    at = city.broker.clock()
    city.broker.read_now(partial(other.catch_up, at=at))

    assert other._today[key, "d1"] == 8


def _counted(city: City, key: str, *, calls: int) -> list[shares.Told]:
    found = Shares(Settings(store="", device_per_day=9))
    plan = city.broker.read_now(partial(devices.plan_for_measure, key=key, device="d1"))
    for _ in range(calls):
        found.admit(plan, at=city.broker.clock())
    return found.told()
