"""Alerts: crossed lines, silent and flooding devices, noted once and told as entities to subscribe to."""

from functools import partial
from typing import Literal

import msgspec

from sagacity.broker.broker import Broker
from sagacity.broker.entity import Json
from sagacity.broker.querying import dates
from sagacity.broker.store.base import Session
from sagacity.broker.v2 import parsing, verbs
from sagacity.broker.v2.applying import Named
from sagacity.broker.writing.change import Change

TYPE = "Alert"  # of the Smart Data Models
_CATEGORY = {"line": "environment", "silence": "device", "flood": "device"}


class Alert(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something began (``is_open``) or ended; ``source`` is the line or the device, ``at`` in ms."""

    kind: Literal["line", "silence", "flood"]
    source: str
    subject: str  # id of the entity
    at: int
    is_open: bool
    severity: str
    text: str
    attribute: str = ""
    value: float | None = None
    level: float | None = None


def note(session: Session, *, tenant: str, path: str, alert: Alert) -> None:
    """Note an alert in the transaction that found it."""
    session.execute(
        "INSERT INTO broker_alert (tenant, path, kind, source, subject, body, ts, told)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, 0)",
        (tenant, path, alert.kind, alert.source, alert.subject, msgspec.json.encode(alert), alert.at),
    )


def listed(session: Session, *, tenant: str, after: int = 0, most: int = 100) -> list[tuple[int, Alert]]:
    """Alerts of a tenant in the order of their numbers, from ``after`` on."""
    rows = session.execute(
        "SELECT n, body FROM broker_alert WHERE tenant = ? AND n > ? ORDER BY n LIMIT ?",
        (tenant, after, most),
    )
    return [(n, msgspec.json.decode(bytes(body), type=Alert)) for n, body in rows]


async def tell(broker: Broker) -> int:
    """Write the entities of alerts that nobody was told of; how many.

    Told again after a crash it is the same entity with the same values, so nobody is notified twice.
    """
    rows = await broker.read(
        lambda session: session.execute(
            "SELECT n, tenant, path, body FROM broker_alert WHERE told = 0 ORDER BY n LIMIT 200"
        )
    )
    for n, tenant, path, body in rows:
        await broker.write([_change(n, tenant, path, msgspec.json.decode(bytes(body), type=Alert))])
        await broker.do(partial(_mark_told, n=n))
    return len(rows)


def _mark_told(session: Session, *, n: int) -> None:
    session.execute("UPDATE broker_alert SET told = 1 WHERE n = ?", (n,))


def _change(n: int, tenant: str, path: str, alert: Alert) -> Change:
    """One entity for each line and subject: open, closed, open again; its history is the chronicle."""
    sent = parsing.attributes(_attributes(n, alert), plain=False)
    named = Named(f"urn:ngsi-ld:Alert:{alert.kind}:{alert.source}:{alert.subject}"[:256], TYPE, path)
    return Change(tenant, named.id, TYPE, path, verbs.append(named, sent), creates=True)


def _attributes(n: int, alert: Alert) -> dict[str, Json]:
    found: dict[str, Json] = {
        "status": _text("open" if alert.is_open else "closed"),
        "category": _text(_CATEGORY[alert.kind]),
        "subCategory": _text(alert.source),
        "severity": _text(alert.severity),
        "alertSource": _text(alert.subject),
        "description": _text(alert.text),
        "dateIssued": {"type": "DateTime", "value": dates.stamp(alert.at)},
        "number": {"type": "Number", "value": n},
    }
    if alert.value is not None:
        found["attribute"] = _text(alert.attribute)
        found["value"] = {"type": "Number", "value": alert.value}
        found["level"] = {"type": "Number", "value": alert.level}
    return found


def _text(value: str) -> Json:
    return {"type": "Text", "value": value}
