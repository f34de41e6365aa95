"""Lines: levels that matter, such as a river's warning level; one event for each crossing."""

from collections.abc import Sequence

import msgspec

from sagacity.broker.history.rollups import Moved
from sagacity.broker.news import noting
from sagacity.broker.refusals import NotFound
from sagacity.broker.sensors import alerts
from sagacity.broker.sensors.alerts import Alert
from sagacity.broker.sensors.levels import Line
from sagacity.broker.store.base import Row, Session


def put(session: Session, *, tenant: str, line: Line) -> None:
    """Draw a line, or draw it anew; what was crossed stays crossed until a reading says otherwise."""
    session.execute(
        "INSERT INTO broker_line (tenant, id, body) VALUES (?, ?, ?)"
        " ON CONFLICT (tenant, id) DO UPDATE SET body = excluded.body",
        (tenant, line.id, msgspec.json.encode(line)),
    )


def remove(session: Session, *, tenant: str, id: str) -> None:
    """Take a line away.

    Raises:
        NotFound: there is none of this id.
    """
    if not session.execute("DELETE FROM broker_line WHERE tenant = ? AND id = ? RETURNING id", (tenant, id)):
        raise NotFound(f"there is no line '{id}'")
    session.execute("DELETE FROM broker_line_state WHERE tenant = ? AND line = ?", (tenant, id))


def listed(session: Session, *, tenant: str) -> list[Line]:
    """The lines of a tenant, by id."""
    rows = session.execute("SELECT body FROM broker_line WHERE tenant = ? ORDER BY id", (tenant,))
    return [msgspec.json.decode(bytes(body), type=Line) for (body,) in rows]


def watch(session: Session, points: Sequence[Moved], at: int) -> None:
    """Look at every point once, in the transaction that moves it, so a crossing is noted once."""
    rows = session.execute("SELECT tenant, body FROM broker_line")
    if not rows:
        return
    by_attribute: dict[tuple[str, str], list[Line]] = {}
    for tenant, body in rows:
        line = msgspec.json.decode(bytes(body), type=Line)
        by_attribute.setdefault((tenant, line.attribute), []).append(line)
    for point in sorted(points, key=lambda point: (point.ts, point.n)):
        for line in by_attribute.get((point.key.tenant, point.key.attribute), ()):
            if point.number is not None and _concerns(line, point):
                _judge(session, line, point, point.number)


def _concerns(line: Line, point: Moved) -> bool:
    return line.entity in {"", point.key.entity} and line.entity_type in {"", point.key.type}


def _judge(session: Session, line: Line, point: Moved, value: float) -> None:
    before, noted = _state(session, line, point)
    if point.ts < noted:  # a late reading says nothing about now
        return
    now = line.is_crossed(value, before=before)
    session.execute(
        "INSERT INTO broker_line_state (tenant, line, entity, crossed, ts) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (tenant, line, entity) DO UPDATE SET crossed = excluded.crossed, ts = excluded.ts",
        (point.key.tenant, line.id, point.key.entity, int(now), point.ts),
    )
    if now != before:
        alerts.note(
            session, tenant=point.key.tenant, path=point.key.path, alert=_alert(line, point, value, now)
        )
        noting.line_crossed(session, line, point, value, is_crossed=now)


def _state(session: Session, line: Line, point: Moved) -> tuple[bool, int]:
    rows: list[Row] = session.execute(
        "SELECT crossed, ts FROM broker_line_state WHERE tenant = ? AND line = ? AND entity = ?",
        (point.key.tenant, line.id, point.key.entity),
    )
    return (bool(rows[0][0]), int(rows[0][1])) if rows else (False, -(2**62))


def _alert(line: Line, point: Moved, value: float, is_open: bool) -> Alert:
    relation = "reached" if is_open else "is free of"
    return Alert(
        kind="line",
        source=line.id,
        subject=point.key.entity,
        at=point.ts,
        is_open=is_open,
        severity=line.severity,
        text=f"{point.key.entity}: {point.key.attribute} {value:g} {relation} {line.name or line.id}",
        attribute=point.key.attribute,
        value=value,
        level=line.level,
    )
