"""Spreading: a published notice to everybody it is for, some hundred people in each transaction.

A worker that dies in the middle has written whole chunks: the next goes on after the last of them.
"""

import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from sagacity.kit import clock
from sagacity.kit.jobs import api as jobs
from sagacity.messaging import audiences, models
from sagacity.messaging.delivering import batches, caps, routes, rows
from sagacity.messaging.delivering.terms import Terms
from sagacity.messaging.types import NoticeState, WhyNot

CHUNK = 500
A_TURN = 0.005  # seconds in which those who send get the database
Way = tuple[Terms, int]  # and the endpoint


class Meanwhile(Exception):
    """A place where somebody was to be told was dropped meanwhile; they may have another."""


def everybody(*, notice: str, at: datetime) -> None:
    """Lay a notice into every inbox and send it off by the first channel of each person."""
    row = models.Notice.objects.filter(key=notice, state=NoticeState.PUBLISHED, spread_at=None).first()
    if row is None:
        return
    job = jobs.current()
    for number, chunk in enumerate(audiences.walk(row, after=row.spread_to, size=CHUNK), start=1):
        if job:
            jobs.check_cancelled(job=job)
            jobs.progress(job=job, done=number * CHUNK)
        if not _one_chunk_or_again(row, chunk, at):
            return
        time.sleep(A_TURN)
    with transaction.atomic():
        models.Notice.objects.filter(pk=row.pk, state=NoticeState.PUBLISHED).update(spread_at=at)


def _one_chunk_or_again(notice: models.Notice, chunk: Sequence[int], at: datetime) -> bool:
    """Somebody may be forgotten between being read and being written to: then once more, without them."""
    try:
        return _one_chunk(notice, chunk, at, sure=False)
    except (IntegrityError, Meanwhile):
        return _one_chunk(notice, chunk, at, sure=True)


def _one_chunk(notice: models.Notice, chunk: Sequence[int], at: datetime, *, sure: bool) -> bool:
    """Everything for some people at once; whether the notice still holds."""
    # Decided before the transaction: SQLite has one write lock, and others wait for it.
    louder = _ways(notice, chunk, at)
    with transaction.atomic():
        row = models.Notice.objects.select_for_update().only("state", "spread_to").get(pk=notice.pk)
        if row.state != NoticeState.PUBLISHED:
            return False
        if row.spread_to >= chunk[-1]:
            return True  # another worker was here
        if not routes.rings_anyway(notice):
            _hold_what_is_too_much(louder)
        rows.lay_into_inboxes(notice, chunk, at=at)
        if _send_off(notice, louder, at) < len(louder) and not sure:
            raise Meanwhile
        models.Notice.objects.filter(pk=row.pk).update(spread_to=chunk[-1])
    return True


def _ways(notice: models.Notice, chunk: Sequence[int], at: datetime) -> dict[int, Way]:
    """How each person is told beside the inbox; who has nothing but the inbox is not in it."""
    ways = routes.Routes(notice, {})
    if not ways.allowed:
        return {}
    ways.active = routes.active(chunk)
    return {
        person.pk: (ways.terms(person, route.channel, at=at), route.endpoint)
        for person in routes.wishes(chunk)
        if (route := ways.next(person)) is not None
    }


def _hold_what_is_too_much(louder: dict[int, Way]) -> None:
    """Count one more for everybody who is rung, and hold it for those who have had their share of the day."""
    days = {terms: clock.day(terms.due_at) for terms, _ in louder.values() if terms.due_at is not None}
    counted: dict[date, list[caps.Share]] = defaultdict(list)
    for share in caps.shares([pk for pk, (terms, _) in louder.items() if terms in days]):
        terms, endpoint = louder[share.person]
        if share.is_full(on=days[terms]):
            louder[share.person] = terms.held(WhyNot.CAP), endpoint
        else:
            counted[days[terms]].append(share)
    for day, some in counted.items():
        caps.count(some, on=day)


def _send_off(notice: models.Notice, louder: Mapping[int, Way], at: datetime) -> int:
    """What is due now leaves with this chunk; the rest waits for its time. Says how many there are."""
    together: dict[Terms, list[int]] = defaultdict(list)
    for terms, endpoint in louder.values():
        together[terms].append(endpoint)
    opened: dict[str, models.Batch] = {}
    written = 0
    for terms, endpoints in together.items():
        if terms.due_at is None or terms.due_at > at:
            written += rows.send_off(notice, terms, endpoints, at=at)
            continue
        if terms.channel not in opened:
            opened[terms.channel] = batches.begin(notice, terms.channel, at=at)
        written += rows.send_off(notice, terms.leaving(), endpoints, at=at, batch=opened[terms.channel])
    return written
