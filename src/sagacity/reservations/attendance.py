"""Who came of those who applied: found by check-in, or ticked by hand."""

from collections import Counter
from datetime import datetime

from django.db.models import Count, Min

from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.reservations import bookings, facts, locking, models, types
from sagacity.reservations.types import BookingState

HAND, CARD = "hand", "card"


class NotBooked(Exception):
    """Whoever is in the line or has cancelled cannot be ticked as present."""


class CameByCheckIn(Exception):
    """Check-in took them down; correct the entry there, and the tick follows."""


def attendance(*, subject: str) -> types.Attendance:
    """How many came, each counted once; no name is looked at."""
    offer = models.Offer.objects.filter(subject=subject).first()
    if offer is None:
        raise locking.NoSuchOffer(subject)
    rows, many = list(offer.bookings.live()), arrived(offer)
    applied = [row for row in rows if not row.walk_in and row.state == BookingState.BOOKED]
    return types.Attendance(
        expected=sum(row.places for row in applied),
        came=sum(_came(row, many[row.pk]) for row in applied),
        to_come=sum(row.places for row in applied if not _came(row, many[row.pk])),
        walk_ins=sum(row.walk_in for row in rows),
        besides=offer.arrivals.filter(booking=None).count(),
        in_line=sum(many[row.pk] for row in rows if row.state == BookingState.WAITING),
    )


def mark_attended(*, booking: str, by: policy.Person, at: datetime, attended: bool = True) -> types.Booking:
    """Write down by hand that they came, or take that back; the first moment stays.

    Raises:
        NoSuchBooking: there is none.
        NotBooked: they have no place.
        CameByCheckIn: the tick is check-in's, and is taken back there.
    """
    with locking.one_at_a_time(bookings.row_of(booking).offer.subject):
        row = bookings.row_of(booking)
        if row.state != BookingState.BOOKED:
            raise NotBooked(booking)
        if not attended and row.attended_how == CARD:
            raise CameByCheckIn(booking)
        if attended != (row.attended_at is not None):
            row.attended_at, row.attended_how = (at, HAND) if attended else (None, "")
            row.save(update_fields=["attended_at", "attended_how"])
            action = "reservations.attend" if attended else "reservations.attend_undo"
            audit.record(actor=by, action=action, thing=row.key, at=at)
        return facts.booking(row)


def follow(offer: models.Offer) -> None:
    """Tick the bookings of whoever came to an offer that is held, and no others; a tick by hand stays."""
    firsts = dict(
        offer.arrivals.exclude(booking=None).values_list("booking").annotate(first=Min("since")).order_by()
    )
    for row in offer.bookings.filter(state=BookingState.BOOKED).exclude(attended_how=HAND):
        first = firsts.get(row.pk)
        if row.attended_at == first:
            continue
        row.attended_at, row.attended_how = first, CARD if first else ""
        row.save(update_fields=["attended_at", "attended_how"])


def arrived(offer: models.Offer) -> Counter[int]:
    """How many people check-in took down, by the booking they belong to."""
    rows = offer.arrivals.exclude(booking=None).values_list("booking").annotate(many=Count("id")).order_by()
    return Counter(dict(rows))


def _came(row: models.Booking, many: int) -> int:
    """How many of a booking came: as many as check-in took down, all of them where staff ticked."""
    return many or (row.places if row.attended_at else 0)
