"""Sending one batch: taken in hand, handed to the provider, written down as the answers come."""

import time
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from sagacity.kit.jobs import api as jobs
from sagacity.messaging import models
from sagacity.messaging.delivering import batches, composing, results, routes
from sagacity.messaging.providers import chosen
from sagacity.messaging.providers.base import Answer, Outcome, Outgoing
from sagacity.messaging.types import DeliveryState, EndpointState, NoticeState, WhyNot

_ASKED = (
    "pk",
    "person_id",
    "person__key",
    "person__language",
    "endpoint__address",
    "endpoint__keys",
    "endpoint__state",
)


def send(*, batch: int, at: datetime) -> None:
    """Send what is due of a batch. What a dead worker had in hand is sent again, nothing else."""
    row = models.Batch.objects.select_related("notice").filter(pk=batch).first()
    if row is None:
        return
    letters = _take(row, at)
    begun, job = time.monotonic(), jobs.current()
    if letters:
        for outcomes in chosen.provider(row.channel).send(letters=letters, at=at):
            results.write(row.notice, outcomes, at=at + timedelta(seconds=time.monotonic() - begun))
            if job:
                jobs.check_cancelled(job=job)
    batches.close(row, at=at)
    batches.gather(at=at + timedelta(seconds=time.monotonic() - begun), notice=row.notice)


def _take(batch: models.Batch, at: datetime) -> list[Outgoing]:
    """Take in hand what is due, and write its letters."""
    with transaction.atomic():
        state, expires = models.Notice.objects.values_list("state", "expires_at").get(pk=batch.notice_id)
        waits = Q(state=DeliveryState.WAITING) & (Q(due_at__isnull=True) | Q(due_at__lte=at))
        due = batch.deliveries.filter(waits | Q(state=DeliveryState.SENDING))
        if state != NoticeState.PUBLISHED:
            due.update(state=DeliveryState.CANCELLED, why=WhyNot.RECALLED, due_at=None, fall_back_at=None)
        elif expires <= at:
            due.update(state=DeliveryState.HELD, why=WhyNot.EXPIRED, due_at=None, fall_back_at=None)
        else:
            due.update(state=DeliveryState.SENDING, tries=F("tries") + 1, due_at=None)
    return _letters(batch, at)


def _letters(batch: models.Batch, at: datetime) -> list[Outgoing]:
    """The letters in hand, addressed to where people are now; who is nowhere is told by another channel."""
    composer = composing.Composer(batch)
    rows = list(batch.deliveries.filter(state=DeliveryState.SENDING).order_by("pk").values_list(*_ASKED))
    moved = _moved([row[1] for row in rows if row[-1] != EndpointState.ACTIVE], batch.channel)
    letters: list[Outgoing] = []
    nowhere: list[Outcome] = []
    for pk, person, key, language, address, keys, state in rows:
        if state != EndpointState.ACTIVE and person in moved:
            endpoint = moved[person]
            models.Delivery.objects.filter(pk=pk).update(endpoint=endpoint)
            address, keys, state = endpoint.address, endpoint.keys, endpoint.state
        if state != EndpointState.ACTIVE:
            nowhere.append(Outcome(pk, Answer.FAILED, WhyNot.NO_ENDPOINT))
            continue
        letters.append(
            composer.letter(delivery=pk, person=key, language=language, address=address, keys=keys or {})
        )
    if nowhere:
        results.write(batch.notice, nowhere, at=at)
    return letters


def _moved(people: list[int], channel: str) -> dict[int, models.Endpoint]:
    """People whose place was replaced by another since: they are reached at the new one."""
    if not people:
        return {}
    found = {person: there[channel] for person, there in routes.active(people).items() if channel in there}
    rows = models.Endpoint.objects.in_bulk(found.values())
    return {person: rows[endpoint] for person, endpoint in found.items()}
