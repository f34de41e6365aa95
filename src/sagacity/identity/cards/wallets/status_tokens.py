"""The list of ended cards as wallets and their readers know it: one bit for each (IETF Token Status List)."""

import secrets
import zlib
from datetime import datetime, timedelta

from sagacity.identity.cards import models, signing_keys
from sagacity.identity.cards.tokens import refusals, signing
from sagacity.identity.cards.wallets import addresses, jws

KIND = "statuslist+jwt"
SIZE = 1 << 17  # places in the list; always whole, so that its length tells nothing
LIVES = timedelta(hours=12)
ASK_AGAIN = timedelta(minutes=15)


class NoPlaceLeft(Exception):
    """Every place of the list is taken."""


def new_place() -> int:
    """A place by chance, so that neighbours in the list have nothing to do with each other.

    Raises:
        NoPlaceLeft: none was found in a hundred tries.
    """
    for _ in range(100):
        place = secrets.randbelow(SIZE)
        if not models.Card.objects.filter(place=place).exists():
            return place
    raise NoPlaceLeft


def status_token(*, at: datetime) -> str:
    """The whole list, signed: bit 1 where a card has ended."""
    ended = models.Card.objects.exclude(place=None).exclude(ended_at=None).filter(expires_at__gt=at)
    bits = bytearray(SIZE // 8)
    for place in ended.values_list("place", flat=True):
        assert place is not None
        bits[place // 8] |= 1 << (place % 8)
    signer = signing_keys.signer(at=at)
    claims = {
        "sub": addresses.status_list(),
        "iat": int(at.timestamp()),
        "exp": int((at + LIVES).timestamp()),
        "ttl": int(ASK_AGAIN.total_seconds()),
        "status_list": {"bits": 1, "lst": signing.padless(zlib.compress(bytes(bits), 9))},
    }
    return jws.made(claims, header={"typ": KIND, "kid": signer.kid}, private=signer.private)


def is_ended(token: str, *, place: int, public: signing.Public) -> bool:
    """What a reader far away finds out from the list alone.

    Raises:
        CardRefused: the list is none of the city's.
    """
    said = jws.read(token, kind=KIND)
    jws.demand_signature(said, public)
    packed = zlib.decompressobj()
    bits = packed.decompress(signing.unpadded(str(said.claims["status_list"]["lst"])), SIZE // 8)
    if not 0 <= place < len(bits) * 8:
        raise refusals.Malformed("place")
    return bool(bits[place // 8] >> (place % 8) & 1)
