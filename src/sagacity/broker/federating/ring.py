"""Signatures between peers in this process: ours on what goes out, theirs checked on what comes in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import msgspec

from sagacity.broker.delivering import address as addresses
from sagacity.broker.delivering.outgoing import HttpParcel
from sagacity.broker.federating import own_keys, peer_keys, signing
from sagacity.broker.federating.own_keys import OwnKey
from sagacity.broker.federating.peer_keys import PeerKey
from sagacity.broker.federating.signing import NotSigned, Shown, Target
from sagacity.broker.store.base import Session

HOLDS_S = 60  # seconds, so far may the clocks of two cities and the way between them differ
LONGEST_NONCE = 100

# (method, address, headers, body) → headers to add
Sign = Callable[[str, str, Mapping[str, str], bytes], dict[str, str]]


@dataclass(slots=True)
class Ring:
    """Read from the store when peers or keys move."""

    secret: str
    clock: Callable[[], int]
    _own: list[OwnKey] = field(default_factory=list)
    _theirs: dict[str, PeerKey] = field(default_factory=dict)
    _to: dict[str, str] = field(default_factory=dict)  # peer → the name of the key it is addressed by

    def load(self, session: Session) -> None:
        """Take over what the store knows."""
        self._own = own_keys.all_own(session, secret=self.secret)
        known = peer_keys.all_of_them(session)
        self._theirs = {one.name: one for one in known}
        self._to = {one.peer: one.name for one in reversed(known)}

    def signer(self, peer: str) -> Sign | None:
        """What signs requests to a peer; None as long as it has given us no key."""
        to = self._to.get(peer)
        if to is None or not self._own:
            return None
        own = self._own[0]

        def sign(method: str, url: str, headers: Mapping[str, str], body: bytes) -> dict[str, str]:
            parts = urlsplit(url)
            target = Target(
                method, parts.path, parts.query, {name.lower(): value for name, value in headers.items()}
            )
            return signing.sign(
                own.private, keyid=own.name, tag=to, target=target, body=body, at=self.clock()
            )

        return sign

    def signed(self, parcel: HttpParcel) -> HttpParcel:
        """A letter with a signature of this moment, as each attempt needs one of its own."""
        sign = self.signer(parcel.signer)
        if sign is None:
            return parcel
        where = addresses.parse(parcel.url)
        added = sign(
            parcel.method,
            f"{where.scheme}://{where.authority}{where.target}",
            dict(parcel.headers),
            parcel.body,
        )
        return msgspec.structs.replace(parcel, headers=(*parcel.headers, *added.items()))

    def known(self, headers: Mapping[str, str]) -> tuple[PeerKey, Shown] | None:
        """The signature of a peer among those of a request, None if there is none.

        Raises:
            NotSigned: the headers cannot be read.
        """
        if not self._theirs:
            return None
        for one in signing.shown(headers):
            if (key := self._theirs.get(one.keyid)) is not None:
                return key, one
        return None

    def check(self, key: PeerKey, one: Shown, target: Target, *, at: int) -> None:
        """Raises NotSigned unless the peer signed this, for us, a moment ago."""
        if abs(at - one.created * 1000) > HOLDS_S * 1000:
            raise NotSigned(
                "the signature is not of this minute: sign each attempt anew; are the clocks right?"
            )
        if one.tag not in {own.name for own in self._own}:
            raise NotSigned("the signature is meant for somebody else: its tag is none of our keys")
        if len(one.nonce) > LONGEST_NONCE:
            raise NotSigned("the nonce is too long")
        signing.check(one, signing.read_public(key.public), target)
