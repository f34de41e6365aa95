"""Reading a card: both signatures, the times, the list of ended cards. Every refusal has its reason."""

from collections.abc import Container, Mapping
from dataclasses import dataclass

from sagacity.identity.cards.tokens import cbor, claims, cose, printed, refusals, showing, signing
from sagacity.identity.cards.tokens.seen import Seen

SKEW = 60  # seconds a phone's clock may be wrong, and a code stays fresh


@dataclass(frozen=True, slots=True)
class Reader:
    """What a reader carries: its city, the keys by name, and what knows the ended cards."""

    issuer: str
    keys: Mapping[bytes, signing.Public]
    ended: Container[bytes] = frozenset()

    def read(self, text: str, *, at: int, seen: Seen | None = None) -> "Found":
        """What a scanned text says at a moment.

        Raises:
            CardRefused: one of its kinds, by the first reason in the order of `refusals.ALL`.
        """
        text = text.rstrip("\r\n")  # of readers that type; never a space: it is a letter of Base45
        if text.startswith(printed.PREFIX):
            return self._read_printed(printed.read(text), at=at)
        shown = showing.read(text)
        try:
            signed = cose.read(shown.card)
            said = claims.read(signed.payload)
        except cbor.NotCanonical as problem:
            raise refusals.Malformed(str(problem)) from problem
        self._check(said.issuer, signed)
        _check_phone(said, shown)
        card = signing.padless(said.card)
        self._check_times(said.card, said.issued, said.expires, at)
        if abs(at - shown.at) > SKEW:
            raise refusals.Stale(f"{at - shown.at} seconds old", card=card)
        if seen is not None and not seen.is_new(said.card, shown.at, at=at):
            raise refusals.Replayed(card=card)
        return Found(card=said.card, kind=said.kind, expires=said.expires, shown=shown.at, claims=said)

    def _read_printed(self, said: printed.Printed, *, at: int) -> "Found":
        self._check(said.issuer, said.signed)
        self._check_times(said.card, said.issued, said.expires, at)
        return Found(card=said.card, kind="printed", expires=said.expires, shown=None, claims=None)

    def _check(self, issuer: str, signed: cose.Signed) -> None:
        if issuer != self.issuer:
            raise refusals.Foreign(issuer)
        key = self.keys.get(signed.kid)
        if key is None:
            raise refusals.UnknownKey(signed.kid.hex())
        if not signed.fits(key):
            raise refusals.BadSignature("of the city")

    def _check_times(self, card: bytes, issued: int, expires: int, at: int) -> None:
        name = signing.padless(card)
        if issued > at + SKEW:
            raise refusals.NotYet(card=name)
        if expires <= at:
            raise refusals.Expired(card=name)
        if card in self.ended:
            raise refusals.Revoked(card=name)


@dataclass(frozen=True, slots=True)
class Found:
    """A card that holds; `shown` is when its phone signed, nothing for paper."""

    card: bytes
    kind: str
    expires: int
    shown: int | None
    claims: claims.Claims | None


def _check_phone(said: claims.Claims, shown: showing.Shown) -> None:
    try:
        phone = signing.public_of(said.x, said.y)
    except refusals.BadKey as problem:
        raise refusals.BadSignature("of the phone") from problem
    if not shown.signed.fits(phone):
        raise refusals.BadSignature("of the phone", card=signing.padless(said.card))
