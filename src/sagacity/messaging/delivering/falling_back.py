"""Falling back: whoever was not reached by one channel is told by the next, before the deadline."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime

from django.db import transaction

from sagacity.messaging import models
from sagacity.messaging.delivering import batches, routes, rows
from sagacity.messaging.delivering.terms import Terms
from sagacity.messaging.types import DeliveryState, NoticeState

SOME = 500


def begin_next(notice: models.Notice, people: Collection[int], *, at: datetime) -> int:
    """Open the next channel of these people; each channel of a person is tried at most once for a notice."""
    opened: dict[Terms, list[int]] = defaultdict(list)
    for way, person, route in _next(notice, people):
        opened[way.terms(person, route.channel, at=at)].append(route.endpoint)
    for terms, endpoints in opened.items():
        rows.send_off(notice, terms, endpoints, at=at)
    return sum(map(len, opened.values()))


def with_next(people: Collection[int], notice: models.Notice) -> set[int]:
    """Those of these people who can still be told by another channel."""
    return {person.pk for _, person, _ in _next(notice, people)}


def without_receipt(*, at: datetime) -> int:
    """Tell by the next channel whoever's phone has said nothing in time; says how many were looked at."""
    done = 0
    while some := _some_without_receipt(at):
        done += some
    return done


@transaction.atomic
def _some_without_receipt(at: datetime) -> int:
    late = models.Delivery.objects.filter(state=DeliveryState.SENT, fall_back_at__lte=at)
    found = list(
        late.select_for_update(skip_locked=True)
        .order_by("fall_back_at", "id")
        .values_list("pk", "notice_id", "person_id")[:SOME]
    )
    models.Delivery.objects.filter(pk__in=[pk for pk, _, _ in found]).update(fall_back_at=None)
    people: dict[int, list[int]] = defaultdict(list)
    for _, key, person in found:
        people[key].append(person)
    for notice in models.Notice.objects.filter(pk__in=people, state=NoticeState.PUBLISHED, expires_at__gt=at):
        begin_next(notice, people[notice.pk], at=at)
        batches.gather(at=at, notice=notice)
    return len(found)


def _next(
    notice: models.Notice, people: Collection[int]
) -> Iterator[tuple[routes.Routes, routes.Wishes, routes.Route]]:
    if not people:
        return
    tried: dict[int, set[str]] = defaultdict(set)
    known = models.Delivery.objects.filter(notice=notice, person__in=people)
    for pk, channel in known.values_list("person_id", "channel"):
        tried[pk].add(channel)
    way = routes.Routes(notice, routes.active(people))
    for person in routes.wishes(people):
        if (route := way.next(person, tried=tried[person.pk])) is not None:
            yield way, person, route
