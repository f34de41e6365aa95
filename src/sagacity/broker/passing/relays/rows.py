"""Relays in the store: which address an Orion was given for which subscription, and what is under way."""

import secrets
from dataclasses import dataclass

from sagacity.broker.access import owning
from sagacity.broker.passing.relays import wish as wishes
from sagacity.broker.passing.relays.wish import Wish
from sagacity.broker.store.base import Row, Session
from sagacity.broker.subscribing import asked
from sagacity.broker.subscribing import rows as subscriptions
from sagacity.broker.subscribing.rows import Stored

FACE = "passed"  # as which the subscription stands among those of the house
# MAKING: the Orion was asked, no answer is written down yet. CHANGING, ENDING: the same for later verbs.
MAKING, STANDING, CHANGING, ENDING = "making", "standing", "changing", "ending"
_COLUMNS = "token, sub, tenant, path, body, state, told, since, lost"


@dataclass(frozen=True, slots=True)
class Relay:
    """``token`` stands in the address the Orion knows; ``sub`` is the Orion's id, "" until it has said it.

    ``told``: the status it last heard from us. ``lost``: when it last failed to reach us (ms), 0 if never.
    """

    token: str
    sub: str
    tenant: str
    path: str
    body: bytes
    state: str
    told: str
    since: int
    lost: int = 0


def new(*, tenant: str, path: str, wanted: Wish, at: int) -> Relay:
    """A relay for a subscription that the Orion is about to be asked for."""
    return Relay(secrets.token_urlsafe(32), "", tenant, path, wanted.to_bytes(), MAKING, wanted.status, at)


def insert(session: Session, relay: Relay) -> None:
    """Note it before the Orion hears of it."""
    session.execute(
        f"INSERT INTO broker_relay ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            relay.token,
            relay.sub,
            relay.tenant,
            relay.path,
            relay.body,
            relay.state,
            relay.told,
            relay.since,
            relay.lost,
        ),
    )


def made(session: Session, relay: Relay, sub: str, *, owner: str, at: int) -> None:
    """The Orion has it, under that id."""
    wanted = wishes.from_bytes(relay.body)
    session.execute(
        "UPDATE broker_relay SET sub = ?, state = ?, body = ?, since = ? WHERE token = ?",
        (sub, STANDING, b"", at, relay.token),
    )
    body = asked.to_bytes(asked.without_status(wanted.found))
    stored = Stored(sub, FACE, relay.tenant, relay.path, body, wanted.status, at, max_fails=wanted.max_fails)
    owning.put_key(session, sub, owner)
    subscriptions.insert(session, stored)
    session.execute("UPDATE broker_outbox SET sub = ? WHERE sub = ?", (sub, relay.token))


def begin(session: Session, relay: Relay, state: str, *, body: bytes = b"", at: int) -> bool:
    """Start a change, alone; False if another is under way. An end may always start."""
    free = "" if state == ENDING else f" AND state = '{STANDING}'"
    return bool(
        session.execute(
            f"UPDATE broker_relay SET state = ?, body = ?, since = ? WHERE token = ?{free} RETURNING token",
            (state, body, at, relay.token),
        )
    )


def stand(session: Session, relay: Relay, *, at: int) -> None:
    """Nothing is under way any more, and nothing was changed."""
    session.execute(
        "UPDATE broker_relay SET state = ?, body = ?, since = ? WHERE token = ? AND state = ?",
        (STANDING, b"", at, relay.token, CHANGING),
    )


def changed(session: Session, relay: Relay, wanted: Wish, *, at: int) -> None:
    """The Orion has taken a change."""
    if not session.execute(
        "UPDATE broker_relay SET state = ?, body = ?, since = ?, told = ?"
        " WHERE token = ? AND state = ? RETURNING token",
        (STANDING, b"", at, wanted.status, relay.token, CHANGING),
    ):
        return  # it ends meanwhile
    body = asked.to_bytes(asked.without_status(wanted.found))
    subscriptions.change(session, relay.sub, body=body, status=wanted.status, max_fails=wanted.max_fails)


