"""The device book as staff see it: when each was last heard, its battery, and what is wrong with it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import msgspec

from sagacity.broker.here import here
from sagacity.broker.looking.reading import moment
from sagacity.broker.sensors import book
from sagacity.broker.sensors.provisions import Device as Provision
from sagacity.broker.store.base import Row, Session

Trouble = Literal["", "silent", "suspect", "battery"]
LOW_BATTERY = 20.0  # per cent
TROUBLES: dict[str, str] = {
    "": "1 = 1",
    "silent": "s.silent IS NOT NULL",
    "suspect": "s.quality <> 'good'",
    "battery": f"(s.battery > 1 AND s.battery < {LOW_BATTERY} OR s.battery < {LOW_BATTERY / 100})",
}
_FROM = (
    "FROM broker_device d LEFT JOIN broker_device_state s"
    " ON s.tenant = d.tenant AND s.path = d.path AND s.device = d.device"
)
_COLUMNS = (
    "d.tenant, d.path, d.device, d.entity, d.silent_after, d.body,"
    " s.last_seen, s.measures, s.battery, s.quality, s.silent"
)


@dataclass(frozen=True, slots=True)
class Device:
    """One device. ``silent_after`` in seconds, 0 = it is never missed; ``heard`` None: it never spoke.

    ``battery`` is in per cent, whether the device sends 85 or, as the Smart Data Models do, 0.85.
    """

    tenant: str
    path: str
    id: str
    entity: str
    type: str
    transport: str
    silent_after: int
    heard: datetime | None
    measures: int
    battery: float | None
    is_suspect: bool
    silent_since: datetime | None

    @property
    def is_low(self) -> bool:
        """Whether its battery should be changed."""
        return self.battery is not None and self.battery < LOW_BATTERY


@dataclass(frozen=True, slots=True)
class Devices:
    """One page of devices, how many fit, and how many have each trouble."""

    devices: tuple[Device, ...]
    total: int
    troubles: dict[str, int]


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A reading that was not believed."""

    attribute: str
    value: Any
    reason: str
    at: datetime


def find_devices(*, words: str = "", trouble: Trouble = "", limit: int = 50, offset: int = 0) -> Devices:
    """Devices of every tenant: those in trouble first, then by name."""

    def work(session: Session) -> Devices:
        where, values = f"WHERE {TROUBLES[trouble]}", list[object]()
        if words:
            where += " AND (lower(d.device) LIKE ? ESCAPE '!' OR lower(d.entity) LIKE ? ESCAPE '!')"
            values += [f"%{_literal(words.lower())}%"] * 2
        rows = session.execute(
            f"SELECT {_COLUMNS} {_FROM} {where} ORDER BY"
            " CASE WHEN s.silent IS NOT NULL OR s.quality <> 'good' THEN 0 ELSE 1 END,"
            " d.tenant, d.path, d.device LIMIT ? OFFSET ?",
            (*values, limit, offset),
        )
        total = int(session.execute(f"SELECT COUNT(*) {_FROM} {where}", values)[0][0])
        return Devices(tuple(_device(row) for row in rows), total, _counts(session))

    return here().read_now(work)  # type: ignore[no-any-return]


def quarantined(device: Device, *, limit: int = 20) -> list[Quarantined]:
    """The newest readings of a device that cannot be true."""
    rows = here().read_now(
        lambda session: book.quarantined(
            session, tenant=device.tenant, path=device.path, device=device.id, most=limit
        )
    )
    return [Quarantined(name, value, reason, moment(at)) for name, value, reason, at in rows]


def troubled_entities(*, tenant: str) -> dict[str, Trouble]:
    """Entities whose device is silent, or sends what cannot be true."""
    rows = here().read_now(
        lambda session: session.execute(
            f"SELECT d.entity, s.silent {_FROM} WHERE d.tenant = ?"
            " AND (s.silent IS NOT NULL OR s.quality <> 'good')",
            (tenant,),
        )
    )
    return {str(entity): "suspect" if silent is None else "silent" for entity, silent in rows}


def _counts(session: Session) -> dict[str, int]:
    sums = ", ".join(f"SUM(CASE WHEN {TROUBLES[one]} THEN 1 ELSE 0 END)" for one in TROUBLES)
    row = session.execute(f"SELECT {sums} {_FROM}")[0]
    return {name: int(count or 0) for name, count in zip(TROUBLES, row, strict=True)}


def _device(row: Row) -> Device:
    tenant, path, device, entity, silent_after, body, heard, measures, battery, quality, silent = row
    said = msgspec.json.decode(bytes(body), type=Provision)
    return Device(
        tenant=tenant,
        path=path,
        id=device,
        entity=entity,
        type=said.entity_type,
        transport=said.transport,
        silent_after=int(silent_after),
        heard=moment(heard) if measures else None,  # the day it was told of is no word of its own
        measures=int(measures or 0),
        battery=_per_cent(battery),
        is_suspect=(quality or book.GOOD) != book.GOOD,
        silent_since=None if silent is None else moment(silent),
    )


def _per_cent(battery: float | None) -> float | None:
    return battery * 100 if battery is not None and battery <= 1 else battery


def _literal(text: str) -> str:
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
