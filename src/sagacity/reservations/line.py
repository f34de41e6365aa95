"""The line: who moves up when places come free. Always called by one at a time."""

from datetime import datetime

from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.reservations import facts, models, signals
from sagacity.reservations.types import BookingState, OfferState


def move_up(row: models.Offer, *, at: datetime) -> None:
    """Give free places to the first in line who fits, then to the next, until nobody fits.

    Nobody moves up once the event is over: a promise of yesterday's seat helps nobody.
    """
    if row.state == OfferState.CANCELLED or at >= row.ends_at or row.taken >= row.capacity:
        return
    moved = []
    for waiting in row.bookings.waiting().select_related("offer"):
        if waiting.places <= row.capacity - row.taken:
            row.taken += waiting.places
            row.line -= waiting.places
            waiting.state, waiting.promoted_at = BookingState.BOOKED, at
            waiting.save(update_fields=["state", "promoted_at"])
            moved.append(waiting)
        if row.taken == row.capacity:
            break
    if moved:
        row.save(update_fields=["taken", "line"])
    for booking in moved:
        audit.record(actor=policy.SYSTEM, action="reservations.promote", thing=booking.key, at=at)
        signals.promoted.announce(facts.news(booking, by=policy.SYSTEM, at=at))
