"""What is kept about a person, for how long, and what is left when it goes."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.reservations import bookings, models
from sagacity.reservations.types import BookingState

KEPT_AFTER_THE_END = timedelta(days=90)  # questions, an infection to be traced, the report of the event
NOTHING: dict[str, Any] = {
    "person": "",
    "name": "",
    "kana": "",
    "phone": "",
    "mail": "",
    "phone_key": "",
    "mail_key": "",
    "search_key": "",
    "name_key": "",
    "answers": {},
}


def everything_kept(*, person: str) -> dict[str, Any]:
    """All that reservations keeps about a person, for them to read or take along."""
    found = [
        {
            "title": booking.title,
            "number": booking.number,
            "places": booking.places,
            "state": booking.state.value,
            "name": booking.contact.name,
            "kana": booking.contact.kana,
            "phone": booking.contact.phone,
            "mail": booking.contact.mail,
            "language": booking.contact.language,
            "answers": dict(booking.answers),
            "booked_at": booking.booked_at.isoformat() if booking.booked_at else "",
        }
        for booking in bookings.bookings_of(person=person)
    ]
    return {"bookings": found} if found else {}


@transaction.atomic
def forget(*, person: str, at: datetime) -> None:
    """Let go of a device: what is over or cancelled loses its contact, what is to come only the link.

    A place that was promised stays promised: the organiser has laid a chair out, and whoever wipes a
    telephone has not said that they will stay at home. The page of a booking says so.
    """
    if not person:
        return
    rows = models.Booking.objects.filter(person=person)
    over = rows.filter(Q(state=BookingState.CANCELLED) | Q(offer__ends_at__lte=at))
    models.Arrival.objects.filter(booking__in=over).delete()
    over.update(**NOTHING)
    rows.update(person="")


def erase_old_contacts(*, at: datetime) -> int:
    """Erase contacts 90 days after the end of what they were for; numbers and places stay for the figures."""
    done = 0
    for offer in models.Offer.objects.filter(erased_at=None, ends_at__lte=at - KEPT_AFTER_THE_END):
        with transaction.atomic():
            offer.arrivals.all().delete()  # that they came stays as a tick, who they were does not
            done += offer.bookings.update(**NOTHING)
            models.Offer.objects.filter(pk=offer.pk).update(erased_at=at)
            audit.record(actor=policy.SYSTEM, action="reservations.erase", thing=offer.key, at=at)
    return done
