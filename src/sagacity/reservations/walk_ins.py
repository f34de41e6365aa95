"""Walk-ins: who comes without having applied takes a free place, so that it is promised to nobody else."""

from datetime import datetime
from uuid import uuid4

from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.reservations import bookings, facts, models, signals, types
from sagacity.reservations.types import BookingState, OfferState

NOBODY = types.Contact(name="")  # whoever walks in has told us nothing


def admit(offer: models.Offer, *, since: datetime, at: datetime) -> models.Booking | None:
    """Promise one place of an offer that is held to somebody at the door; none when none is free."""
    if offer.state == OfferState.CANCELLED or since >= offer.ends_at or offer.taken >= offer.capacity:
        return None
    number = f"walk-in-{uuid4().hex}"
    row = bookings.write(
        offer, BookingState.BOOKED, NOBODY, "", number, 1, at, {}, policy.SYSTEM, walk_in=True
    )
    said = {"offer": offer.key, "number": row.number, "places": 1, "state": row.state}
    audit.record(actor=policy.SYSTEM, action="reservations.walk_in", thing=row.key, at=at, after=said)
    signals.booked.announce(facts.news(row, by=policy.SYSTEM, at=at))
    return row


def let_go(offer: models.Offer, row: models.Booking, *, by: policy.Person, at: datetime) -> None:
    """Give the place of a walk-in back: they were not there, or belong to another booking."""
    if row.walk_in and row.state == BookingState.BOOKED:
        bookings.end(offer, row, by=by, at=at)
