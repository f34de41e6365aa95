"""The reference card on paper: who issued it and its id, signed by the city; it cannot be fresh.

149 letters (QR version 6-M): version, key name, card id, days from and to, city. Days count from 2020-01-01.
It is signed with the same key and kind of signature as other cards, over the bytes of a COSE Sig_structure
with "SG2P" as its context, so that neither can be taken for the other.
"""

from dataclasses import dataclass

from sagacity.identity.cards.tokens import base45, claims, cose, refusals, signing

PREFIX = "SG2P:"
EPOCH = 1_577_836_800  # 2020-01-01T00:00Z
DAY = 86_400
_CONTEXT = b"SG2P"
_VERSION = 1
_BODY = 1 + signing.KID + claims.ID_SIZE + 2 + 2 + 3
LETTERS = len(PREFIX) + (_BODY + 64) // 2 * 3


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands on paper; times in seconds."""

    issuer: str
    card: bytes
    issued: int
    expires: int
    signed: cose.Signed


def sign(*, issuer: str, card: bytes, issued: int, expires: int, private: signing.Private, kid: bytes) -> str:
    """The text of a printed card; issuer is the six digits of the city."""
    days = [(moment - EPOCH) // DAY for moment in (issued, expires)]
    body = bytes((_VERSION,)) + kid + card + b"".join(day.to_bytes(2, "big") for day in days)
    body += int(issuer).to_bytes(3, "big")
    message = cose.to_be_signed(cose.protected_of(kid), body, _CONTEXT)
    return PREFIX + base45.encode(body + signing.sign(private, message))


def read(text: str) -> Printed:
    """Take it apart; the signature has not been looked at yet.

    Raises:
        Malformed: it is no printed card.
    """
    if len(text) != LETTERS:
        raise refusals.Malformed("not the text of a printed card")
    try:
        data = base45.decode(text.removeprefix(PREFIX))
    except base45.NotBase45 as problem:
        raise refusals.Malformed(str(problem)) from problem
    if data[0] != _VERSION:
        raise refusals.Malformed("not the text of a printed card")
    kid, card = data[1:9], data[9:25]
    first, last = (int.from_bytes(data[at : at + 2], "big") for at in (25, 27))
    return Printed(
        issuer=f"{int.from_bytes(data[29:32], 'big'):06}",
        card=card,
        issued=EPOCH + first * DAY,
        expires=EPOCH + last * DAY,
        signed=cose.Signed(data[:_BODY], data[_BODY:], kid, cose.protected_of(kid), _CONTEXT),
    )
