"""Silence: a device that has said nothing for longer than it should, and one that is heard again."""

from sagacity.broker.news import noting
from sagacity.broker.sensors import alerts
from sagacity.broker.sensors.alerts import Alert
from sagacity.broker.store.base import Row, Session

_FROM = (
    "SELECT d.tenant, d.path, d.device, d.entity, d.silent_after, s.last_seen, s.silent FROM broker_device d"
    " JOIN broker_device_state s ON s.tenant = d.tenant AND s.path = d.path AND s.device = d.device"
)


def listen(session: Session, *, at: int) -> int:
    """Note who fell silent and who speaks again; how many."""
    fallen = session.execute(
        f"{_FROM} WHERE d.silent_after > 0 AND s.silent IS NULL AND s.last_seen < ? - d.silent_after * 1000",
        (at,),
    )
    for row in fallen:
        _note(session, row, at=at, is_silent=True)
    heard = session.execute(
        f"{_FROM} WHERE s.silent IS NOT NULL AND (s.last_seen > s.silent OR d.silent_after = 0)"
    )
    for row in heard:
        _note(session, row, at=row[5], is_silent=False)
    return len(fallen) + len(heard)


def _note(session: Session, row: Row, *, at: int, is_silent: bool) -> None:
    tenant, path, device, entity, after, last_seen, silent = row
    session.execute(
        "UPDATE broker_device_state SET silent = ? WHERE tenant = ? AND path = ? AND device = ?",
        (at if is_silent else None, tenant, path, device),
    )
    minutes = (at - last_seen) // 60_000
    text = (
        f"{device} has been silent for {minutes} minutes, although it should speak every {after} seconds"
        if is_silent
        else f"{device} is heard again"
    )
    alert = Alert("silence", device, entity, at, is_silent, "medium" if is_silent else "informational", text)
    alerts.note(session, tenant=tenant, path=path, alert=alert)
    who = {"tenant": tenant, "path": path, "device": device, "entity": entity}
    if is_silent:
        noting.device_silent(session, **who, heard=last_seen, seconds=after, at=at)
    else:
        noting.device_back(session, **who, silent=silent, at=at)
