"""Readings: what a scanned text or a typed code says, with the newest knowledge of the city."""

from collections.abc import Container
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from sagacity.identity.cards import issuer, models, sealing, signing_keys, types
from sagacity.identity.cards.tokens import refusals, short_codes
from sagacity.identity.cards.tokens.seen import Seen

if TYPE_CHECKING:
    from sagacity.identity.cards.tokens import claims, signing


class NoSuchCode(LookupError):
    """The typed code is none, or is over: codes change every 30 seconds."""


def read(text: str, *, at: datetime, seen: Seen | None = None) -> types.Reading:
    """What a scanned text says.

    Raises:
        CardRefused: one of its kinds; `reason` says which.
    """
    return Desk(_Ended()).read(text, at=at, seen=seen)


def desk(*, at: datetime) -> "Desk":
    """A reader for many texts, such as a day's scans: it fetches keys and ended cards once, now."""
    from sagacity.identity.cards.tokens import signing, status

    rows = models.Card.objects.filter(expires_at__gt=at).exclude(ended_at=None)
    ended = (signing.unpadded(number)[: status.LISTED] for number in rows.values_list("number", flat=True))
    return Desk(status.Listed(issuer.code(), int(at.timestamp()), frozenset(ended)))


class Desk:
    """Keys of the city, and what knows the ended cards."""

    def __init__(self, ended: Container[bytes]) -> None:
        from sagacity.identity.cards.tokens import reading, signing

        keys = {signing.unpadded(kid): _public(x, y) for kid, x, y in signing_keys.accepted()}
        self._reader = reading.Reader(issuer=issuer.code(), keys=keys, ended=ended)

    def read(self, text: str, *, at: datetime, seen: Seen | None = None) -> types.Reading:
        """What a scanned text says at a moment.

        Raises:
            CardRefused: one of its kinds; `reason` says which.
        """
        from sagacity.identity.cards.tokens import signing

        found = self._reader.read(text, at=int(at.timestamp()), seen=seen)
        return types.Reading(
            card=signing.padless(found.card),
            kind=types.Kind(found.kind),
            fresh=found.shown is not None,
            shown_at=datetime.fromtimestamp(found.shown, UTC) if found.shown is not None else None,
            expires_at=datetime.fromtimestamp(found.expires, UTC),
            facts=_facts(found.claims) if found.claims else None,
        )


def by_short_code(text: str, *, at: datetime) -> types.Reading:
    """What a typed code says: the code under the picture of a phone, or the one on paper.

    Raises:
        NoSuchCode: nobody's code, or no longer.
        CardRefused: the card of this code has expired or ended.
    """
    handle, half = short_codes.typed(text)
    row = models.Card.objects.filter(handle=handle).first() if handle else None
    if row is None:
        raise NoSuchCode
    is_paper = row.kind == types.Kind.PRINTED
    secrets, second = sealing.code_secrets(row.number), int(at.timestamp())
    if is_paper:
        fits = any(short_codes.is_on_paper(half, secret=secret) for secret in secrets)
    else:
        fits = any(short_codes.is_now(half, secret=secret, at=second) for secret in secrets)
    if not fits:
        raise NoSuchCode
    if row.expires_at <= at:
        raise refusals.Expired(card=row.number)
    if row.ended_at is not None:
        raise refusals.Revoked(card=row.number)
    return types.Reading(
        card=row.number,
        kind=types.Kind(row.kind),
        fresh=not is_paper,
        shown_at=None if is_paper else at,
        expires_at=row.expires_at,
    )


class _Ended:
    """The table of cards, asked for one; a card we never wrote down is none, whoever signed it."""

    def __contains__(self, card: object) -> bool:
        from sagacity.identity.cards.tokens import signing

        number = signing.padless(card) if isinstance(card, bytes) else ""
        return not models.Card.objects.filter(number=number, ended_at=None).exists()


def _facts(said: "claims.Claims") -> types.Facts | None:
    if not said.has_facts:
        return None
    digits = f"{said.birth_date:08}"
    born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    return types.Facts(name=said.name, birth_date=born, address=said.address)


@lru_cache(maxsize=16)
def _public(x: str, y: str) -> "signing.Public":
    from sagacity.identity.cards.tokens import signing

    return signing.public_of(signing.unpadded(x), signing.unpadded(y))
