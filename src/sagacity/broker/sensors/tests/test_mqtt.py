"""Devices over a real MQTT broker."""

import asyncio
import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import aiomqtt
import pytest

from sagacity.broker.sensors import floods, mqtt
from sagacity.broker.sensors.tests import mosquitto
from sagacity.broker.sensors.tests.test_devices import entity, key, wait_for
from sagacity.broker.sensors.tests.test_shares import refused
from sagacity.broker.settings import Settings
from sagacity.broker.testing import City, Running

__all__ = ["key"]
pytestmark = pytest.mark.skipif(mosquitto.PROGRAM is None, reason="skipped: no Mosquitto")


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A Mosquitto of our own."""
    port = mosquitto.free_port()
    with mosquitto.running(tmp_path_factory.mktemp("mosquitto"), port):
        yield port


@pytest.fixture
def city(tmp_path: Path, port: int) -> Iterator[City]:
    """A broker that listens to it."""
    settings = Settings(
        store=str(tmp_path / "broker.sqlite3"), open=True, mqtt_url=f"mqtt://127.0.0.1:{port}"
    )
    with Running(settings) as running:
        wait_until_listening(running, port)
        yield City(running, tenant="rivers")


def wait_until_listening(running: Running, port: int) -> None:
    """MQTT keeps nothing for whoever has never subscribed: speak until somebody hears."""
    probe = City(running, tenant="probe")
    probe.post("/iot/services", json={"services": [{"apikey": "probe", "entity_type": "Gauge"}]})

    def heard() -> bool:
        publish(port, ("/json/probe/d/attrs", {"level": 1}))
        return entity(probe, "Gauge:d") is not None

    wait_for(heard, True)


def publish(port: int, *messages: tuple[str, Any]) -> None:
    async def work() -> None:
        async with aiomqtt.Client("127.0.0.1", port) as device:
            for topic, value in messages:
                await device.publish(topic, value if isinstance(value, str) else json.dumps(value), qos=1)

    asyncio.run(work())


def test_measures_come_as_objects_lists_and_single_values(city: City, key: str, port: int) -> None:
    publish(
        port,
        (f"/json/{key}/d1/attrs", {"l": 1}),
        (f"json/{key}/d2/attrs", [{"l": 2, "TimeInstant": "2026-04-01T00:00:00Z"}, {"l": 3}]),
        (f"/json/{key}/d3/attrs/l", "4.5"),
        (f"/json/{key}/d4/attrs", "no json"),
        ("/json/unknown/d5/attrs", {"l": 5}),
        (f"/json/{key}/d6/attrs/state", "open"),
    )

    wait_for(lambda: (entity(city, "Gauge:d6") or {}).get("state"), "open")
    wait_for(lambda: (entity(city, "Gauge:d1") or {}).get("level"), 1)
    wait_for(lambda: (entity(city, "Gauge:d2") or {}).get("level"), 3)
    wait_for(lambda: (entity(city, "Gauge:d3") or {}).get("level"), 4.5)
    assert entity(city, "Gauge:d4") is None


def test_a_flood_of_one_device_is_dropped_counted_and_in_nobodys_way(
    city: City, key: str, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mqtt, "BACKLOG_MS", 0)
    city.put("/iot/services", json={"device_per_minute": 5}, resource="/iot/json", apikey=key)
    publish(port, (f"/json/{key}/loud/attrs", {"l": -1}))
    wait_for(lambda: (entity(city, "Gauge:loud") or {}).get("level"), -1)

    publish(
        port,
        *((f"/json/{key}/loud/attrs", {"l": number}) for number in range(500)),
        (f"/json/{key}/quiet/attrs", {"l": 7}),
    )

    wait_for(lambda: (entity(city, "Gauge:quiet") or {}).get("level"), 7)
    wait_for(lambda: refused(city, key, "loud") >= 490, True)
    assert entity(city, "Gauge:loud")["level"] <= 5
    city.broker.do_now(partial(floods.listen, at=city.broker.clock()))
    alert = "urn:ngsi-ld:Alert:flood:loud:Gauge:loud"
    wait_for(lambda: (entity(city, alert) or {}).get("status"), "open")


def test_what_waited_for_us_is_no_flood(city: City, key: str, port: int) -> None:
    city.put("/iot/services", json={"device_per_minute": 5}, resource="/iot/json", apikey=key)

    publish(port, *((f"/json/{key}/d1/attrs", {"l": number}) for number in range(50)))

    wait_for(lambda: (entity(city, "Gauge:d1") or {}).get("level"), 49)
    assert refused(city, key, "d1") == 0


def test_readings_of_one_device_keep_their_order(city: City, key: str, port: int) -> None:
    publish(port, *((f"/json/{key}/d1/attrs", {"l": number}) for number in range(200)))

    address = "/history/v2/entities/Gauge:d1/attrs/level"
    wait_for(lambda: len(city.get(address).json.get("values", [])), 200, seconds=30)
    assert city.get(address).json["values"] == list(range(200))


def test_an_order_goes_out_and_its_answer_comes_back(city: City, key: str, port: int) -> None:
    device = {
        "device_id": "pump",
        "entity_name": "Pump",
        "entity_type": "Gauge",
        "apikey": key,
        "transport": "MQTT",
    }
    city.post("/iot/devices", json={"devices": [device]})

    async def obey() -> Any:
        async with aiomqtt.Client("127.0.0.1", port) as client:
            await client.subscribe(f"/{key}/pump/cmd", qos=1)
            change = {"ping": {"type": "command", "value": "now"}}
            assert city.patch("/v2/entities/Pump/attrs", json=change).status == 204
            async with asyncio.timeout(10):
                order = await anext(aiter(client.messages))
            await client.publish(f"/json/{key}/pump/cmdexe", json.dumps({"ping": "pong"}), qos=1)
            return json.loads(bytes(order.payload))

    assert asyncio.run(obey()) == {"ping": "now"}
    wait_for(lambda: entity(city, "Pump")["ping_status"], "OK")
    assert entity(city, "Pump")["ping_info"] == "pong"


def test_what_devices_say_while_the_broker_is_away_is_not_lost(tmp_path: Path, port: int) -> None:
    settings = Settings(store=str(tmp_path / "b.sqlite3"), open=True, mqtt_url=f"mqtt://127.0.0.1:{port}")
    with Running(settings) as running:
        wait_until_listening(running, port)
        city = City(running, tenant="away")
        city.post("/iot/services", json={"services": [{"apikey": "away", "entity_type": "Gauge"}]})
        publish(port, ("/json/away/d1/attrs", {"level": 1}))
        wait_for(lambda: (entity(city, "Gauge:d1") or {}).get("level"), 1)

    publish(port, *(("/json/away/d1/attrs", {"level": number}) for number in range(2, 12)))

    with Running(settings) as running:
        city = City(running, tenant="away")
        address = "/history/v2/entities/Gauge:d1/attrs/level"
        wait_for(lambda: city.get(address).json["values"], list(range(1, 12)))


def test_devices_are_heard_again_when_their_mqtt_broker_comes_back(tmp_path: Path) -> None:
    port = mosquitto.free_port()
    settings = Settings(store=str(tmp_path / "b.sqlite3"), open=True, mqtt_url=f"mqtt://127.0.0.1:{port}")
    with Running(settings) as running:
        with mosquitto.running(tmp_path, port):
            wait_until_listening(running, port)
        city = City(running, tenant="probe")

        with mosquitto.running(tmp_path, port):
            publish(port, ("/json/probe/back/attrs", {"level": 2}))
            wait_for(lambda: (entity(city, "Gauge:back") or {}).get("level"), 2)
