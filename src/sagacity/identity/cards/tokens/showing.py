"""What a QR code holds: the card and the time, signed by the phone; zlib, Base45, a prefix in capitals."""

from dataclasses import dataclass

from sagacity.identity.cards.tokens import base45, cbor, cose, deflate, refusals, signing

PREFIX = "SG2:"
LONGEST = 1200  # letters; a version 15-M code holds 600, readers that type may add a line end
FITS_VERSION_15_M = 600


@dataclass(frozen=True, slots=True)
class Shown:
    """One moment of a card: the card as bytes, when the phone signed, and its signature."""

    card: bytes
    at: int
    signed: cose.Signed


def show(card: bytes, *, at: int, private: signing.Private) -> str:
    """The text of a code, as the page of the resident makes it too."""
    signed = cose.sign(cbor.write([card, at]), private=private)
    return PREFIX + base45.encode(deflate.shrink(signed))


def read(text: str) -> Shown:
    """Take a code apart; no signature has been looked at yet.

    Raises:
        Malformed: it is none of ours.
    """
    if len(text) > LONGEST or not text.startswith(PREFIX):
        raise refusals.Malformed("not the text of a card")
    try:
        signed = cose.read(deflate.inflate(base45.decode(text[len(PREFIX) :])))
        card, at = cbor.as_list(cbor.read(signed.payload), size=2)
        shown = Shown(card=cbor.as_bytes(card), at=cbor.as_int(at), signed=signed)
    except (base45.NotBase45, deflate.NotInflated, cbor.NotCanonical) as problem:
        raise refusals.Malformed(str(problem)) from problem
    if signed.kid:
        raise refusals.Malformed("signed by a city where a phone was expected")
    return shown
