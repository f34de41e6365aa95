"""The round of every minute: what is due, what was not confirmed, what was lost."""

from datetime import datetime, timedelta

from django.db import transaction

from sagacity.kit.jobs import api as jobs
from sagacity.messaging import models
from sagacity.messaging.delivering import batches, falling_back
from sagacity.messaging.delivering.jobs import spread_notice
from sagacity.messaging.types import NoticeState

OVERDUE = timedelta(minutes=2)  # asking again is free while its job is open


def make(*, at: datetime) -> None:
    """Send on whatever waits for its time; nothing that waits depends on the process that left it waiting."""
    falling_back.without_receipt(at=at)
    batches.gather(at=at)
    batches.due_again(at=at)
    batches.lost(at=at)
    _spread_what_was_not(at)


def _spread_what_was_not(at: datetime) -> None:
    left = models.Notice.objects.filter(
        state=NoticeState.PUBLISHED, expires_at__gt=at, spread_at=None, published_at__lt=at - OVERDUE
    )
    for key in left.values_list("key", flat=True)[:100]:
        with transaction.atomic():
            jobs.enqueue(spread_notice, key=key, notice=key)
