"""What is kept about a person, for how long, and what is left when it goes."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.reservations.slots import models, promises, waiting
from sagacity.reservations.slots.types import RoundState, SlotState, WaiterState

KEPT_AFTER_THE_TIME = timedelta(days=90)


def everything_kept(*, person: str) -> dict[str, Any]:
    """All that slots keeps about a person, for them to read or take along."""
    found = [
        {
            "title": row.service.name.get("ja", ""),
            "begins": row.begins.isoformat(),
            "ends": row.ends.isoformat(),
            "state": row.state,
        }
        for row in models.Slot.objects.filter(holder=person).select_related("service").order_by("begins")
        if person
    ]
    more = {
        "slots": found,
        "contacts": [
            {"name": row.name, "phone": row.phone, "mail": row.mail}
            for row in models.Contact.objects.filter(slot__holder=person).order_by("id")
            if person
        ],
        "waiting": [
            {"title": row.service.name.get("ja", ""), "since": row.since.isoformat(), "state": row.state}
            for row in models.Waiter.objects.filter(holder=person).select_related("service").order_by("id")
            if person
        ],
        "lots": [
            {"title": row.round.name.get("ja", ""), "number": row.number, "wishes": list(row.wishes)}
            for row in models.Entry.objects.filter(_theirs(person)).select_related("round").order_by("id")
            if person
        ],
    }
    return {name: rows for name, rows in more.items() if rows}


@transaction.atomic
def forget(*, person: str, at: datetime) -> None:
    """Give back what is to come, for nobody could cancel it any more, and take the name off everything."""
    if not person:
        return
    to_come = models.Slot.objects.filter(
        holder=person, state__in=[SlotState.HELD, SlotState.CONFIRMED], begins__gt=at
    )
    for key in to_come.values_list("key", flat=True):
        promises.give_back(slot=key, by=policy.SYSTEM, at=at, however_late=True)
    models.Contact.objects.filter(slot__holder=person).delete()
    models.Slot.objects.filter(holder=person).update(holder="", subject="")
    models.Waiter.objects.filter(holder=person, state__in=waiting.LIVE).update(state=WaiterState.LEFT)
    models.Waiter.objects.filter(holder=person).update(holder="")
    theirs = models.Entry.objects.filter(_theirs(person))
    theirs.filter(round__state=RoundState.OPEN).delete()
    theirs.update(holder="", person=None)


def _theirs(person: str) -> Q:
    return Q(holder=person) | Q(person=person)


@transaction.atomic
def erase_old_holders(*, at: datetime) -> int:
    """Take the name off times that are 90 days over; the times stay for the figures."""
    over = at - KEPT_AFTER_THE_TIME
    models.Contact.objects.filter(slot__ends__lte=over).delete()
    models.Waiter.objects.filter(until__lte=over).exclude(holder="").update(holder="")
    drawn = models.Entry.objects.filter(round__closes_at__lte=over, slot=None)
    drawn.exclude(holder="", person=None).update(holder="", person=None)
    models.Entry.objects.filter(slot__ends__lte=over).update(holder="", person=None)
    old = models.Slot.objects.filter(ends__lte=over).exclude(holder="", subject="")
    many = old.update(holder="", subject="")
    if many:
        audit.record(
            actor=policy.SYSTEM, action="slots.erase", thing=models.Slot._meta.label, at=at, after=many
        )
    return many
