"""Floods: a device, or a whole group, that speaks more often than its share allows, and its calm again."""

from sagacity.broker.sensors import alerts
from sagacity.broker.sensors.alerts import Alert
from sagacity.broker.sensors.shares import GROUP
from sagacity.broker.store.base import Row, Session

CALM_AFTER = 300_000  # ms without a refused call
_FROM = "SELECT apikey, device, tenant, path, subject, refused, refused_at, flooding FROM broker_share"


def listen(session: Session, *, at: int) -> int:
    """Note who began to speak too often, and who is calm again; how many."""
    begun = session.execute(f"{_FROM} WHERE flooding IS NULL AND refused_at > ?", (at - CALM_AFTER,))
    for row in begun:
        _note(session, row, at=row[6], is_flood=True)
    ended = session.execute(f"{_FROM} WHERE flooding IS NOT NULL AND refused_at <= ?", (at - CALM_AFTER,))
    for row in ended:
        _note(session, row, at=at, is_flood=False)
    return len(begun) + len(ended)


def _note(session: Session, row: Row, *, at: int, is_flood: bool) -> None:
    """The key of a group lets devices in, so an alert that many may read does not name it."""
    key, device, tenant, path, subject, refused, _, _ = row
    session.execute(
        "UPDATE broker_share SET flooding = ? WHERE apikey = ? AND device = ?",
        (at if is_flood else None, key, device),
    )
    who = device if device != GROUP else f"group:{subject}"
    text = (
        f"{who} speaks more often than its share allows: {refused} calls of today were not taken"
        if is_flood
        else f"{who} keeps to its share again"
    )
    entity = subject if device != GROUP else ""
    severity = "medium" if is_flood else "informational"
    alert = Alert("flood", who, entity, at, is_flood, severity, text)
    alerts.note(session, tenant=tenant, path=path, alert=alert)
