"""Context sources in the store; every change moves the counter that tells all processes."""

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from sagacity.broker.ld.contexts import gathering
from sagacity.broker.ld.federating import source
from sagacity.broker.ld.federating.source import KeptSource, Source
from sagacity.broker.store import meta
from sagacity.broker.store.base import Row, Session

COUNTER = "ld_sources"
_COLUMNS = "id, tenant, body, created, sent, last_ok, last_fail"


@dataclass(frozen=True, slots=True)
class StoredSource:
    """One row, with how forwarding went (milliseconds)."""

    row: str
    tenant: str
    kept: KeptSource
    created: int
    sent: int = 0
    last_ok: int | None = None
    last_fail: int | None = None


def put(session: Session, *, row: str, tenant: str, kept: KeptSource, at: int) -> None:
    """Add a source, or replace the one of that row."""
    session.execute(
        "INSERT INTO broker_ld_source (id, tenant, body, created) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET body = excluded.body",
        (row, tenant, msgspec.json.encode(kept), at),
    )
    meta.bump(session, COUNTER)


def remove(session: Session, *, row: str) -> bool:
    """Delete a source; False if there is none."""
    found = session.execute("DELETE FROM broker_ld_source WHERE id = ? RETURNING id", (row,))
    if found:
        meta.bump(session, COUNTER)
    return bool(found)


def one(session: Session, *, row: str) -> StoredSource | None:
    """The source of a row."""
    found = session.execute(f"SELECT {_COLUMNS} FROM broker_ld_source WHERE id = ?", (row,))
    return _stored(found[0]) if found else None


def page(session: Session, *, tenant: str) -> list[StoredSource]:
    """The sources of a tenant, the oldest first."""
    found = session.execute(
        f"SELECT {_COLUMNS} FROM broker_ld_source WHERE tenant = ? ORDER BY created, id", (tenant,)
    )
    return [_stored(row) for row in found]


def every(session: Session) -> list[Source]:
    """The sources of every tenant, ready for work, the oldest first."""
    found = session.execute(f"SELECT {_COLUMNS} FROM broker_ld_source ORDER BY created, id")
    return [ready(session, _stored(row)) for row in found]


def ready(session: Session, stored: StoredSource) -> Source:
    """A stored source with its names read."""
    context = gathering.read_kept(session, stored.kept.context)
    return source.read(stored.kept, tenant=stored.tenant, context=context)


def tell(session: Session, told: Iterable[tuple[str, bool, int]]) -> None:
    """Write down how asking went: (row, whether it worked, when)."""
    for row, ok, at in told:
        column = "last_ok" if ok else "last_fail"
        session.execute(f"UPDATE broker_ld_source SET sent = sent + 1, {column} = ? WHERE id = ?", (at, row))


def _stored(row: Row) -> StoredSource:
    id_, tenant, body, created, *tally = row
    return StoredSource(id_, tenant, msgspec.json.decode(body, type=KeptSource), created, *tally)
