"""Rows made into facts."""

from datetime import datetime

from sagacity.kit import policy
from sagacity.reservations import models, types


def offer(row: models.Offer) -> types.Offer:
    terms = types.Terms(
        title=row.title,
        capacity=row.capacity,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        ends_at=row.ends_at,
        waiting_places=row.waiting_places,
        most_per_booking=row.most_per_booking,
        asks=tuple(row.asks),
        note=row.note,
        url=row.url,
    )
    return types.Offer(
        key=row.key,
        subject=row.subject,
        state=types.OfferState(row.state),
        terms=terms,
        taken=row.taken,
        line=row.line,
        cancelled_why=row.cancelled_why,
        contacts_kept=row.erased_at is None,
    )


def booking(row: models.Booking, position: int | None = None) -> types.Booking:
    return types.Booking(
        key=row.key,
        offer=row.offer.key,
        subject=row.offer.subject,
        title=row.offer.title,
        offer_state=types.OfferState(row.offer.state),
        number=row.number,
        client_key=row.client_key,
        person=row.person,
        contact=types.Contact(
            name=row.name, kana=row.kana, phone=row.phone, mail=row.mail, language=row.language
        ),
        places=row.places,
        state=types.BookingState(row.state),
        position=_position(row) if position is None else position,
        answers=row.answers,
        entered_by=row.entered_by,
        booked_at=row.booked_at,
        promoted_at=row.promoted_at,
        cancelled_at=row.cancelled_at,
        attended_at=row.attended_at,
        attended_by_card=row.attended_how == "card",
        walk_in=row.walk_in,
        ends_at=row.offer.ends_at,
        url=row.offer.url,
    )


def news(row: models.Booking, *, by: policy.Person, at: datetime) -> types.BookingNews:
    return types.BookingNews(
        key=row.key,
        offer=row.offer.key,
        subject=row.offer.subject,
        person=row.person,
        number=row.number,
        places=row.places,
        state=types.BookingState(row.state),
        by=by.kind if by.kind in {"staff", "system"} else "person",
        at=at,
    )


def _position(row: models.Booking) -> int:
    if row.state != types.BookingState.WAITING:
        return 0
    return models.Booking.objects.waiting().filter(offer=row.offer_id, number__lte=row.number).count()
