"""Offers: a resident asks for the card in a wallet; a code that counts once and a PIN lead the wallet to it.

OpenID for Verifiable Credential Issuance 1.0, with a pre-authorised code and a transaction code.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing as django_signing
from django.db import transaction

from sagacity.identity.accounts import api as accounts
from sagacity.identity.cards import models
from sagacity.identity.cards.issuing import NotProven
from sagacity.kit import policy
from sagacity.kit.audit import api as audit

LIVES = timedelta(minutes=5)
TOKEN_LIVES = timedelta(minutes=5)
PIN_DIGITS = 6
MOST_TRIES = 5
_SIGNER = django_signing.Signer(salt="sagacity.identity.cards.wallets.offers")


class NoSuchOffer(LookupError):
    """There is no such offer, or it is over, or was taken."""


class WrongPin(Exception):
    """The wallet sent another PIN than the resident was shown."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What the resident is shown: where the wallet finds the offer, and the PIN it asks for."""

    name: str
    pin: str
    until: datetime


@transaction.atomic
def offer(*, by: policy.Person, at: datetime, district: str = "") -> Offer:
    """Offer a resident their own card for a wallet; an offer before that nobody took is over.

    `district` is what people call the place where they live; empty where the city does not know.

    Raises:
        TooLittleAssurance: the resident has proven too little.
        NotProven: the city has not seen who they are.
    """
    policy.demand(by, level=accounts.Level.CARD)
    if not accounts.resident(by.key).inhabitant:
        raise NotProven(by.key)
    models.WalletOffer.objects.filter(resident=by.key, card="").delete()
    made = Offer(secrets.token_urlsafe(16), f"{secrets.randbelow(10**PIN_DIGITS):0{PIN_DIGITS}}", at + LIVES)
    models.WalletOffer.objects.create(
        name=made.name,
        resident=by.key,
        district=district[:120],
        pin_hash=_hash(made.name, made.pin),
        until=made.until,
    )
    audit.record(actor=by, action="card.wallet.offer", thing=by.key, at=at)
    return made


def code_of(name: str, *, at: datetime) -> str:
    """The code of an offer that waits: made from its name, so that no table holds it.

    Raises:
        NoSuchOffer: none waits under this name.
    """
    if not models.WalletOffer.objects.filter(name=name, until__gt=at, taken_at=None).exists():
        raise NoSuchOffer(name)
    return _SIGNER.sign(name)


def redeem(*, code: str, pin: str, at: datetime) -> str:
    """Turn code and PIN into a token that fetches one card; the code counts once.

    Raises:
        NoSuchOffer, WrongPin: there is no token; after five wrong PINs there is no offer either.
    """
    try:
        name = _SIGNER.unsign(code)
    except django_signing.BadSignature as problem:
        raise NoSuchOffer from problem
    token, is_right = secrets.token_urlsafe(24), False
    with transaction.atomic():  # committed though the PIN was wrong: each try counts
        row = models.WalletOffer.objects.select_for_update().filter(name=name, until__gt=at).first()
        if row is None or row.taken_at is not None or row.tries >= MOST_TRIES:
            raise NoSuchOffer(name)
        row.tries += 1
        is_right = hmac.compare_digest(row.pin_hash, _hash(name, pin))
        if is_right:
            row.taken_at, row.token_hash, row.token_until = at, _hash(token), at + TOKEN_LIVES
        row.save()
    if not is_right:
        raise WrongPin
    return token


def of_token(token: str, *, at: datetime, lock: bool = False) -> models.WalletOffer:
    """The offer whose card a token may fetch.

    Raises:
        NoSuchOffer: it fetches none, or no more.
    """
    rows = models.WalletOffer.objects.select_for_update() if lock else models.WalletOffer.objects.all()
    row = rows.filter(token_hash=_hash(token), token_until__gt=at, card="").first() if token else None
    if row is None:
        raise NoSuchOffer
    return row


def prune(*, at: datetime) -> None:
    """Forget offers that are over."""
    models.WalletOffer.objects.filter(until__lt=at - timedelta(days=1)).delete()


def _hash(*parts: str) -> str:
    return hashlib.sha256("|".join(parts).encode()).hexdigest()
