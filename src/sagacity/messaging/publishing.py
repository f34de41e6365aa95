"""Going out: at once or when the time has come."""

import logging
from datetime import datetime

from django.db import transaction

from sagacity.messaging import areas, audiences, inbox, models, notices, people, signals
from sagacity.messaging.types import NoticeState

logger = logging.getLogger(__name__)
FEW = 50  # people named one by one find it in their inbox at once


def when_its_time_comes(row: models.Notice, *, at: datetime) -> None:
    """Publish what is due; schedule what is not."""
    if row.publish_at <= at:
        publish(row, at=at)
    else:
        row.state = NoticeState.SCHEDULED
        row.save()


def publish(row: models.Notice, *, at: datetime) -> None:
    """Let a notice out and announce it, in the transaction of whoever calls."""
    row.state, row.published_at, row.changed_at = NoticeState.PUBLISHED, at, at
    row.save()
    audience = audiences.read(row.audience)
    if row.open_to_all and not row.everywhere:
        models.NoticeTown.objects.bulk_create(
            (
                models.NoticeTown(notice=row, town=town)
                for town in areas.areas_for(audience).towns_of(audience)
            ),
            batch_size=500,
            ignore_conflicts=True,
        )
    people.meet_all(audience.people, at=at)
    if 0 < len(audience.people) <= FEW:
        named = audiences.of_notice(row).values_list("pk", flat=True)
        inbox.put(((row.pk, person) for person in named), at=at)
    signals.notice_published.announce(notices.as_fact(row))


def publish_due(*, at: datetime) -> int:
    """Publish every scheduled notice whose time has come; says how many. What is over stays behind."""
    due = models.Notice.objects.filter(
        state=NoticeState.SCHEDULED, publish_at__lte=at, expires_at__gt=at
    ).order_by("publish_at", "id")
    return sum(_publish_if_still_due(key, at) for key in due.values_list("pk", flat=True))


def _publish_if_still_due(key: int, at: datetime) -> bool:
    try:
        with transaction.atomic():
            row = models.Notice.objects.select_for_update().get(pk=key)
            if row.state != NoticeState.SCHEDULED or not row.publish_at <= at < row.expires_at:
                return False
            publish(row, at=at)
    except Exception:  # one that cannot go out must not hold up the others; the next minute tries again
        logger.exception("the scheduled notice %s could not be published", key)
        return False
    return True
