"""Lines as they stand: who waits, is called, is served, was skipped."""

from collections.abc import Collection
from datetime import datetime

from sagacity.kit import clock
from sagacity.reservations.queue import facts, models, types
from sagacity.reservations.queue.types import State


def waiting(lines: Collection[str], *, at: datetime) -> list[types.Ticket]:
    """Who waits today in some lines, in no order."""
    return standing(lines, State.WAITING, at=at)


def standing(lines: Collection[str], *states: State, at: datetime) -> list[types.Ticket]:
    """Tickets of the day in some states."""
    midnight = clock.local(at).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = models.Ticket.objects.filter(line__in=lines, state__in=states, issued_at__gte=midnight)
    return [facts.ticket(row) for row in rows.order_by("issued_at", "id")]
