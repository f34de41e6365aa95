"""What is kept about a person: that they sat in a call, until the night."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit
from sagacity.reservations.remote import models
from sagacity.reservations.remote.types import State

CALLS_KEPT_FOR = timedelta(days=30)


def everything_kept(*, person: str) -> dict[str, Any]:
    """All that the remote counter keeps about a person, for them to read or take along."""
    if not person:
        return {}
    rows = models.Call.objects.filter(person=person).order_by("begun_at")
    found = [
        {
            "begun_at": row.begun_at.isoformat(),
            "said": [one.body["text"] for one in row.messages.filter(kind="text").order_by("number")],
        }
        for row in rows
    ]
    return {"calls": found} if found else {}


@transaction.atomic
def forget(*, person: str) -> None:
    """Let go of whoever sat there, with everything that was said."""
    if person:
        rows = models.Call.objects.filter(person=person)
        models.Message.objects.filter(call__in=rows).delete()
        models.Seat.objects.filter(call__in=rows).delete()
        rows.update(person="", subject="", page="", state=State.ENDED)


def goes_with(*, old: str, new: str) -> None:
    """Somebody signed in: their call is found on every device of theirs."""
    models.Call.objects.filter(person=old).update(person=new)


@transaction.atomic
def close_day(*, at: datetime) -> int:
    """Calls of days that are over lose seats, words and the person; times go after a month. Says how many."""
    midnight = clock.local(at).replace(hour=0, minute=0, second=0, microsecond=0)
    old = models.Call.objects.filter(begun_at__lt=midnight)
    models.Message.objects.filter(call__in=old).delete()
    models.Seat.objects.filter(call__in=old).delete()
    old.filter(ended_at=None).update(ended_at=at)
    many = old.exclude(person="", subject="", state=State.ENDED).update(
        person="", subject="", page="", state=State.ENDED
    )
    models.Call.objects.filter(begun_at__lt=at - CALLS_KEPT_FOR).delete()
    if many:
        audit.record(
            actor=policy.SYSTEM, action="remote.erase", thing=models.Call._meta.label, at=at, after=many
        )
    return many
