"""Reminders on the evening before: each appointment once."""

from datetime import datetime, timedelta

from sagacity.kit import clock
from sagacity.reservations.slots import models, telling
from sagacity.reservations.slots.types import SlotState


def remind(*, at: datetime) -> int:
    """Remind everybody who has an appointment on the next day; says how many."""
    midnight = clock.local(at).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    rows = models.Slot.objects.filter(
        state=SlotState.CONFIRMED, begins__gte=midnight, begins__lt=midnight + timedelta(days=1)
    )
    told = 0
    for row in rows.select_related("service", "resource").order_by("begins", "id"):
        telling.that_it_is_tomorrow(row, at=at)
        told += 1
    return told
