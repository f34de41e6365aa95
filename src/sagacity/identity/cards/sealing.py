"""What cards derive from SAGACITY_CARD_KEY: the seal of signing keys, the secrets of short codes."""

import hashlib
import hmac
from functools import lru_cache

from sagacity.identity.cards import models
from sagacity.kit import seals


class WrongCardKey(Exception):
    """The signing keys were sealed with another SAGACITY_CARD_KEY: give the old one back to the program."""


@lru_cache(maxsize=16)
def _derived(key: str, purpose: str) -> bytes:
    """HKDF-SHA256 (RFC 5869) of one block; the key is random already."""
    extracted = hmac.digest(b"sagacity citizen card", key.encode(), hashlib.sha256)
    return hmac.digest(extracted, purpose.encode() + b"\x01", hashlib.sha256)


_SEALER = seals.Sealer("signing keys", setting="CARD_KEY", derive=_derived)
_CODES = seals.Sealer("short codes", setting="CARD_KEY", derive=_derived)


def seal(secret: bytes, *, about: str) -> str:
    """A secret, to be kept in the database; it opens only with the key that is not kept there."""
    from sagacity.identity.cards.tokens.signing import padless

    return padless(_SEALER.seal(secret, about=about))


def opened(sealed: str, *, about: str) -> bytes:
    """The secret under a seal.

    Raises:
        WrongCardKey: the seal is of a key the house does not know, or was changed.
    """
    from sagacity.identity.cards.tokens.signing import unpadded

    try:
        return _SEALER.opened(unpadded(sealed), about=about)
    except seals.BrokenSeal as problem:
        raise WrongCardKey(about) from problem


def renew() -> int:
    """Put the city's signing keys under the key of now; says how many were under an older one."""
    from sagacity.identity.cards.tokens.signing import padless, unpadded

    done = 0
    for row in models.SigningKey.objects.all():
        fresh = _SEALER.renewed(unpadded(row.sealed), about=row.kid)
        if fresh is not None:
            done += models.SigningKey.objects.filter(pk=row.pk).update(sealed=padless(fresh))
    return done


def code_secret(number: str) -> bytes:
    """The secret of a card's short codes, for a phone or a sheet of now; it is kept nowhere."""
    return code_secrets(number)[0]


def code_secrets(number: str) -> list[bytes]:
    """The same with those of older keys: what a phone or a sheet was given before still counts."""
    return [hmac.digest(key, number.encode(), hashlib.sha256) for key in _CODES.all_keys()]
