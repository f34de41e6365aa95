"""Secrets of staff are sealed: whoever reads the database alone reads nothing."""

import base64
import binascii

from sagacity.identity import models
from sagacity.kit import seals

_SEALER = seals.Sealer("sagacity staff second factor")


def seal(secret: str, *, about: str) -> str:
    """A secret as it may be kept; it opens only together with what it is about."""
    return _text(_SEALER.seal(secret.encode(), about=about))


def opened(sealed: str, *, about: str) -> str:
    """The secret under a seal.

    Raises:
        seals.BrokenSeal: no SAGACITY_SECRET_KEY that the house knows opens it.
    """
    return _SEALER.opened(_bytes(sealed, about), about=about).decode()


def renew() -> int:
    """Put the secrets of all second factors under the key of now; says how many were under an older one."""
    done = 0
    for row in models.SecondFactor.objects.select_related("staff").iterator():
        fresh = _SEALER.renewed(_bytes(row.sealed, row.staff.key), about=row.staff.key)
        if fresh is not None:  # unless somebody has set up another telephone in this moment
            done += models.SecondFactor.objects.filter(pk=row.pk, sealed=row.sealed).update(
                sealed=_text(fresh)
            )
    return done


def _text(sealed: bytes) -> str:
    return base64.b64encode(sealed).decode()


def _bytes(sealed: str, about: str) -> bytes:
    try:
        return base64.b64decode(sealed, validate=True)
    except binascii.Error as problem:
        raise seals.BrokenSeal(about) from problem
