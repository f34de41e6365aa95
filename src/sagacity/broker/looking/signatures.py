"""Keys of signatures as staff see and handle them; each verb works at once in this process."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sagacity.broker.federating import keychain, peer_keys, shelf
from sagacity.broker.federating.own_keys import State, make_first
from sagacity.broker.here import here
from sagacity.broker.looking.reading import moment
from sagacity.broker.store.base import Session, Work


@dataclass(frozen=True, slots=True)
class OwnKey:
    """``public`` is what peers are given, ``name`` what people compare by telephone."""

    name: str
    public: str
    state: State
    made: datetime


@dataclass(frozen=True, slots=True)
class PeerKey:
    """A key that a peer gave us. ``verified``: when the peer last proved itself by it, None if never."""

    name: str
    peer: str
    public: str
    broker_key: str
    added: datetime
    verified: datetime | None


def own_keys() -> list[OwnKey]:
    """Ours, the one that signs first; the first one is made when it is first asked for."""

    def work(session: Session) -> list[OwnKey]:
        found = keychain.own(here(), session)
        return [OwnKey(one.name, one.public, one.state, moment(one.made)) for one in found]

    found: list[OwnKey] = here().read_now(work)
    if not found:
        _done(partial(make_first, at=here().clock()))
        found = here().read_now(work)
    return found


def keys_of_peers() -> list[PeerKey]:
    """Those of every peer, the oldest first."""

    def work(session: Session) -> list[PeerKey]:
        return [
            PeerKey(
                one.name, one.peer, one.public, one.key, moment(one.added),
                None if one.verified is None else moment(one.verified),
            )
            for one in peer_keys.all_of_them(session)
        ]  # fmt: skip

    found: list[PeerKey] = here().read_now(work)
    return found


def make_next_key() -> None:
    """One more key, for peers to learn before it is used.

    Raises:
        NotDoable: one waits already.
    """
    _done(partial(keychain.make_next, here()))


def use_next_key() -> None:
    """From now on the next one signs.

    Raises:
        NotDoable: there is none.
    """
    _done(keychain.use_next)


def forget_own_key(name: str) -> None:
    """Raises NotFound: there is none of that name, or it is the one that signs."""
    _done(partial(keychain.forget, here(), name=name))


def believe_peer(*, peer: str, public: str, may: tuple[str, ...], who: str) -> str:
    """Believe whoever holds this key that it is the peer; the name of the key.

    Raises:
        NotFound: there is no such peer. BadRequest: it is no key. AlreadyExists: it is known already.
    """
    believing = partial(keychain.believe, here(), peer=peer, public=public, may=may, who=who)
    return str(_done(believing).name)


def doubt_peer(*, peer: str, name: str) -> None:
    """Believe that key no longer.

    Raises:
        NotFound: the peer has no such key.
    """
    _done(partial(keychain.doubt, peer=peer, name=name))


def _done(work: Work[Any]) -> Any:
    found = here().do_now(work)
    here().read_now(shelf.of(here()).look)
    here().keyring.look()
    return found
