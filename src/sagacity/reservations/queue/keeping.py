"""What is kept about a person: which phone a ticket belongs to, until the night."""

from datetime import datetime
from typing import Any

from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit
from sagacity.reservations.queue import models, telling


def everything_kept(*, person: str) -> dict[str, Any]:
    """All that the queue keeps about a person, for them to read or take along."""
    if not person:
        return {}
    rows = models.Holder.objects.filter(person=person).select_related("ticket").order_by("ticket__issued_at")
    found = [{"number": row.ticket.number, "issued_at": row.ticket.issued_at.isoformat()} for row in rows]
    return {"tickets": found} if found else {}


def forget(*, person: str) -> None:
    """Take the phone off its tickets; the numbers stay in the line, for whoever holds the link."""
    if person:
        models.Holder.objects.filter(person=person).delete()


def goes_with(*, old: str, new: str) -> None:
    """Somebody signed in: their tickets are found on every device of theirs."""
    models.Holder.objects.filter(person=old).update(person=new)


def erase_holders(*, at: datetime) -> int:
    """Take phones off the tickets of days that are over; the times stay for the figures."""
    midnight = clock.local(at).replace(hour=0, minute=0, second=0, microsecond=0)
    old = models.Holder.objects.filter(ticket__issued_at__lt=midnight)
    for person in set(old.values_list("person", flat=True)):
        telling.let_go(person=person, at=at)
    many, _each = old.delete()
    if many:
        audit.record(
            actor=policy.SYSTEM, action="queue.erase", thing=models.Holder._meta.label, at=at, after=many
        )
    return many
