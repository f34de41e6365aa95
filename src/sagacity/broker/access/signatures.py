"""Peers that sign: whoever proves to hold a peer's key comes in with the reach of that peer."""

from collections.abc import Awaitable, Callable
from functools import partial

from sagacity.broker.broker import Broker
from sagacity.broker.door.request import Request
from sagacity.broker.federating import peer_keys, signing
from sagacity.broker.federating.peer_keys import PeerKey
from sagacity.broker.federating.signing import NotSigned, Shown, Target
from sagacity.broker.refusals import NoKey


class Signatures:
    """Of all peers; asked only where a request bears a signature."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    def proof(self, request: Request, *, at: int) -> Callable[[], Awaitable[None]] | None:
        """What finishes the proof, None if no peer of ours is named: then a key may be shown all the same.

        Raises:
            NoKey: a peer is named, and the signature is not its own, not for us, or not of this minute.
        """
        from sagacity.broker.federating import shelf  # geometry comes with it: not for who only asks a key

        kept = shelf.of(self._broker)
        kept.of_tenant("")  # the keys are read with the registrations
        target = _target(request)
        try:
            found = kept.ring.known(request.headers)
            if found is None:
                return None
            kept.ring.check(*found, target, at=at)
        except NotSigned as problem:
            raise NoKey(str(problem)) from problem
        return partial(self._finish, request, target, *found, at)

    async def _finish(self, request: Request, target: Target, key: PeerKey, one: Shown, at: int) -> None:
        """A signature counts once, in whatever process; and the body must be the one that was signed."""
        if not await self._broker.do(partial(peer_keys.note_use, name=key.name, nonce=one.nonce, at=at)):
            raise NoKey("this signature was used already: sign each attempt anew")
        held = self._broker.keyring.by_id(key.key)
        if held is None:
            raise NoKey("what this peer may do was revoked")
        request.signer = held
        request.proof = partial(_check_body, target)


def _check_body(target: Target, body: bytes) -> None:
    try:
        signing.check_body(target, body)
    except NotSigned as problem:
        raise NoKey(str(problem)) from problem


def _target(request: Request) -> Target:
    return Target(
        request.method,
        request.raw_path.decode("latin-1"),
        request.query_string.decode("latin-1"),
        request.headers,
    )
