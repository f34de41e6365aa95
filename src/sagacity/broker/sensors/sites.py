"""Sites of simulated sensors, and what each of them says at a moment."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sagacity.broker.entity import Json
from sagacity.broker.querying import dates
from sagacity.broker.sensors import weather

Kind = Literal["river", "rain", "parking", "people"]
SIMULATION = "simulation"  # every simulated entity says so in dataProvider

_TYPES: dict[Kind, str] = {
    "river": "WaterLevelObserved",
    "rain": "RainfallObserved",
    "parking": "OffStreetParking",
    "people": "CrowdFlowObserved",
}
_REPORTED: dict[Kind, list[dict[str, Json]]] = {
    "river": [
        {
            "object_id": "l",
            "name": "waterLevel",
            "type": "Number",
            "unit": "CMT",
            "unitCode": "MTR",
            "range": {"least": -5, "most": 30},
        },
        {"object_id": "b", "name": "batteryLevel", "type": "Number"},
    ],
    "rain": [
        {"object_id": "r", "name": "rainfall", "type": "Number", "unit": "H67", "unitCode": "H67"},
        {"object_id": "b", "name": "batteryLevel", "type": "Number"},
    ],
    "parking": [
        {"object_id": "f", "name": "availableSpotNumber", "type": "Number", "range": {"least": 0}},
        {"name": "occupancy", "type": "Number", "expression": "(totalSpotNumber - f) / totalSpotNumber"},
    ],
    "people": [{"object_id": "p", "name": "peopleCount", "type": "Number", "range": {"least": 0}}],
}


@dataclass(frozen=True, slots=True)
class Site:
    """One sensor. ``size``: metres a river can swell, places to park, most people at once."""

    id: str
    kind: Kind
    name: str
    latitude: float
    longitude: float
    size: float = 2.0
    calm: float = 0.8  # metres, rivers alone
    warning: float | None = None  # metres, rivers alone

    @property
    def entity(self) -> str:
        return f"urn:ngsi-ld:{_TYPES[self.kind]}:{self.id}"

    @property
    def attribute(self) -> str:
        """What it measures."""
        return str(_REPORTED[self.kind][0]["name"])


def read(file: Path) -> list[Site]:
    """The sites of a file with a table [[sensor]] for each."""
    page = tomllib.loads(file.read_text(encoding="utf-8"))
    return [Site(**one) for one in page["sensor"]]


def group(kind: Kind, key: str) -> dict[str, Json]:
    """The group of all sensors of a kind."""
    return {
        "apikey": f"{key}-{kind}",
        "resource": "/iot/json",
        "entity_type": _TYPES[kind],
        "timestamp": True,
        "silent_after": 900,
        "attributes": _REPORTED[kind],
        "static_attributes": [{"name": "dataProvider", "type": "Text", "value": SIMULATION}],
    }


def device(site: Site, key: str) -> dict[str, Json]:
    """What is told of one sensor before it speaks."""
    place = {"type": "Point", "coordinates": [site.longitude, site.latitude]}
    fixed: list[dict[str, Json]] = [
        {"name": "name", "type": "Text", "value": site.name},
        {"name": "location", "type": "geo:json", "value": place},
    ]
    if site.kind == "parking":
        fixed.append({"name": "totalSpotNumber", "type": "Number", "value": int(site.size)})
    return {
        "device_id": site.id,
        "apikey": f"{key}-{site.kind}",
        "entity_name": site.entity,
        "entity_type": _TYPES[site.kind],
        "static_attributes": fixed,
    }


def lines(sites: Iterable[Site]) -> dict[str, dict[str, Json]]:
    """The warning level of every river that has one."""
    return {
        f"{site.id}-warning": {
            "attribute": "waterLevel",
            "level": site.warning,
            "clear": round(site.warning - 0.2, 3),
            "entity": site.entity,
            "name": "氾濫注意水位",
            "severity": "high",
        }
        for site in sites
        if site.warning is not None
    }


def says(site: Site, at: int) -> dict[str, Json]:
    """What the sensor says at a moment, in its own names and units."""
    moment: dict[str, Json] = {"TimeInstant": dates.stamp(at)}
    if site.kind == "river":
        level = weather.river("rain", at, calm=site.calm, swell=site.size)
        return moment | {"l": round(level * 100, 1), "b": _battery(site, at)}
    if site.kind == "rain":
        return moment | {"r": weather.rain("rain", at), "b": _battery(site, at)}
    if site.kind == "parking":
        taken = weather.crowd(site.id, at, most=site.size)
        return moment | {"f": max(0, int(site.size - taken))}
    return moment | {"p": round(weather.crowd(site.id, at, most=site.size))}


def _battery(site: Site, at: int) -> float:
    """The sun charges it by day."""
    hour, _ = weather.of_day(at)
    return round(0.75 + 0.2 * (1 - abs(hour - 14) / 14) - 0.1 * weather.chance(site.id), 2)
