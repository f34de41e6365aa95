"""How long names are kept: an event's for a month, a shelter's for a year after its reception has closed.

The texts of cards are not kept at all: `checking` drops each once the city has read it.
"""

from datetime import datetime, timedelta

from sagacity.checkin import models, types

KEPT = {types.Purpose.EVENT: timedelta(days=31), types.Purpose.SHELTER: timedelta(days=366)}


def forget_what_is_over(*, at: datetime) -> int:
    """Drop what visitors told; entries, stays and counts stay. Says how many."""
    dropped = 0
    for purpose, kept in KEPT.items():
        over = models.Reception.objects.filter(purpose=purpose, closed_at__lt=at - kept)
        dropped += models.Visitor.objects.filter(reception__in=over).delete()[0]
    return dropped
