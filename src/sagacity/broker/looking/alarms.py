"""Alarms: lines that were crossed, devices that fell silent or speak too often, as staff see them."""

from dataclasses import dataclass
from datetime import datetime

import msgspec

from sagacity.broker.here import here
from sagacity.broker.looking.reading import moment
from sagacity.broker.sensors import lines
from sagacity.broker.sensors.alerts import Alert
from sagacity.broker.store.base import Row, Session

_LATEST = (
    "SELECT tenant, path, body FROM broker_alert WHERE n IN"
    " (SELECT MAX(n) FROM broker_alert GROUP BY tenant, kind, source, subject)"
    " ORDER BY ts DESC, n DESC"
)


@dataclass(frozen=True, slots=True)
class Alarm:
    """``kind`` is "line", "silence" or "flood"; ``source`` the line or the device.

    ``subject`` is the entity, "" where a whole group speaks too often. ``name`` is what the city calls the
    line, or the id of the device.
    """

    tenant: str
    path: str
    kind: str
    source: str
    name: str
    subject: str
    at: datetime
    severity: str
    attribute: str = ""
    value: float | None = None
    level: float | None = None


def open_alarms(*, limit: int = 50) -> list[Alarm]:
    """What has begun and not ended, the newest first."""

    def work(session: Session) -> list[Alarm]:
        opened = [one for row in session.execute(_LATEST) if (one := _opened(row)) is not None][:limit]
        names = _names_of_lines(session, {tenant for tenant, _, _ in opened})
        return [_alarm(tenant, path, said, names) for tenant, path, said in opened]

    return here().read_now(work)  # type: ignore[no-any-return]


def _opened(row: Row) -> tuple[str, str, Alert] | None:
    tenant, path, body = row
    said = msgspec.json.decode(bytes(body), type=Alert)
    return (tenant, path, said) if said.is_open else None


def _names_of_lines(session: Session, tenants: set[str]) -> dict[tuple[str, str], str]:
    return {(tenant, one.id): one.name for tenant in tenants for one in lines.listed(session, tenant=tenant)}


def _alarm(tenant: str, path: str, said: Alert, names: dict[tuple[str, str], str]) -> Alarm:
    return Alarm(
        tenant=tenant,
        path=path,
        kind=said.kind,
        source=said.source,
        name=names.get((tenant, said.source)) or said.source,
        subject=said.subject,
        at=moment(said.at),
        severity=said.severity,
        attribute=said.attribute,
        value=said.value,
        level=said.level,
    )
