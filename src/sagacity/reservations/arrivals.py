"""Arrivals: who came, as check-in took them down, found among those who applied.

Worked out anew from the stays that count whenever check-in has news, so that it comes out the same however
often and in whatever order devices send, and follows every correction.
"""

from collections.abc import Iterable
from datetime import datetime

from sagacity.checkin import api as checkin
from sagacity.identity.accounts import api as accounts
from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.reservations import attendance, bookings, line, locking, models, types, walk_ins
from sagacity.reservations.types import Belonging, BookingState


class NoSuchArrival(LookupError):
    """Nobody of this key has come."""


def arrivals(*, subject: str) -> tuple[types.Arrival, ...]:
    """Everybody who came, in order of coming; no name is looked at."""
    rows = models.Arrival.objects.filter(offer__subject=subject).select_related("booking")
    return tuple(_as_fact(row) for row in rows.order_by("since", "id"))


def settle(*, subject: str, at: datetime) -> None:
    """Find those who came to an event among its bookings; who had not applied takes a place that is free."""
    if not models.Offer.objects.filter(subject=subject, erased_at=None).exists():
        return
    came = checkin.arrivals(subject=subject, purpose=checkin.Purpose.EVENT)
    with locking.one_at_a_time(subject) as offer:
        known = {row.person: row for row in offer.arrivals.select_related("booking")}
        here = {one.person for one in came}
        for person, row in known.items():
            if person not in here:
                _take_back(offer, row, at=at)
        fresh = [one for one in came if not _is_settled(known.get(one.person), one)]
        rows = [_row(offer, one, known.get(one.person)) for one in fresh]
        _find_by_phone(offer, zip(rows, fresh, strict=True))
        for row in rows:
            if row.booking is None:
                row.booking = walk_ins.admit(offer, since=row.since, at=at)
                row.how = Belonging.WALK_IN if row.booking else ""
            row.save()
        line.move_up(offer, at=at)
        attendance.follow(offer)


def belongs(*, subject: str, person: str, booking: str, by: policy.Person, at: datetime) -> None:
    """Say that somebody who came is who applied with this booking; a place they had taken besides comes free.

    Raises:
        NoSuchOffer, NoSuchArrival, NoSuchBooking: nothing changed.
        NotBooked: the booking is cancelled, or of another event.
    """
    with locking.one_at_a_time(subject) as offer:
        row, target = _row_of(offer, person), bookings.row_of(booking)
        if target.offer_id != offer.pk or target.state == BookingState.CANCELLED:
            raise attendance.NotBooked(booking)
        if row.booking_id == target.pk:
            return
        if row.booking is not None:
            walk_ins.let_go(offer, row.booking, by=by, at=at)
        row.booking, row.how = target, Belonging.STAFF
        row.save(update_fields=["booking", "how"])
        audit.record(actor=by, action="reservations.belongs", thing=target.key, at=at, after=person)
        line.move_up(offer, at=at)
        attendance.follow(offer)


def parts(*, subject: str, person: str, by: policy.Person, at: datetime) -> None:
    """Take back that somebody belongs to a booking; they are found anew, else take a place that is free.

    Raises:
        NoSuchOffer, NoSuchArrival: nothing changed.
    """
    with locking.one_at_a_time(subject) as offer:
        row = _row_of(offer, person)
        if row.how != Belonging.STAFF or row.booking is None:
            return
        audit.record(actor=by, action="reservations.parts", thing=row.booking.key, at=at, before=person)
        row.booking, row.how = None, ""
        row.save(update_fields=["booking", "how"])
        settle(subject=subject, at=at)


def _is_settled(row: models.Arrival | None, came: checkin.Arrival) -> bool:
    """Whether nothing is new about somebody: they have their booking, and came when we thought."""
    if row is None or row.booking is None or row.booking.state == BookingState.CANCELLED:
        return False
    return row.since == came.since


def _row(offer: models.Offer, came: checkin.Arrival, row: models.Arrival | None) -> models.Arrival:
    """The row of somebody who came; a booking that was cancelled meanwhile is theirs no longer."""
    row = row or models.Arrival(offer=offer, person=came.person)
    row.since = came.since
    if row.booking is not None and row.booking.state == BookingState.CANCELLED:
        row.booking, row.how = None, ""
    return row


def _find_by_phone(offer: models.Offer, pairs: Iterable[tuple[models.Arrival, checkin.Arrival]]) -> None:
    """Who applied on the phone, or in the account, of the card; as many as the booking has places."""
    live = list(offer.bookings.live().exclude(person="").order_by("number"))
    whose = accounts.residents_of_profiles({row.person for row in live})
    arrived = attendance.arrived(offer)
    room = {row.pk: row.places - arrived[row.pk] for row in live}
    for row, came in pairs:
        if row.booking is not None:
            continue
        for booking in live:
            resident = whose.get(booking.person)
            if resident is None or room[booking.pk] < 1:
                continue
            if resident.key in came.carriers or came.person in (resident.inhabitant, resident.key):
                row.booking, row.how = booking, Belonging.PHONE
                room[booking.pk] -= 1
                break


def _take_back(offer: models.Offer, row: models.Arrival, *, at: datetime) -> None:
    """They are in no stay that counts any more."""
    booking = row.booking
    row.delete()
    if booking is not None:
        walk_ins.let_go(offer, booking, by=policy.SYSTEM, at=at)


def _row_of(offer: models.Offer, person: str) -> models.Arrival:
    row = offer.arrivals.filter(person=person).select_related("booking").first()
    if row is None:
        raise NoSuchArrival(person)
    return row


def _as_fact(row: models.Arrival) -> types.Arrival:
    return types.Arrival(
        person=row.person,
        since=row.since,
        booking=row.booking.key if row.booking else "",
        how=Belonging(row.how) if row.how else None,
    )
