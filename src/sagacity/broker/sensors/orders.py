"""Orders: commands given to devices, until the device has answered or too long has passed."""

from collections.abc import Sequence
from typing import NamedTuple

import orjson

from sagacity.broker.entity import Json
from sagacity.broker.history.rollups import Moved
from sagacity.broker.sensors.plan import Plan
from sagacity.broker.store.base import Row, Session

# NEW: not sent yet. WAITING: the device fetches its orders itself. Both are PENDING for everybody else.
NEW, WAITING, DELIVERED, OK, ERROR, EXPIRED = "NEW", "WAITING", "DELIVERED", "OK", "ERROR", "EXPIRED"
OPEN = (NEW, WAITING, DELIVERED)
SHOWN_AS = {NEW: "PENDING", WAITING: "PENDING"}
LASTING = 3_600_000  # ms until an order without an answer expires

_COLUMNS = "SELECT n, tenant, path, device, name, value, state, info, given FROM broker_command"
_GIVE = (
    "INSERT INTO broker_command (tenant, path, device, name, value, state, info, given, changed, shown)"
    " VALUES (?, ?, ?, ?, ?, 'NEW', NULL, ?, ?, '')"
)


class Order(NamedTuple):
    """One command for one device."""

    n: int
    tenant: str
    path: str
    device: str
    name: str
    value: Json
    state: str
    info: Json
    given: int


def watch(session: Session, points: Sequence[Moved], at: int) -> None:
    """Whoever sets the attribute of a command gives an order; seen exactly once by the history."""
    if not session.execute("SELECT 1 FROM broker_device_command LIMIT 1"):
        return
    names = {row[0] for row in session.execute("SELECT DISTINCT name FROM broker_device_command")}
    for point in points:
        if point.key.attribute in names and (point.number is not None or point.json is not None):
            _give(session, point, at)


def _give(session: Session, point: Moved, at: int) -> None:
    key = point.key
    value = point.json if point.number is None else orjson.dumps(_plain(point.number))
    rows = session.execute(
        "SELECT path, device FROM broker_device_command"
        " WHERE tenant = ? AND entity = ? AND name = ? AND path = ?",
        (key.tenant, key.entity, key.attribute, key.path),
    )
    session.execute_many(
        _GIVE, [(key.tenant, path, device, key.attribute, value, at, at) for path, device in rows]
    )


def _plain(number: float) -> float | int:
    return int(number) if number.is_integer() else number


def new(session: Session, *, most: int = 100) -> list[Order]:
    """Orders nobody has sent yet, the oldest first."""
    rows = session.execute(f"{_COLUMNS} WHERE state <> shown AND state = ? ORDER BY n LIMIT ?", (NEW, most))
    return [_order(row) for row in rows]


def unshown(session: Session, *, most: int = 100) -> list[tuple[Order, str]]:
    """Orders whose entity does not tell their state yet, each with the state it tells."""
    rows = session.execute(
        "SELECT n, tenant, path, device, name, value, state, info, given, shown FROM broker_command"
        " WHERE state <> shown AND NOT (state = 'NEW' AND shown = 'PENDING')"
        " AND NOT (state = 'WAITING' AND shown = 'PENDING') ORDER BY n LIMIT ?",
        (most,),
    )
    return [(_order(row[:9]), row[9]) for row in rows]


def move(session: Session, *, n: int, was: str, state: str, info: Json, at: int) -> None:
    """An order has come further; one that the device has taken or answered meanwhile stays as it is."""
    session.execute(
        "UPDATE broker_command SET state = ?, info = ?, changed = ? WHERE n = ? AND state = ?",
        (state, None if info is None else orjson.dumps(info), at, n, was),
    )


def mark_shown(session: Session, *, shown: Sequence[tuple[int, str]]) -> None:
    """The entities tell these states now."""
    session.execute_many(
        "UPDATE broker_command SET shown = ? WHERE n = ?", [(state, n) for n, state in shown]
    )


def waiting_for(session: Session, plan: Plan) -> list[Order]:
    """What a device that asks has to do."""
    rows = session.execute(
        f"{_COLUMNS} WHERE tenant = ? AND path = ? AND device = ? AND state IN (?, ?) ORDER BY n",
        (plan.tenant, plan.path, plan.device.device_id, NEW, WAITING),
    )
    return [_order(row) for row in rows]


def answer(session: Session, *, plan: Plan, name: str, info: Json, at: int) -> bool:
    """The device has done its oldest open order of that name; False if it has none."""
    rows = session.execute(
        "SELECT n, state FROM broker_command WHERE tenant = ? AND path = ? AND device = ? AND name = ?"
        " AND state IN (?, ?, ?, ?) ORDER BY n LIMIT 1",
        (plan.tenant, plan.path, plan.device.device_id, name, *OPEN, EXPIRED),
    )
    for n, was in rows:
        move(session, n=n, was=was, state=OK, info=info, at=at)
    return bool(rows)


def expire(session: Session, *, at: int) -> None:
    """Nobody has answered for too long."""
    session.execute(
        "UPDATE broker_command SET state = ?, changed = ? WHERE state IN (?, ?, ?) AND given < ?",
        (EXPIRED, at, *OPEN, at - LASTING),
    )


def _order(row: Row) -> Order:
    n, tenant, path, device, name, value, state, info, given = row
    told = None if info is None else orjson.loads(bytes(info))
    return Order(n, tenant, path, device, name, orjson.loads(bytes(value)), state, told, given)
