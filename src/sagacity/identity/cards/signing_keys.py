"""The city's signing keys: made at the first start, changed by command, known to readers before they sign."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q

from sagacity.identity.cards import models, sealing, types
from sagacity.kit import house_secrets, policy
from sagacity.kit.audit import api as audit

if TYPE_CHECKING:
    from sagacity.identity.cards.tokens import signing

OVERLAP = timedelta(days=7)  # readers fetch the next key in this time, before cards are signed with it
LONGEST_LIFE = timedelta(days=730)  # of a card on paper: so long a key that signs no longer is known


class RotationUnderWay(Exception):
    """The next key is published already and has not begun to sign."""


@dataclass(frozen=True, slots=True)
class Signer:
    """The key that signs now."""

    kid: str
    private: "signing.Private"


def public_keys(*, at: datetime) -> list[types.PublicKey]:
    """Every key a reader needs at that moment: the one that signs, the next, those of cards still valid."""
    rows = models.SigningKey.objects.filter(withdrawn_at=None).order_by("starts_at", "id")
    known = rows.filter(Q(ends_at=None) | Q(ends_at__gt=at - LONGEST_LIFE))
    return [
        types.PublicKey(
            kid=row.kid,
            x=row.x,
            y=row.y,
            starts_at=row.starts_at,
            until=row.ends_at + LONGEST_LIFE if row.ends_at else None,
        )
        for row in known
    ]


def accepted() -> list[tuple[str, str, str]]:
    """Name and point of every key that was not withdrawn; the cards of old ones expire by themselves."""
    return list(models.SigningKey.objects.filter(withdrawn_at=None).values_list("kid", "x", "y"))


def signer(*, at: datetime) -> Signer:
    """The key that signs at that moment; the first is made when there is none."""
    row = _signing(at) or _first(at)
    return Signer(kid=row.kid, private=_private(row.kid, row.sealed))


def make_first_key(*, at: datetime) -> None:
    """Make a key at the first start, unless there is one that signs."""
    _first(at)


@transaction.atomic
def rotate(*, by: policy.Person, at: datetime, at_once: bool = False) -> str:
    """Make the next key, and say its name: published now, signing after the overlap.

    At once is for a key that somebody else may have: the old one is withdrawn, and every card signed with
    it is refused until its phone has fetched a new one.

    Raises:
        RotationUnderWay: the next key waits already.
    """
    now = _first(at)
    if not at_once and models.SigningKey.objects.filter(starts_at__gt=at, withdrawn_at=None).exists():
        raise RotationUnderWay
    starts_at = at if at_once else at + OVERLAP
    if at_once:
        known = models.SigningKey.objects.filter(withdrawn_at=None)
        # One that waits has not begun to sign: it ends as it begins.
        known.filter(starts_at__gt=at).update(ends_at=F("starts_at"), withdrawn_at=at)
        known.update(ends_at=at, withdrawn_at=at)
        audit.record(actor=by, action="card.key.withdraw", thing=now.kid, at=at)
    else:
        now.ends_at = starts_at
        now.save(update_fields=["ends_at"])
    return _make(starts_at=starts_at, by=by, at=at).kid


def as_secret() -> house_secrets.Secret:
    """The keys as one of the secrets of the house; they lie in the database, sealed with another."""
    return house_secrets.Secret(
        name="card-signing-key", what="signs citizen cards; sealed with card-key", files=(), rotate=_next
    )


def _next(at: datetime) -> str:
    try:
        kid = rotate(by=policy.SYSTEM, at=at)
    except RotationUnderWay as problem:
        raise house_secrets.CannotChange(
            "the next key is published already and waits for its day: see `manage card_keys list`"
        ) from problem
    return f"{kid} is published now and signs in {OVERLAP.days} days; there is nothing to do"


@transaction.atomic
def _first(at: datetime) -> models.SigningKey:
    return _signing(at) or _make(starts_at=at, by=policy.SYSTEM, at=at)


def _signing(at: datetime) -> models.SigningKey | None:
    rows = models.SigningKey.objects.filter(withdrawn_at=None, starts_at__lte=at)
    return rows.filter(Q(ends_at=None) | Q(ends_at__gt=at)).order_by("-starts_at", "-id").first()


def _make(*, starts_at: datetime, by: policy.Person, at: datetime) -> models.SigningKey:
    from sagacity.identity.cards.tokens import signing

    private = signing.new_private()
    x, y = signing.coordinates(private.public_key())
    kid = signing.padless(signing.kid_of(x, y))
    number = private.private_numbers().private_value.to_bytes(32, "big")
    row = models.SigningKey.objects.create(
        kid=kid,
        x=signing.padless(x),
        y=signing.padless(y),
        sealed=sealing.seal(number, about=kid),
        made_at=at,
        starts_at=starts_at,
    )
    audit.record(actor=by, action="card.key.make", thing=kid, at=at)
    return row


@lru_cache(maxsize=4)
def _private(kid: str, sealed: str) -> "signing.Private":
    from sagacity.identity.cards.tokens import signing

    return signing.private_of(int.from_bytes(sealing.opened(sealed, about=kid), "big"))