def status_told(session: Session, relay: Relay, status: str) -> None:
    """Both sides have that status."""
    session.execute("UPDATE broker_relay SET told = ? WHERE token = ?", (status, relay.token))


def remove(session: Session, relay: Relay) -> None:
    """Both sides have forgotten it; what still waits for its receiver goes too."""
    if relay.sub:
        subscriptions.remove(session, tenant=relay.tenant, face=FACE, id_=relay.sub)
    session.execute("DELETE FROM broker_outbox WHERE sub = ?", (relay.token,))
    session.execute("DELETE FROM broker_relay WHERE token = ?", (relay.token,))


def by_token(session: Session, token: str) -> Relay | None:
    """The relay an Orion speaks to."""
    return _one(session, "token = ?", token)


def by_sub(session: Session, tenant: str, sub: str) -> Relay | None:
    """The relay behind a subscription."""
    return _one(session, "tenant = ? AND sub = ?", tenant, sub) if sub else None


def of_tenant(session: Session, tenant: str) -> dict[str, Relay]:
    """Every relay of a tenant whose id is known, by it."""
    found = session.execute(f"SELECT {_COLUMNS} FROM broker_relay WHERE tenant = ? AND sub <> ''", (tenant,))
    return {relay.sub: relay for relay in map(_relay, found)}


def stored(session: Session, relay: Relay) -> Stored | None:
    """The subscription as it stands among those of the house."""
    return subscriptions.one(session, tenant=relay.tenant, face=FACE, id_=relay.sub)


def unfinished(session: Session, *, before: int) -> list[Relay]:
    """Relays of which something is under way for so long that whoever began it must have gone."""
    found = session.execute(
        f"SELECT {_COLUMNS} FROM broker_relay WHERE state <> ? AND since < ? ORDER BY since",
        (STANDING, before),
    )
    return [_relay(row) for row in found]


def out_of_step(session: Session) -> list[tuple[Relay, str]]:
    """Standing relays whose subscription has another status here than the Orion was told, with it."""
    columns = ", ".join(f"r.{name.strip()}" for name in _COLUMNS.split(","))
    found = session.execute(
        f"SELECT {columns}, s.status FROM broker_relay r JOIN broker_subscription s"
        " ON s.id = r.sub AND s.tenant = r.tenant WHERE r.state = ? AND s.status <> r.told",
        (STANDING,),
    )
    return [(_relay(row[:-1]), str(row[-1])) for row in found]


def tenants(session: Session) -> list[str]:
    """Tenants with relays."""
    return [str(row[0]) for row in session.execute("SELECT DISTINCT tenant FROM broker_relay")]


def is_waited_for(session: Session, relay: Relay) -> bool:
    """Whether something of it is still to be delivered."""
    return bool(
        session.execute(
            "SELECT 1 FROM broker_outbox WHERE sub = ? AND state = 'waiting' LIMIT 1", (relay.sub,)
        )
    )


def note_lost(session: Session, relay: Relay, at: int) -> None:
    """The Orion could not reach us then; what it would have told is gone."""
    session.execute("UPDATE broker_relay SET lost = ? WHERE token = ?", (at, relay.token))


def lost_since(session: Session, at: int) -> int:
    """How many relays an Orion failed to reach since then."""
    return int(session.execute("SELECT COUNT(*) FROM broker_relay WHERE lost > ?", (at,))[0][0])


def _one(session: Session, condition: str, *values: str) -> Relay | None:
    found = session.execute(f"SELECT {_COLUMNS} FROM broker_relay WHERE {condition}", values)
    return _relay(found[0]) if found else None


def _relay(row: Row) -> Relay:
    token, sub, tenant, path, body, *rest = row
    return Relay(token, sub, tenant, path, bytes(body), *rest)
