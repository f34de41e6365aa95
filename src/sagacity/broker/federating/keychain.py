"""What people do with keys of signatures: look, make the next, use it, believe a peer, or no longer."""

from sagacity.broker.broker import Broker
from sagacity.broker.federating import own_keys, peer_keys, shelf
from sagacity.broker.federating.own_keys import OwnKey
from sagacity.broker.federating.peer_keys import PeerKey
from sagacity.broker.refusals import NotFound
from sagacity.broker.store.base import Session


def own(broker: Broker, session: Session) -> list[OwnKey]:
    """Our keys, the one that signs first; the first one is made when a broker first runs."""
    return own_keys.all_own(session, secret=shelf.of(broker).ring.secret)


def make_next(broker: Broker, session: Session) -> None:
    """Raises NotDoable: one waits already."""
    own_keys.make_next(session, at=broker.clock())


def use_next(session: Session) -> None:
    """Raises NotDoable: there is none."""
    own_keys.use_next(session)


def forget(broker: Broker, session: Session, *, name: str) -> None:
    """Raises NotFound: there is none of that name, or it is the one that signs."""
    number = next((one.number for one in own(broker, session) if one.name == name), "")
    own_keys.forget(session, number)


def believe(
    broker: Broker, session: Session, *, peer: str, public: str, may: tuple[str, ...], who: str
) -> PeerKey:
    """Raises NotFound, BadRequest, AlreadyExists: see peer_keys."""
    return peer_keys.add(session, peer=peer, public=public, may=may, who=who, at=broker.clock())


def doubt(session: Session, *, peer: str, name: str) -> None:
    """Raises NotFound: the peer has no such key."""
    if not any((one.peer, one.name) == (peer, name) for one in peer_keys.all_of_them(session)):
        raise NotFound("this peer has no such key")
    peer_keys.remove(session, name)
