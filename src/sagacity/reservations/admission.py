"""Who is let in, and whether to a place or to the line. Asked while the offer is held."""

from datetime import datetime

from sagacity.reservations import contacts, facts, models, refusals, types
from sagacity.reservations.types import BookingState, OfferState

MOST_FROM_ONE_DEVICE = 3  # parents and a neighbour without a telephone


def refuse_by_time(offer: models.Offer, *, is_staff: bool, at: datetime) -> None:
    if is_staff and offer.state != OfferState.CANCELLED:
        if at >= offer.ends_at:
            raise refusals.DeadlinePassed(offer.subject)
        return
    reason = refusals.REASONS.get(facts.offer(offer).phase(at))
    if reason:
        raise reason(offer.subject)


def refuse_by_person(offer: models.Offer, *, person: str, contact: types.Contact, places: int) -> None:
    refuse_by_places(offer, places)
    live = offer.bookings.live()
    phone, mail = contacts.phone_key(contact.phone), contact.mail.casefold()
    if phone and live.filter(phone_key=phone).exists():
        raise refusals.AlreadyBooked("phone")
    if mail and live.filter(mail_key=mail).exists():
        raise refusals.AlreadyBooked("mail")
    if person and live.filter(person=person).count() >= MOST_FROM_ONE_DEVICE:
        raise refusals.TooManyFromDevice(person)


def refuse_by_places(offer: models.Offer, places: int) -> None:
    if not 1 <= places <= offer.most_per_booking:
        raise refusals.TooManyPlaces(offer.most_per_booking)


def state_for(offer: models.Offer, places: int) -> BookingState:
    free, room = offer.capacity - offer.taken, max(0, offer.waiting_places - offer.line)
    if places <= free:
        return BookingState.BOOKED
    if places <= room:
        return BookingState.WAITING
    raise refusals.Full(free, room)
