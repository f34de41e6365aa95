"""Tokens of seats: only their hashes are kept."""

import hashlib

from sagacity.reservations.remote import models, refusals


def row_of(token: str) -> models.Seat:
    """
    Raises:
        NoSuchSeat: the token opens nothing.
    """
    row = models.Seat.objects.filter(token_hash=hash_of(token)).select_related("call").first()
    if row is None:
        raise refusals.NoSuchSeat
    return row


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
