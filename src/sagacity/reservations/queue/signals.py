"""What the queue announces."""

from sagacity.kit.signals import api as signals
from sagacity.reservations.queue import types

ticket_changed = signals.Signal("reservations.ticket_changed", types.TicketNews)
