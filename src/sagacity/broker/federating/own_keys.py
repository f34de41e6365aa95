"""Our own keys: one signs, the next waits until every peer knows it, the old one is still an address.

Their private halves are kept nowhere: they follow from the secret of the house and a number of each key.
"""

import hmac
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sagacity.broker.federating import signing
from sagacity.broker.federating.peers import COUNTER
from sagacity.broker.refusals import NotDoable, NotFound
from sagacity.broker.store import meta
from sagacity.broker.store.base import Session

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

State = Literal["next", "current", "old"]
_ORDER = ("current", "next", "old")


@dataclass(frozen=True, slots=True)
class OwnKey:
    """``public`` is what peers are given."""

    name: str
    public: str
    state: State
    made: int
    number: str
    private: "Ed25519PrivateKey"


def all_own(session: Session, *, secret: str) -> list[OwnKey]:
    """The one that signs first; none before the first start."""
    rows = session.execute("SELECT number, state, made FROM broker_own_key ORDER BY made, number")
    found = [_key(secret, str(number), state, int(made)) for number, state, made in rows]
    return sorted(found, key=lambda one: _ORDER.index(one.state))


def _key(secret: str, number: str, state: State, made: int) -> OwnKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    seed = hmac.digest(secret.encode(), f"broker peer key {number}".encode(), "sha256")
    private = Ed25519PrivateKey.from_private_bytes(seed)
    public = private.public_key().public_bytes_raw()
    return OwnKey(signing.name_of(public), signing.public_text(public), state, made, number, private)


def make_first(session: Session, *, at: int) -> None:
    """The key of a new house; a house that has one keeps it."""
    if not session.execute("SELECT 1 FROM broker_own_key WHERE state = 'current'"):
        _insert(session, "current", at)


def make_next(session: Session, *, at: int) -> None:
    """One more, for peers to learn before it is used.

    Raises:
        NotDoable: one waits already.
    """
    if session.execute("SELECT 1 FROM broker_own_key WHERE state = 'next'"):
        raise NotDoable("a next key waits already: give it to the peers, then use it")
    _insert(session, "next", at)


def use_next(session: Session) -> None:
    """From now on the next one signs; the one before is old, and what peers address to it still comes in.

    Raises:
        NotDoable: there is no next one.
    """
    if not session.execute("SELECT 1 FROM broker_own_key WHERE state = 'next'"):
        raise NotDoable("there is no next key: make one, and give it to the peers first")
    session.execute("DELETE FROM broker_own_key WHERE state = 'old'")
    session.execute("UPDATE broker_own_key SET state = 'old' WHERE state = 'current'")
    session.execute("UPDATE broker_own_key SET state = 'current' WHERE state = 'next'")
    meta.bump(session, COUNTER)


def forget(session: Session, number: str) -> None:
    """An old key, or one that was never used, is gone.

    Raises:
        NotFound: there is none, or it is the one that signs.
    """
    if not session.execute(
        "DELETE FROM broker_own_key WHERE number = ? AND state <> 'current' RETURNING number", (number,)
    ):
        raise NotFound("only an old key or the next one can be taken away")
    meta.bump(session, COUNTER)


def _insert(session: Session, state: State, at: int) -> None:
    session.execute(
        "INSERT INTO broker_own_key (number, state, made) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (secrets.token_hex(8), state, at),
    )
    meta.bump(session, COUNTER)
