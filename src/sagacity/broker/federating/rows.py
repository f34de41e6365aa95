"""Registrations in the store; every change moves the counter that tells all processes to read them again."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

import orjson

from sagacity.broker.entity import Json
from sagacity.broker.federating import asking
from sagacity.broker.federating.registration import Registration
from sagacity.broker.store import meta
from sagacity.broker.store.base import Row, Session

COUNTER = "registrations"
_COLUMNS = "id, tenant, path, body, created, sent, last_sent, last_ok, last_fail"


@dataclass(frozen=True, slots=True)
class Stored:
    """One row: the registration, what was asked word for word, and how forwarding went (milliseconds)."""

    registration: Registration
    body: dict[str, Json]
    created: int
    sent: int = 0
    last_sent: int | None = None
    last_ok: int | None = None
    last_fail: int | None = None


def new_id(at: int) -> str:
    """24 lower-case hexadecimal digits, the moment (ms) first, so that they sort."""
    return f"{at // 1000:08x}{secrets.token_hex(8)}"


def insert(session: Session, registration: Registration, body: dict[str, Json], *, at: int) -> None:
    """Add a registration."""
    session.execute(
        "INSERT INTO broker_registration (id, tenant, path, body, created) VALUES (?, ?, ?, ?, ?)",
        (registration.id, registration.tenant, registration.path, orjson.dumps(body), at),
    )
    meta.bump(session, COUNTER)


def remove(session: Session, *, tenant: str, id: str) -> bool:
    """Delete a registration; False if there is none."""
    found = session.execute(
        "DELETE FROM broker_registration WHERE tenant = ? AND id = ? RETURNING id", (tenant, id)
    )
    if found:
        meta.bump(session, COUNTER)
    return bool(found)


def one(session: Session, *, tenant: str, id: str) -> Stored | None:
    """The registration of a tenant with that id."""
    found = session.execute(
        f"SELECT {_COLUMNS} FROM broker_registration WHERE tenant = ? AND id = ?", (tenant, id)
    )
    return _stored(found[0]) if found else None


def page(session: Session, *, tenant: str, path: str, limit: int, offset: int) -> list[Stored]:
    """Registrations of a tenant, the oldest first; ``path`` "" means any, else exactly that one."""
    found = session.execute(
        f"SELECT {_COLUMNS} FROM broker_registration WHERE tenant = ? AND (? = '' OR path = ?)"
        " ORDER BY created, id LIMIT ? OFFSET ?",
        (tenant, path, path, limit, offset),
    )
    return [_stored(row) for row in found]


def count(session: Session, *, tenant: str, path: str) -> int:
    """How many there are."""
    found = session.execute(
        "SELECT COUNT(*) FROM broker_registration WHERE tenant = ? AND (? = '' OR path = ?)",
        (tenant, path, path),
    )
    return int(found[0][0])


def search(session: Session, *, words: str, limit: int, offset: int) -> list[Stored]:
    """Registrations of every tenant, the latest first; ``words`` in anything they say."""
    found = session.execute(f"SELECT {_COLUMNS} FROM broker_registration ORDER BY created DESC, id DESC")
    asked = words.lower()
    fitting = (row for row in found if asked in _said(row))
    return [_stored(row) for row in islice(fitting, offset, offset + limit)]


def _said(row: Row) -> str:
    id_, tenant, path, body, *_ = row
    return f"{id_} {tenant} {path} {bytes(body).decode()}".lower()


def of_any_tenant(session: Session, id_: str) -> Stored | None:
    """The registration with that id, whosever it is."""
    found = session.execute(f"SELECT {_COLUMNS} FROM broker_registration WHERE id = ?", (id_,))
    return _stored(found[0]) if found else None


def all_of_them(session: Session) -> list[Registration]:
    """The registrations of every tenant, the oldest first."""
    found = session.execute(f"SELECT {_COLUMNS} FROM broker_registration ORDER BY created, id")
    return [_stored(row).registration for row in found]


def tell(session: Session, told: Iterable[tuple[str, int, int, int | None, int | None]]) -> None:
    """Write down how forwarding went: (id, times sent, last sent, last success, last failure)."""
    session.execute_many(
        "UPDATE broker_registration SET sent = sent + ?, last_sent = ?,"
        " last_ok = COALESCE(?, last_ok), last_fail = COALESCE(?, last_fail) WHERE id = ?",
        [(times, sent, ok, fail, id_) for id_, times, sent, ok, fail in told],
    )


def _stored(row: Row) -> Stored:
    id_, tenant, path, raw, created, *tally = row
    body = orjson.loads(bytes(raw))
    return Stored(asking.parse(body, id=id_, tenant=tenant, path=path), body, created, *tally)
