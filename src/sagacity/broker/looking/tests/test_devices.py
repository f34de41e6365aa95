"""Devices that really spoke over HTTP, and lines that were really crossed."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from sagacity.broker import api as broker
from sagacity.broker.here import here
from sagacity.broker.sensors import silence
from sagacity.broker.testing import City

SENSORS = {"Fiware-Service": None, "Fiware-ServicePath": "/sensors"}
LEVEL = {"object_id": "l", "name": "waterLevel", "type": "Number", "unitCode": "MTR"}
GROUP = {
    "apikey": "river",
    "resource": "/iot/json",
    "entity_type": "RiverGauge",
    "silent_after": 60,
    "attributes": [{**LEVEL, "range": {"least": 0, "most": 20}}],
}


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


@pytest.fixture
def gauges(town: City) -> City:
    """A group of river gauges that may speak."""
    answer = town.post("/iot/services", json={"services": [GROUP]}, headers=SENSORS)
    assert answer.status == 201, answer.text
    return town


def says(town: City, device: str, **measures: Any) -> None:
    before = broker.find_devices(words=device).devices
    answer = town.post("/iot/json", json=measures, headers={"Fiware-Service": None}, k="river", i=device)
    assert answer.status == 200, answer.text
    count = before[0].measures if before else 0
    wait_until(lambda: (one(device).measures if broker.find_devices(words=device).total else 0) > count)


def one(device: str) -> broker.Device:
    (found,) = broker.find_devices(words=device).devices
    return found


def fall_silent() -> None:
    """Five minutes pass."""
    at = here().clock() + 300_000
    here().do_now(lambda session: silence.listen(session, at=at))


def test_a_device_is_known_by_when_it_was_heard_and_its_battery(gauges: City) -> None:
    says(gauges, "g1", l=1.5, battery=12)

    device = one("g1")

    assert device.heard is not None
    assert (device.battery, device.is_low, device.is_suspect, device.silent_since) == (12, True, False, None)
    assert (device.tenant, device.path, device.silent_after) == ("", "/sensors", 60)
    assert broker.one_live(tenant="", id=device.entity).readings["waterLevel"].unit == "m"
    assert broker.find_devices(trouble="battery").total == 1


def test_a_battery_is_told_in_per_cent_however_it_is_sent(gauges: City) -> None:
    says(gauges, "g1", l=1.5, batteryLevel=0.85)
    says(gauges, "g2", l=1.5, batteryLevel=0.1)

    assert (one("g1").battery, one("g1").is_low) == (85, False)
    assert [each.id for each in broker.find_devices(trouble="battery").devices] == ["g2"]


def test_a_reading_that_cannot_be_true_makes_the_device_suspect(gauges: City) -> None:
    says(gauges, "g1", l=1.5)
    says(gauges, "g1", l=99)

    found = broker.find_devices(trouble="suspect")

    (device,) = found.devices
    assert found.troubles == {"": 1, "silent": 0, "suspect": 1, "battery": 0}
    (kept,) = broker.quarantined(device)
    assert (kept.attribute, kept.value) == ("waterLevel", 99)
    assert "above 20" in kept.reason
    assert broker.troubled_entities(tenant="") == {device.entity: "suspect"}
    assert broker.one_live(tenant="", id=device.entity).readings["waterLevel"].value == 1.5


def test_a_silent_device_comes_first_and_is_an_open_alarm_until_it_speaks(gauges: City) -> None:
    says(gauges, "g2", l=1.5)
    fall_silent()
    says(gauges, "g1", l=1.5)

    assert [each.id for each in broker.find_devices().devices] == ["g2", "g1"]
    assert one("g2").silent_since is not None
    assert [(each.kind, each.source) for each in broker.open_alarms()] == [("silence", "g2")]
    assert broker.troubled_entities(tenant="") == {one("g2").entity: "silent"}

    here().do_now(lambda session: session.execute("UPDATE broker_device_state SET silent = last_seen - 1"))
    here().do_now(lambda session: silence.listen(session, at=here().clock()))
    assert broker.open_alarms() == []


def test_a_line_says_whether_it_is_crossed_and_free_again_only_below_its_calm_level(gauges: City) -> None:
    line = {"attribute": "waterLevel", "level": 3, "clear": 2.5, "entity_type": "RiverGauge"}
    answer = gauges.put(
        "/iot/lines/caution", json={**line, "name": "氾濫注意水位", "severity": "high"}, headers=SENSORS
    )
    assert answer.status == 204, answer.text
    gauges.put("/iot/lines/danger", json={**line, "level": 5, "clear": 4}, headers=SENSORS)
    says(gauges, "g1", l=3.1)
    wait_until(lambda: bool(broker.open_alarms()))

    thing = broker.one_live(tenant="", id=one("g1").entity)

    crossed = {each.name: each.is_crossed for each in broker.lines_of(thing, attribute="waterLevel")}
    assert crossed == {"氾濫注意水位": True, "danger": False}
    (alarm,) = broker.open_alarms()
    assert (alarm.kind, alarm.source, alarm.subject, alarm.value) == ("line", "caution", thing.id, 3.1)
    assert alarm.name == "氾濫注意水位"

    says(gauges, "g1", l=2.7)
    thing = broker.one_live(tenant="", id=thing.id)
    assert broker.lines_of(thing, attribute="waterLevel")[0].is_crossed
    says(gauges, "g1", l=2.4)
    thing = broker.one_live(tenant="", id=thing.id)
    assert not broker.lines_of(thing, attribute="waterLevel")[0].is_crossed
    assert broker.lines_of(thing, attribute="name") == ()
