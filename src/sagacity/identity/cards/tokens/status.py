"""The list of ended cards, signed by the city: a reader takes it along and knows how old it is."""

from dataclasses import dataclass

from sagacity.identity.cards.tokens import cbor, claims, cose, signing

LISTED = 8  # bytes of a card's id in the list: short enough to carry, long enough not to meet
ENDED = -65538


class NotAList(ValueError):
    """No list of ended cards that one of these keys has signed."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Ended cards by the first bytes of their ids, and when the list was made."""

    issuer: str
    made: int
    ended: frozenset[bytes]

    def __contains__(self, card: object) -> bool:
        return isinstance(card, bytes) and card[:LISTED] in self.ended


def sign(*, issuer: str, made: int, ended: list[bytes], private: signing.Private, kid: bytes) -> bytes:
    """The list as bytes: sorted, so that it says nothing of the order in which cards ended."""
    short = b"".join(sorted({card[:LISTED] for card in ended}))
    payload = {claims.ISSUER: issuer, claims.ISSUED: made, ENDED: short}
    return cose.sign(cbor.write(payload), private=private, kid=kid)


def read(data: bytes, *, keys: dict[bytes, signing.Public]) -> Listed:
    """Take a list that one of the keys has signed.

    Raises:
        NotAList: there is no such list.
    """
    try:
        signed = cose.read(data)
        said = cbor.as_map(cbor.read(signed.payload))
        short = cbor.as_bytes(said.get(ENDED))
        issuer, made = cbor.as_text(said.get(claims.ISSUER)), cbor.as_int(said.get(claims.ISSUED))
    except cbor.NotCanonical as problem:
        raise NotAList(str(problem)) from problem
    key = keys.get(signed.kid)
    if key is None or not signed.fits(key) or len(short) % LISTED:
        raise NotAList("not signed by a key of the city")
    ended = (short[at : at + LISTED] for at in range(0, len(short), LISTED))
    return Listed(issuer=issuer, made=made, ended=frozenset(ended))
