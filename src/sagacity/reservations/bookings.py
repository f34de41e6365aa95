"""Bookings: places promised to somebody. `write` is the only way one comes into being."""

from collections.abc import Mapping
from datetime import datetime

from sagacity.kit import keys, policy
from sagacity.kit.audit import api as audit
from sagacity.reservations import admission, contacts, facts, line, locking, models, refusals, signals, types
from sagacity.reservations.types import BookingState, OfferState


class NoSuchBooking(LookupError):
    """There is no booking of this key."""


class ClientKeyTaken(Exception):
    """This client key belongs to a booking of something else."""


def booking(*, key: str) -> types.Booking:
    """One booking, for whoever holds its key.

    Raises:
        NoSuchBooking: there is none.
    """
    return facts.booking(row_of(key))


def bookings_of(*, person: str) -> tuple[types.Booking, ...]:
    """What one person has booked, newest first; nobody has nothing."""
    if not person:
        return ()
    rows = models.Booking.objects.filter(person=person)
    if not rows.exists():  # most have booked nothing, and every home asks
        return ()
    rows = rows.select_related("offer").order_by("-booked_at", "-id")
    return tuple(facts.booking(row) for row in rows)


def book(
    *,
    subject: str,
    person: str,
    client_key: str,
    contact: types.Contact,
    places: int,
    at: datetime,
    answers: Mapping[str, str] | None = None,
    by: policy.Person | None = None,
) -> types.Booking:
    """Promise places, or a place in the line; the same client key gives the first booking.

    `by` is the member of staff who writes it down for a caller: they may do so before the opening and
    after the deadline, and for somebody without a telephone, but never beyond capacity.

    Raises:
        NoSuchOffer, ClientKeyTaken: nothing was promised.
        Refused: nothing was promised; the class says why.
    """
    with locking.one_at_a_time(subject) as offer:
        first = models.Booking.objects.filter(client_key=client_key).select_related("offer").first()
        if first is not None:
            if first.offer_id != offer.pk:
                raise ClientKeyTaken(client_key)
            return facts.booking(first)
        read = contacts.read(contact, asks=tuple(offer.asks), must_be_reachable=by is None)
        admission.refuse_by_time(offer, is_staff=by is not None, at=at)
        admission.refuse_by_person(offer, person=person, contact=read, places=places)
        state = admission.state_for(offer, places)
        row = write(offer, state, read, person, client_key, places, at, answers or {}, by)
        actor = by or _resident(person)
        audit.record(
            actor=actor, action="reservations.book", thing=row.key, at=at,
            after={"offer": offer.key, "number": row.number, "places": places, "state": state.value},
        )  # fmt: skip
        signals.booked.announce(facts.news(row, by=actor, at=at))
        return facts.booking(row)


def cancel(*, booking: str, by: policy.Person, at: datetime) -> types.Booking:
    """Give the places back; the first in line who fits moves up. Twice is once.

    Raises:
        NoSuchBooking: there is none.
    """
    with locking.one_at_a_time(row_of(booking).offer.subject) as offer:
        row = row_of(booking)
        if row.state == BookingState.CANCELLED:
            return facts.booking(row)
        end(offer, row, by=by, at=at)
        line.move_up(offer, at=at)
        return facts.booking(row)


def change_places(*, booking: str, places: int, by: policy.Person, at: datetime) -> types.Booking:
    """Ask for more or fewer places with the same booking; it keeps its number.

    Raises:
        NoSuchBooking: there is none.
        Full, TooManyPlaces, OfferCancelled: it stays as it is.
    """
    with locking.one_at_a_time(row_of(booking).offer.subject) as offer:
        row = row_of(booking)
        if offer.state == OfferState.CANCELLED or row.state == BookingState.CANCELLED:
            raise refusals.OfferCancelled(booking)
        admission.refuse_by_places(offer, places)
        more = places - row.places
        free = offer.capacity - offer.taken
        room = max(0, offer.waiting_places - offer.line)
        if more > (free if row.state == BookingState.BOOKED else room):
            raise refusals.Full(free, room)
        _count(offer, row.state, more)
        before, row.places = row.places, places
        row.save(update_fields=["places"])
        audit.record(
            actor=by, action="reservations.change_places", thing=row.key, at=at, before=before, after=places
        )
        line.move_up(offer, at=at)
        return facts.booking(row_of(booking))


def end(offer: models.Offer, row: models.Booking, *, by: policy.Person, at: datetime) -> None:
    """End one live booking of an offer that is held; nobody moves up yet."""
    _count(offer, row.state, -row.places)
    row.state, row.cancelled_at = BookingState.CANCELLED, at
    row.save(update_fields=["state", "cancelled_at"])
    audit.record(actor=by, action="reservations.cancel", thing=row.key, at=at)
    signals.cancelled.announce(facts.news(row, by=by, at=at))


def write(
    offer: models.Offer,
    state: BookingState,
    contact: types.Contact,
    person: str,
    client_key: str,
    places: int,
    at: datetime,
    answers: Mapping[str, str],
    by: policy.Person | None,
    *,
    walk_in: bool = False,
) -> models.Booking:
    """Write one booking into an offer that is held; nobody else makes one."""
    offer.last_number += 1
    _count(offer, state, places)
    return models.Booking.objects.create(
        key=keys.new("Booking"),
        offer=offer,
        number=offer.last_number,
        client_key=client_key,
        person=person,
        name=contact.name,
        kana=contact.kana,
        phone=contact.phone,
        mail=contact.mail,
        language=contact.language,
        phone_key=contacts.phone_key(contact.phone),
        mail_key=contact.mail.casefold(),
        search_key=contacts.search_key(contact),
        name_key=contacts.sort_key(contact),
        places=places,
        state=state,
        answers=dict(answers),
        entered_by=by.key if by else "",
        booked_at=at,
        walk_in=walk_in,
    )


def _count(offer: models.Offer, state: str, places: int) -> None:
    if state == BookingState.BOOKED:
        offer.taken += places
    else:
        offer.line += places
    offer.save(update_fields=["taken", "line", "last_number"])


def row_of(key: str) -> models.Booking:
    row = models.Booking.objects.filter(key=key).select_related("offer").first()
    if row is None:
        raise NoSuchBooking(key)
    return row


def _resident(person: str) -> policy.Person:
    return policy.Person(person, "", "resident") if person else policy.ANONYMOUS
