"""From a sensor in the river to somebody's screen: a real MQTT broker, the real doors, a real receiver."""

import asyncio
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from sagacity.broker.delivering.testing import Receiver
from sagacity.broker.sensors import demo, sites, weather
from sagacity.broker.sensors.sites import Site
from sagacity.broker.sensors.tests import mosquitto
from sagacity.broker.sensors.tests.test_devices import entity, key, wait_for
from sagacity.broker.sensors.tests.test_mqtt import city, port, publish
from sagacity.broker.testing import City

__all__ = ["city", "key", "port"]
needs_mosquitto = pytest.mark.skipif(mosquitto.PROGRAM is None, reason="skipped: no Mosquitto")
MOMENT = 1_790_000_000_000
SITES = [
    Site("river-1", "river", "上流", 33.1, 130.1, size=3.0, warning=2.5),
    Site("rain-1", "rain", "山", 33.2, 130.2),
    Site("parking-1", "parking", "駅前", 33.3, 130.3, size=120),
    Site("people-1", "people", "広場", 33.4, 130.4, size=400),
]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    found = Receiver()
    found.start()
    yield found
    found.stop()


def subscribe(city: City, receiver: Receiver, **subject: Any) -> None:
    body = {"subject": subject, "notification": {"http": {"url": receiver.url}, "attrsFormat": "keyValues"}}
    answer = city.post("/v2/subscriptions", json=body)
    assert answer.status == 201, answer.text


def told(receiver: Receiver) -> list[Any]:
    return [heard.json["data"][0] for heard in receiver.heard]


@needs_mosquitto
def test_a_rising_river_is_an_entity_a_chart_and_one_warning(
    city: City, key: str, port: int, receiver: Receiver
) -> None:
    subscribe(
        city,
        receiver,
        entities=[{"idPattern": ".*", "type": "Gauge"}],
        condition={"attrs": ["level"], "expression": {"q": "level>=3"}},
    )
    subscribe(
        city, receiver, entities=[{"idPattern": ".*", "type": "Alert"}], condition={"attrs": ["status"]}
    )
    line = {"attribute": "level", "level": 3, "clear": 2.5, "entity_type": "Gauge", "severity": "high"}
    city.put("/iot/lines/warning", json=line)

    for level in (1.0, 2.0, 3.5, 3.2, 3.4):
        publish(port, (f"/json/{key}/g1/attrs", {"l": level}))
        wait_for(partial(_level, city), level)

    chart = "/history/v2/entities/Gauge:g1/attrs/level"
    assert city.get(chart).json["values"] == [1, 2, 3.5, 3.2, 3.4]
    assert city.get(chart, aggrMethod="max", aggrPeriod="year").json["values"] == [3.5]
    wait_for(lambda: [one["level"] for one in told(receiver) if one["type"] == "Gauge"], [3.5, 3.2, 3.4])
    wait_for(lambda: [one["status"] for one in told(receiver) if one["type"] == "Alert"], ["open"])
    publish(port, (f"/json/{key}/g1/attrs", {"l": 2.0}))
    wait_for(lambda: [one["status"] for one in told(receiver) if one["type"] == "Alert"], ["open", "closed"])


def simulate(city: City, port: int, *, rounds: int) -> None:
    asyncio.run(
        demo.run(
            SITES,
            url=city.url,
            key="sim",
            tenant=city.tenant,
            path="/",
            mqtt_url=f"mqtt://127.0.0.1:{port}",
            hours=3,
            rounds=rounds,
            pace=0.05,
        )
    )


@needs_mosquitto
def test_simulated_sensors_speak_through_both_doors_and_say_what_they_are(city: City, port: int) -> None:
    simulate(city, port, rounds=2)
    for site in SITES:
        wait_for(partial(_count, city, site), 182)
    simulate(city, port, rounds=1)  # started again it does not say the same twice

    for site in SITES:
        wait_for(partial(_count, city, site), 183)
        found = entity(city, site.entity)
        assert found["dataProvider"] == "simulation"
        assert found["location"]["coordinates"] == [site.longitude, site.latitude]
    parking = entity(city, SITES[2].entity)
    assert parking["occupancy"] == pytest.approx((120 - parking["availableSpotNumber"]) / 120)
    assert {one["device_id"]: one["quality"] for one in city.get("/iot/book").json} == {
        site.id: "good" for site in SITES
    }


def _level(city: City) -> Any:
    return (entity(city, "Gauge:g1") or {}).get("level")


def _count(city: City, site: Site) -> int:
    answer = city.get(f"/history/v2/entities/{site.entity}/attrs/{site.attribute}")
    return len(answer.json.get("values", []))


def test_the_simulated_world_is_the_same_whenever_it_is_asked() -> None:
    for site in SITES:
        assert sites.says(site, MOMENT) == sites.says(site, MOMENT)
    levels = [weather.river("rain", MOMENT + hour * 3_600_000, calm=0.8, swell=3) for hour in range(24 * 60)]
    assert 0.7 < min(levels) < 1.0
    assert max(levels) > 2.0
    steps = [abs(after - before) for before, after in pairwise(levels)]
    assert max(steps) < 2.0


def test_rain_falls_sometimes_and_cars_come_by_day() -> None:
    fallen = [weather.rain("rain", MOMENT + hour * 3_600_000) for hour in range(24 * 60)]
    dry = sum(amount == 0 for amount in fallen) / len(fallen)
    assert 0.3 < dry < 0.95
    assert 5 < max(fallen) < 80
    monday = 1_790_521_200_000  # 2026-09-28 00:00 in Japan
    night, noon = (weather.crowd("p", monday + int(hour * 3_600_000), most=100) for hour in (3, 12.3))
    assert night < 5 < 40 < noon


def test_sites_are_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "sensors.toml"
    lines = ['id = "r1"', 'kind = "river"', 'name = "上流"', "latitude = 33.0", "longitude = 130.0"]
    file.write_text("\n".join(["[[sensor]]", *lines, "warning = 2.5"]), encoding="utf-8")

    (site,) = sites.read(file)
    assert site == Site("r1", "river", "上流", 33.0, 130.0, warning=2.5)
    assert sites.lines([site])["r1-warning"]["clear"] == 2.3
