"""The public keys of peers, when each was last proven, and what a peer that proves itself may do here."""

from dataclasses import dataclass

from sagacity.broker.access import keys
from sagacity.broker.access.grants import Grant
from sagacity.broker.access.keys import Terms
from sagacity.broker.federating import peers, signing
from sagacity.broker.federating.peers import COUNTER, Peer
from sagacity.broker.refusals import AlreadyExists, BadRequest, NoKey, NotFound
from sagacity.broker.store import meta
from sagacity.broker.store.base import Session

MOST = 4  # of one peer: the one it uses, the next, and room for a mistake
MAY = ("read", "write")
SIGNATURE = "signature"  # in place of the beginning of a secret
REMEMBERED_MS = 300_000  # longer than any signature holds


@dataclass(frozen=True, slots=True)
class PeerKey:
    """``key``: the id of the key of ours that says what the peer may do; ``verified`` None: never yet."""

    name: str
    peer: str
    public: str
    key: str
    added: int
    verified: int | None


def all_of_them(session: Session) -> list[PeerKey]:
    """Every key of every peer, the oldest first."""
    rows = session.execute(
        "SELECT name, peer, public, key_id, added, verified FROM broker_peer_key ORDER BY added, name"
    )
    return [PeerKey(*row) for row in rows]


def add(session: Session, *, peer: str, public: str, may: tuple[str, ...], who: str, at: int) -> PeerKey:
    """Believe whoever holds this key that it is the peer.

    Raises:
        NotFound: there is no such peer. BadRequest: it is no key, or the peer has too many.
        AlreadyExists: this key is known, perhaps of another peer.
    """
    found = next((one.peer for one in peers.all_of_them(session) if one.peer.id == peer), None)
    if found is None:
        raise NotFound("there is no peer with this id")
    try:
        name = signing.name_of(signing.read_public(public))
    except ValueError as problem:
        raise BadRequest(f"this is no public key of a peer: {problem}") from problem
    known = all_of_them(session)
    if any(one.name == name for one in known):
        raise AlreadyExists("this key is known already")
    if sum(one.peer == peer for one in known) >= MOST:
        raise BadRequest(f"a peer has at most {MOST} keys: take an old one away first")
    key = _reach(session, found, may, who=who, at=at)
    session.execute(
        "INSERT INTO broker_peer_key (name, peer, public, key_id, added) VALUES (?, ?, ?, ?, ?)",
        (name, peer, public.strip(), key, at),
    )
    meta.bump(session, COUNTER)
    return PeerKey(name, peer, public.strip(), key, at, None)


def _reach(session: Session, peer: Peer, may: tuple[str, ...], *, who: str, at: int) -> str:
    """What is shared with the peer, and no more; use, limits and revoking are those of a key of ours."""
    if not may or not set(may) <= set(MAY):
        raise BadRequest(f"what the peer may do here is one or more of: {', '.join(MAY)}")
    grant = Grant(peer.tenant, peer.path, peer.types, tuple(sorted(peer.mapping.attrs or ())), may)
    terms = Terms(peer.name, peer.url, "", (grant,))
    try:
        return keys.of_client(session, name_of(peer.id), terms, prefix=SIGNATURE, who=who, at=at).id
    except NoKey as revoked:
        raise BadRequest("what this peer may do was revoked: add the peer anew") from revoked


def name_of(peer: str) -> str:
    """What stands where the hash of a secret would."""
    return f"peer:{peer}"


def remove(session: Session, name: str) -> None:
    """Believe that key no longer.

    Raises:
        NotFound: it is not known.
    """
    if not session.execute("DELETE FROM broker_peer_key WHERE name = ? RETURNING name", (name,)):
        raise NotFound("this key of a peer is not known")
    meta.bump(session, COUNTER)


def remove_all(session: Session, peer: str, *, who: str, at: int) -> None:
    """The peer is gone, and so is what it might do."""
    for key in {one.key for one in all_of_them(session) if one.peer == peer}:
        keys.revoke(session, key, who=who, at=at, why="the peer was taken away")
    session.execute("DELETE FROM broker_peer_key WHERE peer = ?", (peer,))
    meta.bump(session, COUNTER)


def note_use(session: Session, *, name: str, nonce: str, at: int) -> bool:
    """Whether this signature comes for the first time, whatever process it came to before."""
    session.execute("DELETE FROM broker_nonce WHERE at < ?", (at - REMEMBERED_MS,))
    first = session.execute(
        "INSERT INTO broker_nonce (name, nonce, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING RETURNING at",
        (name, nonce, at),
    )
    if first:
        session.execute("UPDATE broker_peer_key SET verified = ? WHERE name = ?", (at, name))
    return bool(first)
