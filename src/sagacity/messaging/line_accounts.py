"""Accounts of LINE: linked by a code that the person sends to the city's account."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from sagacity.messaging import models, people
from sagacity.messaging.endpoints import hash_of, retire
from sagacity.messaging.types import Channel, EndpointState

GOOD_FOR = timedelta(hours=1)
LENGTH = 8
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that look alike on a phone


@transaction.atomic
def line_invitation(*, person: str, at: datetime) -> str:
    """A code the person sends to the city's account; it works once, for an hour. A new one ends the old."""
    row, _ = people.meet_and_hold(person, language="", at=at)
    code = "".join(secrets.choice(_LETTERS) for _ in range(LENGTH))
    models.Endpoint.objects.update_or_create(
        person=row,
        channel=Channel.LINE,
        address_hash=hash_of(""),
        defaults={
            "secret_hash": hash_of(code),
            "secret_until": at + GOOD_FOR,
            "state": EndpointState.UNPROVEN,
        },
        create_defaults={
            "secret_hash": hash_of(code),
            "secret_until": at + GOOD_FOR,
            "state": EndpointState.UNPROVEN,
            "created_at": at,
        },
    )
    return f"{code[:4]}-{code[4:]}"


@transaction.atomic
def link(*, account: str, text: str, at: datetime) -> bool:
    """An account has sent a message; whether it was a code, and is linked now."""
    code = "".join(letter for letter in text.upper() if letter in _LETTERS)
    if len(code) != LENGTH or len(text) > 40 or not account:
        return False
    asked = models.Endpoint.objects.select_for_update().filter(
        channel=Channel.LINE, secret_hash=hash_of(code), secret_until__gt=at
    )
    invitation = asked.first()
    if invitation is None:
        return False
    own = models.Endpoint.objects.filter(person=invitation.person_id, channel=Channel.LINE)
    others = own.exclude(address_hash=hash_of(account)).exclude(pk=invitation.pk)
    retire(others.values_list("pk", flat=True), why="replaced", at=at)
    models.Endpoint.objects.update_or_create(
        person_id=invitation.person_id,
        channel=Channel.LINE,
        address_hash=hash_of(account),
        defaults={
            "address": account,
            "state": EndpointState.ACTIVE,
            "confirmed_at": at,
            "retired_why": "",
            "retired_at": None,
        },
        create_defaults={
            "address": account,
            "state": EndpointState.ACTIVE,
            "created_at": at,
            "confirmed_at": at,
        },
    )
    invitation.delete()
    return True


@transaction.atomic
def unfollowed(*, account: str, at: datetime) -> None:
    """Somebody blocked or left the city's account: nothing is sent there again."""
    gone = models.Endpoint.objects.filter(channel=Channel.LINE, address_hash=hash_of(account))
    retire(gone.values_list("pk", flat=True), why="unfollowed", at=at)
