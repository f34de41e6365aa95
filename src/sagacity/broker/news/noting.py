"""Noting news for the house, in the transaction in which it happened."""

import uuid
from datetime import UTC, datetime

import msgspec

from sagacity.broker.entity import Attribute
from sagacity.broker.history.rollups import Moved
from sagacity.broker.looking import units
from sagacity.broker.looking.reading import QUALITY
from sagacity.broker.sensors.levels import Line
from sagacity.broker.store.base import Session
from sagacity.broker.types import DeviceBack, DeviceSilent, LineCrossed


def line_crossed(session: Session, line: Line, point: Moved, value: float, *, is_crossed: bool) -> None:
    """A reading went beyond a line, or came back."""
    place = point.key
    device, quality = _speaker(session, place.tenant, place.entity)
    said = _said(session, point)
    fact = LineCrossed(
        key=_key(),
        tenant=place.tenant,
        path=place.path,
        device=device,
        entity=place.entity,
        entity_type=place.type,
        attribute=place.attribute,
        line=line.id,
        line_name=line.name or line.id,
        severity=line.severity,
        direction=line.direction,
        is_crossed=is_crossed,
        level=line.level,
        value=value,
        unit=units.sign(said),
        quality=next((str(said[name]) for name in QUALITY if said.get(name)), quality),
        at=_moment(point.ts),
    )
    _note(session, "broker.line_crossed", fact, point.ts)


def device_silent(
    session: Session,
    *,
    tenant: str,
    path: str,
    device: str,
    entity: str,
    heard: int,
    seconds: int,
    at: int,
) -> None:
    """A device says nothing any more; times in ms."""
    fact = DeviceSilent(_key(), tenant, path, device, entity, _moment(heard), seconds, _moment(at))
    _note(session, "broker.device_silent", fact, at)


def device_back(
    session: Session, *, tenant: str, path: str, device: str, entity: str, silent: int, at: int
) -> None:
    """A silent device is heard again; times in ms."""
    fact = DeviceBack(_key(), tenant, path, device, entity, _moment(silent), _moment(at))
    _note(session, "broker.device_back", fact, at)


def _note(session: Session, signal: str, fact: LineCrossed | DeviceSilent | DeviceBack, at: int) -> None:
    session.execute(
        "INSERT INTO broker_news (key, signal, body, ts) VALUES (?, ?, ?, ?)",
        (fact.key, signal, msgspec.json.encode(fact), at),
    )


def _key() -> str:
    return uuid.uuid4().hex


def _moment(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)


def _speaker(session: Session, tenant: str, entity: str) -> tuple[str, str]:
    """The device that speaks for an entity, and its quality by the device book."""
    rows = session.execute(
        "SELECT d.device, s.quality FROM broker_device d LEFT JOIN broker_device_state s"
        " ON s.tenant = d.tenant AND s.path = d.path AND s.device = d.device"
        " WHERE d.tenant = ? AND d.entity = ? ORDER BY COALESCE(s.last_seen, 0) DESC LIMIT 1",
        (tenant, entity),
    )
    return (str(rows[0][0]), str(rows[0][1] or "")) if rows else ("", "")


def _said(session: Session, point: Moved) -> dict[str, object]:
    """What the reading says of itself, as long as it is what the entity shows."""
    place = point.key
    for entity in session.entities(place.tenant, [place.entity]):
        kept: Attribute | None = entity.attributes.get(place.attribute)
        if kept is not None and (entity.type, entity.path) == (place.type, place.path):
            return {name: meta.get("value") for name, meta in kept.metadata.items()}
    return {}
