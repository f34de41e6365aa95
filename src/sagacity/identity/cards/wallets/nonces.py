"""Nonces: a word of the city that must come back signed by whoever holds the key, within some minutes."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.core import signing as django_signing
from django.db import transaction

from sagacity.identity.cards import models

GOOD_FOR = timedelta(minutes=5)


def new(*, about: str) -> str:
    """A nonce about something, such as a proof or a presentation."""
    return django_signing.TimestampSigner(salt=_salt(about)).sign(secrets.token_urlsafe(16))


def is_good(nonce: str, *, about: str) -> bool:
    """Whether the city gave it a moment ago, about this."""
    try:
        django_signing.TimestampSigner(salt=_salt(about)).unsign(nonce, max_age=GOOD_FOR)
    except django_signing.BadSignature:
        return False
    return True


@transaction.atomic
def use(nonce: str, *, at: datetime) -> bool:
    """Whether it is used for the first time; from now on it is used."""
    models.UsedNonce.objects.filter(until__lt=at).delete()
    _, is_new = models.UsedNonce.objects.get_or_create(
        nonce_hash=hashlib.sha256(nonce.encode()).hexdigest(), defaults={"until": at + 2 * GOOD_FOR}
    )
    return is_new


def _salt(about: str) -> str:
    return f"sagacity.identity.cards.wallets.{about}"
