"""What waits to be delivered: written in the transaction of the change, there until acknowledged."""

from collections.abc import Iterator, Sequence

from sagacity.broker.delivering.letter import Letter
from sagacity.broker.delivering.outgoing import Guard, Outgoing, parcel_from_bytes, parcel_to_bytes
from sagacity.broker.store.base import Row, Session

WAITING, HELD, DEAD = "waiting", "held", "dead"
TOO_OLD = "it waited longer than notifications are kept for delivery"
AGAIN = "outbox"  # the counter that says: somebody asked that letters go again
SUBSCRIPTIONS = "subscriptions"  # the counter that says: one was made, changed or deleted
_INSERT = (
    "INSERT INTO broker_outbox (tenant, sub, entity, endpoint, payload, created, due, tries, state, reason)"
    " VALUES "
)
_ROW = "(?, ?, ?, ?, ?, ?, ?, 0, ?, '')"
_SIZES = (100, 25, 5, 1)  # few different statements, so that they stay prepared
COLUMNS = "id, tenant, sub, entity, endpoint, payload, created, due, tries"


def put(session: Session, outgoing: Sequence[Outgoing]) -> list[Letter]:
    """Store notifications in the transaction that made them; those that may go now, with their numbers."""
    going: list[Outgoing] = []
    for one in outgoing:
        if not (one.guard.oneshot or one.guard.throttling_ms) or _agreed(session, one):
            going.append(one)
    return [letter for part in _parts(going) for letter in _insert(session, part)]


def _parts(outgoing: Sequence[Outgoing]) -> Iterator[Sequence[Outgoing]]:
    start = 0
    for size in _SIZES:
        while len(outgoing) - start >= size:
            yield outgoing[start : start + size]
            start += size


def _insert(session: Session, part: Sequence[Outgoing]) -> list[Letter]:
    values: list[object] = []
    for one in part:
        payload = parcel_to_bytes(one.parcel)
        values += (one.tenant, one.subscription, one.entity, one.endpoint, payload)
        values += (one.created, one.created, WAITING)
    marks = ", ".join([_ROW] * len(part))
    ids = sorted(int(row[0]) for row in session.execute(f"{_INSERT}{marks} RETURNING id", values))
    return [
        Letter(
            id_, one.tenant, one.subscription, one.entity, one.endpoint, one.parcel, one.created, one.created
        )
        for id_, one in zip(ids, part, strict=True)
    ]


def _agreed(session: Session, one: Outgoing) -> bool:
    """Ask the store, which knows what other processes sent; what must wait is put aside here."""
    guard = one.guard
    if guard.oneshot and not _takes_the_shot(session, one.subscription):
        return False
    if not guard.throttling_ms or _takes_the_turn(session, one, guard):
        return True
    if guard.keeps_latest:
        _hold(session, one, guard)
    return False


def _takes_the_shot(session: Session, subscription: str) -> bool:
    return bool(
        session.execute(
            "UPDATE broker_subscription SET status = 'inactive' WHERE id = ? AND status = 'oneshot'"
            " RETURNING id",
            (subscription,),
        )
    )


def _takes_the_turn(session: Session, one: Outgoing, guard: Guard) -> bool:
    return bool(
        session.execute(
            "UPDATE broker_subscription SET claimed = ? WHERE id = ? AND claimed <= ? RETURNING id",
            (one.created, one.subscription, one.created - guard.throttling_ms),
        )
    )


def _hold(session: Session, one: Outgoing, guard: Guard) -> None:
    found = session.execute("SELECT claimed FROM broker_subscription WHERE id = ?", (one.subscription,))
    until = int(found[0][0]) + guard.throttling_ms if found else one.created
    session.execute(
        "DELETE FROM broker_outbox WHERE sub = ? AND state = ? AND entity = ?",
        (one.subscription, HELD, one.entity),
    )
    values = (one.tenant, one.subscription, one.entity, one.endpoint, parcel_to_bytes(one.parcel))
    session.execute(_INSERT + _ROW, (*values, one.created, until, HELD))


def release(session: Session, *, at: int) -> int:
    """Let go what was held back by throttling and whose time has come; how many there were.

    They get new numbers, behind everything that was stored meanwhile for the same entity.
    """
    due = session.execute(
        "DELETE FROM broker_outbox WHERE state = ? AND due <= ?"
        " RETURNING id, tenant, sub, entity, endpoint, payload, created",
        (HELD, at),
    )
    for _, *values in sorted(due):
        session.execute(_INSERT + _ROW, (*values, at, WAITING))
        session.execute("UPDATE broker_subscription SET claimed = ? WHERE id = ?", (at, values[1]))
    return len(due)


def after(session: Session, number: int, *, limit: int) -> list[Letter]:
    """Letters with higher numbers, in their order."""
    return _letters(
        session.execute(
            f"SELECT {COLUMNS} FROM broker_outbox WHERE id > ? AND state = ? ORDER BY id LIMIT ?",
            (number, WAITING, limit),
        )
    )


def of_lane(session: Session, endpoint: str, number: int, *, limit: int) -> list[Letter]:
    """Letters of one endpoint with higher numbers, in their order."""
    return _letters(
        session.execute(
            f"SELECT {COLUMNS} FROM broker_outbox WHERE state = ? AND endpoint = ? AND id > ?"
            " ORDER BY id LIMIT ?",
            (WAITING, endpoint, number, limit),
        )
    )


def endpoints(session: Session) -> list[tuple[str, int]]:
    """Every endpoint something waits for, and the highest number that waits for it."""
    rows = session.execute(
        "SELECT endpoint, MAX(id) FROM broker_outbox WHERE state = ? GROUP BY endpoint", (WAITING,)
    )
    return [(str(endpoint), int(last)) for endpoint, last in rows]


def still_waiting(session: Session, *, endpoint: str, first: int, last: int) -> set[int]:
    """Which of the letters of one endpoint, from one number to another, still wait."""
    rows = session.execute(
        "SELECT id FROM broker_outbox WHERE state = ? AND endpoint = ? AND id BETWEEN ? AND ?",
        (WAITING, endpoint, first, last),
    )
    return {int(row[0]) for row in rows}


def any_held(session: Session, *, at: int) -> bool:
    """Whether something held back by throttling may go now."""
    return bool(
        session.execute("SELECT 1 FROM broker_outbox WHERE state = ? AND due <= ? LIMIT 1", (HELD, at))
    )


def _letters(rows: Sequence[Row]) -> list[Letter]:
    return [
        Letter(
            int(id_), tenant, sub, entity, endpoint, parcel_from_bytes(bytes(payload)), created, due, tries
        )
        for id_, tenant, sub, entity, endpoint, payload, created, due, tries in rows
    ]
