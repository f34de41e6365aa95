"""The device book: when each device was last heard of and how it is. Not written with each measure."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field

import orjson

from sagacity.broker.sensors.judging import Doubtful
from sagacity.broker.sensors.plan import Plan
from sagacity.broker.store.base import Row, Session

GOOD, SUSPECT = "good", "suspect"
Place = tuple[str, str, str]  # tenant, path, device

_SEEN = (
    "INSERT INTO broker_device_state (tenant, path, device, last_seen, measures, battery, quality, silent)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, NULL) ON CONFLICT (tenant, path, device) DO UPDATE SET"
    " last_seen = CASE WHEN excluded.last_seen > broker_device_state.last_seen"
    " THEN excluded.last_seen ELSE broker_device_state.last_seen END,"
    " measures = broker_device_state.measures + excluded.measures,"
    " battery = coalesce(excluded.battery, broker_device_state.battery), quality = excluded.quality"
)
_QUARANTINE = (
    "INSERT INTO broker_quarantine (tenant, path, device, attr, value, reason, ts)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"
)


@dataclass(slots=True)
class Sighting:
    """What has been noticed of one device since the book was last written."""

    last_seen: int = 0
    measures: int = 0
    battery: float | None = None
    quality: str = GOOD


@dataclass(slots=True)
class Sightings:
    """Gathered in memory; a crash loses at most a second of them, never a reading."""

    _noticed: dict[Place, Sighting] = field(default_factory=dict)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def notice(self, plan: Plan, *, at: int, battery: float | None, is_doubtful: bool) -> None:
        """A device has spoken."""
        place = plan.tenant, plan.path, plan.device.device_id
        with self._guard:
            sighting = self._noticed.setdefault(place, Sighting())
            sighting.last_seen = max(sighting.last_seen, at)
            sighting.measures += 1
            sighting.battery = battery if battery is not None else sighting.battery
            sighting.quality = SUSPECT if is_doubtful else GOOD

    def take(self) -> dict[Place, Sighting]:
        """Everything noticed; from now on nothing is."""
        with self._guard:
            noticed, self._noticed = self._noticed, {}
        return noticed


def write(session: Session, noticed: dict[Place, Sighting]) -> None:
    """Write sightings into the book."""
    session.execute_many(
        _SEEN,
        [(*place, one.last_seen, one.measures, one.battery, one.quality) for place, one in noticed.items()],
    )


def quarantine(session: Session, plan: Plan, doubtful: Iterable[Doubtful], *, at: int) -> None:
    """Keep readings that cannot be true where people can look at them."""
    session.execute_many(
        _QUARANTINE,
        [
            (
                plan.tenant,
                plan.path,
                plan.device.device_id,
                one.attribute,
                orjson.dumps(one.value),
                one.reason,
                at,
            )
            for one in doubtful
        ],
    )


def pages(session: Session, *, tenant: str, path: str) -> list[dict[str, object]]:
    """How every device of a path is, by id; times in ms, ``silent`` since when."""
    rows = session.execute(
        "SELECT d.device, d.entity, s.last_seen, s.measures, s.battery, s.quality, s.silent"
        " FROM broker_device d LEFT JOIN broker_device_state s"
        " ON s.tenant = d.tenant AND s.path = d.path AND s.device = d.device"
        " WHERE d.tenant = ? AND d.path = ? ORDER BY d.device",
        (tenant, path),
    )
    names = ("device_id", "entity_name", "last_seen", "measures", "battery", "quality", "silent_since")
    return [dict(zip(names, row, strict=True)) for row in rows]


def quarantined(session: Session, *, tenant: str, path: str, device: str, most: int = 100) -> list[Row]:
    """The newest readings of a device that were not believed: (attribute, value, reason, ms)."""
    rows = session.execute(
        "SELECT attr, value, reason, ts FROM broker_quarantine WHERE tenant = ? AND path = ? AND device = ?"
        " ORDER BY n DESC LIMIT ?",
        (tenant, path, device, most),
    )
    return [(attribute, orjson.loads(bytes(value)), reason, ts) for attribute, value, reason, ts in rows]
