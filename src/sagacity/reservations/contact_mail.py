"""Mail to the contacts of applicants: nobody outside of this room sees an address."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.messaging import api as messaging
from sagacity.reservations import models, types
from sagacity.reservations.locking import NoSuchOffer
from sagacity.reservations.types import BookingState


def mail(booking: types.Booking, *, what: str, draft: messaging.Draft, app: str, at: datetime) -> bool:
    """Tell the contact of one booking by mail, once for each `what`; whether there is an address to tell."""
    contact = booking.contact
    return _mail(booking.key, contact.mail, contact.language, what=what, draft=draft, app=app, at=at)


def mail_living(subject: str, *, what: str, draft: messaging.Draft, app: str, at: datetime) -> int:
    """Tell every contact who has a place or waits for one, once for each `what`; how many have an address."""
    rows = models.Booking.objects.live().filter(offer__subject=subject)
    return _mail_each(rows, what=what, draft=draft, app=app, at=at)


@transaction.atomic
def mail_applicants(
    *,
    subject: str,
    states: Collection[BookingState],
    client_key: str,
    draft: messaging.Draft,
    app: str,
    by: policy.Person,
    at: datetime,
) -> int:
    """Write to every contact with an address of mail; once for a client key. Says how many there are.

    Raises:
        NoSuchOffer: there is none for this subject.
    """
    offer = models.Offer.objects.filter(subject=subject).first()
    if offer is None:
        raise NoSuchOffer(subject)
    rows = offer.bookings.filter(state__in=list(states))
    told = _mail_each(rows, what=client_key, draft=draft, app=app, at=at)
    if told:
        audit.record(actor=by, action="reservations.mail", thing=offer.key, at=at, purpose=draft.title["ja"])
    return told


def _mail_each(
    rows: QuerySet[models.Booking], *, what: str, draft: messaging.Draft, app: str, at: datetime
) -> int:
    return sum(
        _mail(row.key, row.mail, row.language, what=what, draft=draft, app=app, at=at)
        for row in rows.order_by("number")
    )


def _mail(
    booking: str, address: str, language: str, *, what: str, draft: messaging.Draft, app: str, at: datetime
) -> bool:
    if not address:
        return False
    client_key = f"reservations.mail:{what}:{booking}"
    said = messaging.mail_contact(
        client_key=client_key, address=address, language=language, draft=draft, app=app, at=at
    )
    return said is not None
