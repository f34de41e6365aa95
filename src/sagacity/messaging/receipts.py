"""Receipts: a phone says that a message arrived; a token that only its message holds proves which."""

import base64
import binascii
import hmac
from datetime import datetime
from functools import cache

from django.conf import settings
from django.db.models import Value
from django.db.models.functions import Coalesce

from sagacity.kit import seals
from sagacity.messaging import models
from sagacity.messaging.types import Channel, DeliveryState

LONGEST = 40
_NUMBER, _PROOF = 8, 12


def receipt_for(delivery: int) -> str:
    """The token of one delivery."""
    number = delivery.to_bytes(_NUMBER, "big")
    return base64.urlsafe_b64encode(number + _proof(number, settings.SECRET_KEY)).rstrip(b"=").decode("ascii")


def received(*, receipt: str, at: datetime) -> bool:
    """A person's own device says that a message arrived; whether the token is ours. Twice is no harm."""
    delivery = _read(receipt)
    if delivery is None:
        return False
    sent = models.Delivery.objects.filter(pk=delivery, channel=Channel.PUSH)
    sent.filter(received_at__isnull=True).update(
        state=DeliveryState.RECEIVED,
        why="",
        due_at=None,
        fall_back_at=None,
        received_at=at,
        sent_at=Coalesce("sent_at", Value(at)),
    )
    return True


def _read(receipt: str) -> int | None:
    if not receipt or len(receipt) > LONGEST or not receipt.isascii():
        return None
    try:
        raw = base64.b64decode(receipt + "=" * (-len(receipt) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    number, proof = raw[:_NUMBER], raw[_NUMBER:]
    known = [_proof(number, secret) for secret in seals.secrets_of("SECRET_KEY")]
    fits = len(raw) == _NUMBER + _PROOF and any(hmac.compare_digest(proof, one) for one in known)
    return int.from_bytes(number, "big") if fits else None


def _proof(number: bytes, secret: str) -> bytes:
    return hmac.digest(_key(secret), number, "sha256")[:_PROOF]


@cache
def _key(secret: str) -> bytes:
    return hmac.digest(secret.encode(), b"messaging.receipt", "sha256")
