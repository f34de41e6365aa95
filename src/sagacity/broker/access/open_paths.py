"""What anyone may read without a key: service paths that the city has marked open, or types there."""

from sagacity.broker.access.grants import Grant
from sagacity.broker.store import meta
from sagacity.broker.store.base import Session

COUNTER = "open"


def all_open(session: Session) -> tuple[Grant, ...]:
    """The open paths, as grants to read."""
    rows = session.execute("SELECT tenant, path FROM broker_open ORDER BY tenant, path")
    types = session.execute("SELECT tenant, path, type FROM broker_open_type ORDER BY type")
    return tuple(
        Grant(
            tenant=tenant,
            path=path,
            types=tuple(str(type_) for of, at, type_ in types if (of, at) == (tenant, path)),
        )
        for tenant, path in rows
    )


def open_path(session: Session, *, tenant: str, path: str, types: tuple[str, ...] = ()) -> None:
    """From now on anyone may read there and below; these types alone if some are named."""
    session.execute(
        "INSERT INTO broker_open (tenant, path) VALUES (?, ?) ON CONFLICT DO NOTHING", (tenant, path)
    )
    session.execute("DELETE FROM broker_open_type WHERE tenant = ? AND path = ?", (tenant, path))
    session.execute_many(
        "INSERT INTO broker_open_type (tenant, path, type) VALUES (?, ?, ?)",
        [(tenant, path, type_) for type_ in dict.fromkeys(types)],
    )
    meta.bump(session, COUNTER)


def close_path(session: Session, *, tenant: str, path: str) -> None:
    """From now on a key is needed there."""
    session.execute("DELETE FROM broker_open WHERE tenant = ? AND path = ?", (tenant, path))
    session.execute("DELETE FROM broker_open_type WHERE tenant = ? AND path = ?", (tenant, path))
    meta.bump(session, COUNTER)
