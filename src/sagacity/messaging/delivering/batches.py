"""Batches: some hundred deliveries of one notice by one channel, which one job sends."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby, islice

from django.db import transaction
from django.db.models import Q

from sagacity.kit.jobs import api as jobs
from sagacity.messaging import models
from sagacity.messaging.types import Channel, DeliveryState

MOST = 500
LOST_AFTER = timedelta(minutes=2)  # asking again is free while its job is open


def begin(notice: models.Notice, channel: str, *, at: datetime) -> models.Batch:
    """A batch and the job that sends it, in the transaction of whoever fills it."""
    batch = models.Batch.objects.create(notice=notice, channel=channel, created_at=at)
    send_soon(batch.pk, channel)
    return batch


def send_soon(batch: int, channel: str) -> None:
    """Ask for the job of a batch; while one is open, it is that one."""
    from sagacity.messaging.delivering import jobs as work

    job = work.send_push if channel == Channel.PUSH else work.send_letters
    jobs.enqueue(job, key=str(batch), batch=batch)


def gather(*, at: datetime, notice: models.Notice | None = None) -> int:
    """Put what is due and in no batch into batches; says how many deliveries."""
    gathered = 0
    while some := _gather_some(at, notice):
        gathered += some
    return gathered


def due_again(*, at: datetime) -> int:
    """Ask for the jobs of batches in which something is to be tried again; says how many."""
    due = models.Delivery.objects.filter(
        state=DeliveryState.WAITING, due_at__lte=at, batch__isnull=False
    ).order_by()
    return _ask_for(due.values_list("batch", "channel").distinct())


def lost(*, at: datetime) -> int:
    """Ask again for the jobs of batches that nobody sends any more; says how many."""
    old = models.Batch.objects.filter(done_at__isnull=True, created_at__lt=at - LOST_AFTER)
    left = Q(deliveries__state=DeliveryState.SENDING) | Q(
        deliveries__state=DeliveryState.WAITING, deliveries__due_at__isnull=True
    )
    return _ask_for(old.filter(left).order_by().values_list("pk", "channel").distinct())


def close(batch: models.Batch, *, at: datetime) -> None:
    """A batch is done once nothing of it is left to send."""
    left = batch.deliveries.filter(state__in=(DeliveryState.WAITING, DeliveryState.SENDING))
    if batch.done_at is None and not left.exists():
        models.Batch.objects.filter(pk=batch.pk).update(done_at=at)


@transaction.atomic
def _gather_some(at: datetime, notice: models.Notice | None) -> int:
    due = models.Delivery.objects.filter(state=DeliveryState.WAITING, due_at__lte=at, batch__isnull=True)
    if notice is not None:
        due = due.filter(notice=notice)
    rows = list(
        due.select_for_update(skip_locked=True)
        .order_by("due_at", "id")
        .only("pk", "notice_id", "channel")[:MOST]
    )
    rows.sort(key=lambda row: (row.notice_id, row.channel))
    notices = models.Notice.objects.in_bulk({row.notice_id for row in rows})
    for (key, channel), some in groupby(rows, key=lambda row: (row.notice_id, row.channel)):
        _fill(notices[key], channel, [row.pk for row in some], at)
    return len(rows)


def _fill(notice: models.Notice, channel: str, deliveries: Sequence[int], at: datetime) -> None:
    batch = begin(notice, channel, at=at)
    models.Delivery.objects.filter(pk__in=deliveries).update(batch=batch, due_at=None)


def _ask_for(batches: Iterable[tuple[int, str]]) -> int:
    found = list(islice(batches, 2000))
    for batch, channel in found:
        with transaction.atomic():
            send_soon(batch, channel)
    return len(found)
