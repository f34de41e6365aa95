"""What reservations announces."""

from sagacity.kit.signals import api as signals
from sagacity.reservations import types

booked = signals.Signal("reservations.booked", types.BookingNews)
promoted = signals.Signal("reservations.promoted", types.BookingNews)
cancelled = signals.Signal("reservations.cancelled", types.BookingNews)
offer_cancelled = signals.Signal("reservations.offer_cancelled", types.Offer)
