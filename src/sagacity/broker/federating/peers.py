"""Peers: the prefecture and other cities, with what is shared with each and under which names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import orjson

from sagacity.broker.entity import Json
from sagacity.broker.federating.mapping import Mapping
from sagacity.broker.federating.registration import Registration
from sagacity.broker.selection import Subject
from sagacity.broker.store import meta
from sagacity.broker.store.base import Session

COUNTER = "peers"


@dataclass(frozen=True, slots=True)
class Peer:
    """Another broker. ``reads``: questions are forwarded to it; ``pushes``: changes are sent to it.

    ``url`` ends with ``/v2``. Only the attributes in the mapping's allow-list ever pass, in either direction.
    """

    id: str
    name: str
    url: str
    tenant: str
    path: str
    types: tuple[str, ...]
    mapping: Mapping
    reads: bool
    pushes: bool

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """What is shared, in our words."""
        pattern = f"^{re.escape(self.mapping.here)}" if self.mapping.here else ".*"
        return tuple(Subject(id_pattern=pattern, type=type_) for type_ in self.types)

    @property
    def registration(self) -> Registration:
        """The peer as a provider of what is shared."""
        attrs = tuple(sorted(self.mapping.attrs or ()))
        return Registration(
            self.id, self.tenant, self.path, self.subjects, attrs, self.url, "query", mapping=self.mapping
        )

    @property
    def subscription(self) -> dict[str, Json]:
        """The subscription that sends every change to the peer, under its names."""
        mapping = self.mapping
        headers = {"Fiware-Service": mapping.tenant or "", "Fiware-ServicePath": mapping.path or ""}
        headers["X-API-Key"] = mapping.key
        bare = f"id|substring({len(mapping.here)},id|len)" if mapping.here else "id"
        return {
            "description": f"peer {self.id}",
            "subject": {
                "entities": [{"idPattern": one.id_pattern, "type": one.type} for one in self.subjects]
            },
            "notification": {
                "attrs": sorted(mapping.attrs or ()),
                "httpCustom": {
                    "url": f"{self.url}/op/notify",
                    "headers": {name: value for name, value in headers.items() if value},
                    "ngsi": {"id": f"{mapping.there}${{{bare}}}"},
                },
            },
        }


@dataclass(frozen=True, slots=True)
class Stored:
    """A peer with its subscription ("" if nothing is sent) and how reading from it went (milliseconds)."""

    peer: Peer
    subscription: str
    last_ok: int | None
    last_fail: int | None


def insert(session: Session, peer: Peer, *, subscription: str, at: int) -> None:
    """Add a peer."""
    session.execute(
        "INSERT INTO broker_peer (id, body, subscription, created) VALUES (?, ?, ?, ?)",
        (peer.id, orjson.dumps(_kept(peer)), subscription, at),
    )
    meta.bump(session, COUNTER)


def remove(session: Session, id: str) -> None:
    """Delete a peer; its subscription is deleted by whoever made it."""
    session.execute("DELETE FROM broker_peer WHERE id = ?", (id,))
    meta.bump(session, COUNTER)


def all_of_them(session: Session) -> list[Stored]:
    """Every peer, the oldest first."""
    found = session.execute(
        "SELECT body, subscription, last_ok, last_fail FROM broker_peer ORDER BY created, id"
    )
    return [Stored(_peer(orjson.loads(bytes(body))), *rest) for body, *rest in found]


def of_subscription(session: Session, subscription: str) -> str:
    """The peer that a subscription sends to, "" if it is gone."""
    found = session.execute("SELECT id FROM broker_peer WHERE subscription = ?", (subscription,))
    return str(found[0][0]) if found else ""


def registrations(session: Session) -> list[Registration]:
    """The peers that are read from, as providers."""
    return [stored.peer.registration for stored in all_of_them(session) if stored.peer.reads]


def tell(session: Session, told: Iterable[tuple[str, int, int, int | None, int | None]]) -> None:
    """Write down how reading went: (id, times, last sent, last success, last failure)."""
    session.execute_many(
        "UPDATE broker_peer SET last_ok = COALESCE(?, last_ok), last_fail = COALESCE(?, last_fail)"
        " WHERE id = ?",
        [(ok, fail, id_) for id_, _, _, ok, fail in told],
    )


def lag(session: Session, subscription: str, *, at: int) -> tuple[int, int]:
    """What still waits to be sent to a peer: (messages, age of the oldest in ms)."""
    [(waiting, oldest)] = session.execute(
        "SELECT COUNT(*), MIN(created) FROM broker_outbox WHERE sub = ? AND state = 'waiting'",
        (subscription,),
    )
    return int(waiting), 0 if oldest is None else max(0, at - int(oldest))


def _kept(peer: Peer) -> dict[str, Json]:
    mapping = peer.mapping
    return {
        "id": peer.id, "name": peer.name, "url": peer.url, "tenant": peer.tenant, "path": peer.path,
        "types": peer.types, "reads": peer.reads, "pushes": peer.pushes,
        "mapping": {
            "tenant": mapping.tenant, "path": mapping.path, "here": mapping.here, "there": mapping.there,
            "attrs": sorted(mapping.attrs or ()), "key": mapping.key,
        },
    }  # fmt: skip


def _peer(kept: dict[str, Json]) -> Peer:
    mapping = kept.pop("mapping")
    attrs = frozenset(mapping.pop("attrs"))
    kept["types"] = tuple(kept["types"])
    return Peer(**kept, mapping=Mapping(**mapping, attrs=attrs))
