"""Private addresses for calendars: unguessable, taken back at a press, telling only saved events."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from sagacity.miniapps.events import models


class NoSuchFeed(Exception):
    """There is none of this token: it was taken back, or never given."""


@transaction.atomic
def give(*, device: str, events: Sequence[str], language: str, at: datetime) -> str:
    """A new token for a device; the one it had before is worth nothing from now on."""
    end(device=device)
    token = secrets.token_urlsafe(32)
    models.SavedFeed.objects.create(
        device=device, token_hash=_hash(token), language=language, events=list(events), made_at=at
    )
    return token


def end(*, device: str) -> None:
    """Take back what a device has given to calendars; nothing of it is left."""
    models.SavedFeed.objects.filter(device=device).delete()


def kept(*, device: str) -> dict[str, object]:
    """What lies here of a device; nobody can read the address itself again."""
    rows = models.SavedFeed.objects.filter(device=device)
    return {"calendar_addresses": [{"since": row.made_at.isoformat(), "events": row.events} for row in rows]}


def has_one(*, device: str) -> bool:
    """Whether a calendar may be reading what this device saves."""
    return bool(device) and models.SavedFeed.objects.filter(device=device).exists()


def show(*, device: str, events: Sequence[str]) -> None:
    """From now on the calendar reads these."""
    models.SavedFeed.objects.filter(device=device).update(events=list(events))


def move(*, old: str, new: str) -> None:
    """What was one device's is another's; the calendar reads on, and what is saved next."""
    models.SavedFeed.objects.filter(device=old).update(device=new)


def read(token: str) -> tuple[list[str], str]:
    """The keys of the events and the language of a token.

    Raises:
        NoSuchFeed: it opens nothing.
    """
    row = models.SavedFeed.objects.filter(token_hash=_hash(token)).first()
    if row is None:
        raise NoSuchFeed
    return [str(key) for key in row.events], row.language


def _hash(token: str) -> str:
    """Tokens have 256 bits of chance, so one round is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
