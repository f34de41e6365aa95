"""Simulated sensors that speak through the real doors: python -m sagacity.broker.sensors.demo --help.

The readings are a plausible simulation, and every entity says so in ``dataProvider``. Half of the sensors
speak by MQTT if there is a broker, all others by HTTP.
"""

import argparse
import asyncio
import logging
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import aiomqtt
import orjson

from sagacity.broker.entity import Json
from sagacity.broker.history import moments
from sagacity.broker.sensors import sites
from sagacity.broker.sensors.sites import Site

log = logging.getLogger(__name__)

PATH = "/sensors"  # where residents look for them
STEP = 60.0  # seconds between two readings of a sensor
_SEVERAL = 200  # past readings in one request


class City:
    """The doors of one broker."""

    def __init__(
        self, session: aiohttp.ClientSession, url: str, *, full_key: str, tenant: str, path: str
    ) -> None:
        self._session = session
        self._url = url.rstrip("/")
        self._headers = {"Fiware-ServicePath": path}
        if tenant:
            self._headers["Fiware-Service"] = tenant
        if full_key:
            self._headers["X-API-Key"] = full_key

    async def ask(self, method: str, path: str, body: Json, *, fine: Sequence[int] = ()) -> None:
        """Send JSON; anything but success, or what is named fine, ends the simulation with a sentence."""
        async with self._session.request(
            method, self._url + path, data=orjson.dumps(body), headers=self._headers
        ) as answer:
            if answer.status >= 300 and answer.status not in fine:
                raise RuntimeError(f"{method} {path} was answered {answer.status}: {await answer.text()}")

    async def newest(self, site: Site) -> int | None:
        """When the newest reading that is known was taken, in ms."""
        address = f"{self._url}/history/v2/entities/{site.entity}/attrs/{site.attribute}?lastN=1"
        async with self._session.get(address, headers=self._headers) as answer:
            if answer.status != 200:
                return None
            return moments.read((await answer.json())["index"][-1])


async def introduce(city: City, listed: Sequence[Site], *, key: str) -> None:
    """Tell of groups, sensors and lines; what is there already stays."""
    for kind in sorted({site.kind for site in listed}):
        await city.ask("POST", "/iot/services", {"services": [sites.group(kind, key)]}, fine=(409,))
    for site in listed:
        await city.ask("POST", "/iot/devices", {"devices": [sites.device(site, key)]}, fine=(409,))
    for name, line in sites.lines(listed).items():
        await city.ask("PUT", f"/iot/lines/{name}", line)


async def remember(
    city: City, listed: Sequence[Site], *, key: str, since: int, until: int, every: int
) -> None:
    """Send the readings of the past, as a sensor does that was without a network; none of them twice."""
    for site in listed:
        newest = await city.newest(site)
        missing = range(since if newest is None else max(since, newest + every), until, every)
        for start in range(0, len(missing), _SEVERAL):
            said = [sites.says(site, at) for at in missing[start : start + _SEVERAL]]
            await city.ask("POST", _address(site, key), said)


async def speak(
    city: City, mqtt: aiomqtt.Client | None, listed: Sequence[Site], *, key: str, at: int
) -> None:
    """One reading of every sensor."""
    for number, site in enumerate(listed):
        said = sites.says(site, at)
        if mqtt is not None and number % 2 == 0:
            await mqtt.publish(f"/json/{key}-{site.kind}/{site.id}/attrs", orjson.dumps(said), qos=1)
        else:
            await city.ask("POST", _address(site, key), said)


async def run(
    listed: Sequence[Site],
    *,
    url: str,
    key: str,
    full_key: str = "",
    tenant: str = "",
    path: str = PATH,
    mqtt_url: str = "",
    hours: float = 0.0,
    rounds: int = 0,
    pace: float = STEP,
) -> None:
    """Tell of the sensors, send ``hours`` of the past, then a reading of each every ``pace`` seconds.

    ``rounds`` ends it after so many readings; 0 goes on until cancelled.
    """
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30)) as session:
        city = City(session, url, full_key=full_key, tenant=tenant, path=path)
        await introduce(city, listed, key=key)
        now = _now()
        since = now - int(hours * 3_600_000)
        await remember(city, listed, key=key, since=since, until=now, every=int(max(pace, 60) * 1000))
        if mqtt_url:
            async with _client(mqtt_url) as client:
                await _speak_on(city, client, listed, key=key, rounds=rounds, pace=pace)
        else:
            await _speak_on(city, None, listed, key=key, rounds=rounds, pace=pace)


async def _speak_on(
    city: City, mqtt: aiomqtt.Client | None, listed: Sequence[Site], *, key: str, rounds: int, pace: float
) -> None:
    done = 0
    while not rounds or done < rounds:
        try:
            await speak(city, mqtt, listed, key=key, at=_now())
        except (aiohttp.ClientError, RuntimeError) as problem:
            log.warning("a round of readings was not taken: %s", problem)
        done += 1
        if done != rounds:
            await asyncio.sleep(pace)


def _address(site: Site, key: str) -> str:
    return f"/iot/json?k={key}-{site.kind}&i={site.id}"


def _client(url: str) -> aiomqtt.Client:
    address = urlsplit(url)
    return aiomqtt.Client(
        address.hostname or "localhost",
        address.port or 1883,
        username=address.username,
        password=address.password,
    )


def _now() -> int:
    return time.time_ns() // 1_000_000


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser("python -m sagacity.broker.sensors.demo", description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8000", help="address of the platform")
    parser.add_argument("--sites", type=Path, required=True, help="a file with [[sensor]] tables")
    parser.add_argument("--key", default="demo", help="beginning of the keys of the groups")
    parser.add_argument("--full-key", default="", help="key of the platform, to tell of the sensors")
    parser.add_argument("--tenant", default="")
    parser.add_argument("--path", default=PATH, help="service path")
    parser.add_argument("--mqtt", default="", help="mqtt://host:port")
    parser.add_argument("--hours", type=float, default=0.0, help="readings of so many past hours first")
    parser.add_argument("--rounds", type=int, default=0, help="stop after so many readings")
    parser.add_argument("--pace", type=float, default=STEP, help="seconds between two readings")
    chosen = parser.parse_args(arguments)
    asyncio.run(
        run(
            sites.read(chosen.sites),
            url=chosen.url,
            key=chosen.key,
            full_key=chosen.full_key,
            tenant=chosen.tenant,
            path=chosen.path,
            mqtt_url=chosen.mqtt,
            hours=chosen.hours,
            rounds=chosen.rounds,
            pace=chosen.pace,
        )
    )


if __name__ == "__main__":
    main(sys.argv[1:])
