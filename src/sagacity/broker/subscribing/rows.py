"""Subscriptions in the store; every change of what was asked moves their version and the counter of all."""

from dataclasses import dataclass
from itertools import islice
from typing import Any

from sagacity.broker.access import owning
from sagacity.broker.delivering import resting
from sagacity.broker.store import meta
from sagacity.broker.store.base import Row, Session

COUNTER = "subscriptions"
_COLUMNS = (
    "id, face, tenant, path, body, status, created, version, max_fails, claimed,"
    " sent, last_sent, last_ok, last_code, last_fail, fail_reason, fails"
)


@dataclass(frozen=True, slots=True)
class Tally:
    """How it went so far; times in milliseconds, None if never."""

    sent: int = 0
    last_sent: int | None = None
    last_ok: int | None = None
    last_code: int | None = None
    last_fail: int | None = None
    fail_reason: str | None = None
    fails: int = 0


@dataclass(frozen=True, slots=True)
class Stored:
    """One row. ``path`` as the header said it; ``claimed``: when a throttled one last fired (ms)."""

    id: str
    face: str
    tenant: str
    path: str
    body: bytes
    status: str
    created: int
    version: int = 0
    max_fails: int | None = None
    claimed: int = 0
    tally: Tally = Tally()


def insert(session: Session, stored: Stored) -> None:
    """Add a subscription."""
    session.execute(
        "INSERT INTO broker_subscription"
        " (id, face, tenant, path, body, status, created, version, max_fails)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            stored.id,
            stored.face,
            stored.tenant,
            stored.path,
            stored.body,
            stored.status,
            stored.created,
            _next_version(session),
            stored.max_fails,
        ),
    )


def change(session: Session, id_: str, *, body: bytes, status: str, max_fails: int | None) -> None:
    """Replace what was asked. Counting of failures starts again, so that an active one may try."""
    session.execute(
        "UPDATE broker_subscription SET body = ?, status = ?, max_fails = ?, version = ?,"
        " fails = CASE WHEN status = 'inactive' THEN 0 ELSE fails END WHERE id = ?",
        (body, status, max_fails, _next_version(session), id_),
    )
    resting.knock_for(session, id_)


def set_status(session: Session, id_: str, status: str) -> None:
    """Wake a subscription or put it to sleep."""
    session.execute(
        "UPDATE broker_subscription SET status = ?, version = ?,"
        " fails = CASE WHEN ? = 'inactive' THEN fails ELSE 0 END WHERE id = ?",
        (status, _next_version(session), status, id_),
    )
    if status != "inactive":
        resting.knock_for(session, id_)


def renew(session: Session, *, tenant: str, face: str) -> None:
    """Have the subscriptions of a tenant made ready anew: what they mean has changed, not what was asked."""
    session.execute(
        "UPDATE broker_subscription SET version = ? WHERE tenant = ? AND face = ?",
        (_next_version(session), tenant, face),
    )


def remove(session: Session, *, tenant: str, face: str, id_: str) -> bool:
    """Delete a subscription with what still waits for its receiver; False if there is none."""
    found = session.execute(
        "DELETE FROM broker_subscription WHERE tenant = ? AND face = ? AND id = ? RETURNING id",
        (tenant, face, id_),
    )
    if found:
        session.execute("DELETE FROM broker_outbox WHERE sub = ?", (id_,))
        owning.forget(session, id_)
        meta.bump(session, COUNTER)
    return bool(found)


def _next_version(session: Session) -> int:
    meta.bump(session, COUNTER)
    return int(session.execute("SELECT value FROM broker_meta WHERE name = ?", (COUNTER,))[0][0])


def one(session: Session, *, tenant: str, face: str, id_: str) -> Stored | None:
    """The subscription of a tenant with that id."""
    found = session.execute(
        f"SELECT {_COLUMNS} FROM broker_subscription WHERE tenant = ? AND face = ? AND id = ?",
        (tenant, face, id_),
    )
    return _stored(found[0]) if found else None


def page(
    session: Session, *, tenant: str, face: str, path: str = "", owner: str = "", limit: int, offset: int
) -> list[Stored]:
    """Subscriptions of a tenant, the oldest first; ``path``: only those made with exactly that one.

    ``owner``: only those made with that key.
    """
    where, values = _where(tenant, face, path, owner)
    found = session.execute(
        f"SELECT {_COLUMNS} FROM broker_subscription {where} ORDER BY created, id LIMIT ? OFFSET ?",
        (*values, limit, offset),
    )
    return [_stored(row) for row in found]


def count(session: Session, *, tenant: str, face: str, path: str = "", owner: str = "") -> int:
    """How many there are."""
    where, values = _where(tenant, face, path, owner)
    return int(session.execute(f"SELECT COUNT(*) FROM broker_subscription {where}", values)[0][0])


def _where(tenant: str, face: str, path: str, owner: str) -> tuple[str, list[str]]:
    where, values = "WHERE tenant = ? AND face = ?", [tenant, face]
    if path:
        where, values = f"{where} AND path = ?", [*values, path]
    if owner:
        where = f"{where} AND id IN (SELECT id FROM broker_owner WHERE key_id = ?)"
        values = [*values, owner]
    return where, values


def search(session: Session, *, tenant: str | None, text: str, limit: int, offset: int) -> list[Stored]:
    """Subscriptions of one tenant or of all, of every face, the latest first; ``text`` in what was asked."""
    where, values = "WHERE 1 = 1", list[object]()
    if tenant is not None:
        where, values = f"{where} AND tenant = ?", [*values, tenant]
    found = session.execute(
        f"SELECT {_COLUMNS} FROM broker_subscription {where} ORDER BY created DESC, id DESC", values
    )
    fitting = (stored for stored in map(_stored, found) if text in stored.id or text.encode() in stored.body)
    return list(islice(fitting, offset, offset + limit))


def since(session: Session, version: int) -> list[Stored]:
    """Subscriptions that were made or changed after a version, of any tenant."""
    return [
        _stored(row)
        for row in session.execute(
            f"SELECT {_COLUMNS} FROM broker_subscription WHERE version > ? ORDER BY version", (version,)
        )
    ]


def how_many(session: Session) -> int:
    """All subscriptions of the house."""
    return int(session.execute("SELECT COUNT(*) FROM broker_subscription")[0][0])


def ids(session: Session) -> set[str]:
    """The numbers of all subscriptions of the house."""
    return {str(row[0]) for row in session.execute("SELECT id FROM broker_subscription")}


def _stored(row: Row) -> Stored:
    values: list[Any] = list(row)
    id_, face, tenant, path, body, status, created, version, max_fails, claimed, *tally = values
    return Stored(
        id_, face, tenant, path, bytes(body), status, created, version, max_fails, claimed, Tally(*tally)
    )
