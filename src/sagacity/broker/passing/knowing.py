"""What is known of data that stay in an Orion: their types, counted lately, and whether the Orion answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from sagacity.broker.delivering.deliveries import moment
from sagacity.broker.store.base import Row, Session


@dataclass(frozen=True, slots=True)
class KindThere:
    """A type of entities in an Orion; ``attributes`` with their NGSIv2 types; one entity as a sample."""

    type: str
    count: int
    attributes: dict[str, tuple[str, ...]]
    sample: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What of a tenant, at a path and below, stays in the Orion at ``url``; ``at``: when it was looked at."""

    tenant: str
    path: str
    url: str
    at: datetime
    kinds: tuple[KindThere, ...]


@dataclass(frozen=True, slots=True)
class OrionState:
    """Whether an Orion answered when it was last asked; ``reason`` why not."""

    url: str
    last_ok: datetime | None
    last_failed: datetime | None
    reason: str

    @property
    def answers(self) -> bool:
        """The last time it was asked."""
        return self.last_failed is None or (self.last_ok is not None and self.last_ok >= self.last_failed)


def put(session: Session, *, tenant: str, path: str, url: str, kinds: Sequence[KindThere], at: int) -> None:
    """Write down what was seen."""
    said = orjson.dumps([[one.type, one.count, one.attributes, one.sample] for one in kinds])
    session.execute(
        "INSERT INTO broker_elsewhere (tenant, path, url, at, kinds) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (tenant, path)"
        " DO UPDATE SET url = excluded.url, at = excluded.at, kinds = excluded.kinds",
        (tenant, path, url, at, said),
    )


def keep_only(session: Session, places: Sequence[tuple[str, str]]) -> None:
    """Forget places that are no longer asked about."""
    for tenant, path in session.execute("SELECT tenant, path FROM broker_elsewhere"):
        if (tenant, path) not in places:
            session.execute("DELETE FROM broker_elsewhere WHERE tenant = ? AND path = ?", (tenant, path))


def everything(session: Session) -> list[Elsewhere]:
    """All that is known, by tenant and path."""
    rows = session.execute("SELECT tenant, path, url, at, kinds FROM broker_elsewhere ORDER BY tenant, path")
    return [_elsewhere(row) for row in rows]


def note_state(session: Session, url: str, *, at: int, reason: str = "") -> None:
    """It answered, or did not for a reason."""
    column = "last_fail" if reason else "last_ok"
    session.execute(
        f"INSERT INTO broker_orion (url, {column}, reason) VALUES (?, ?, ?)"
        f" ON CONFLICT (url) DO UPDATE SET {column} = excluded.{column}, reason = excluded.reason",
        (url, at, reason),
    )


def states(session: Session) -> list[OrionState]:
    """How every Orion was when it was last asked."""
    rows = session.execute("SELECT url, last_ok, last_fail, reason FROM broker_orion ORDER BY url")
    return [OrionState(url, _moment(ok), _moment(fail), reason) for url, ok, fail, reason in rows]


def _moment(at: int | None) -> datetime | None:
    return None if at is None else moment(at)


def _elsewhere(row: Row) -> Elsewhere:
    tenant, path, url, at, said = row
    kinds = tuple(
        KindThere(type_, count, {name: tuple(types) for name, types in attributes.items()}, sample)
        for type_, count, attributes, sample in orjson.loads(bytes(said))
    )
    return Elsewhere(tenant, path, url, moment(at), kinds)
