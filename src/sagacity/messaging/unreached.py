"""Whom nothing reached: no loud channel arrived, and they have not read it either."""

from collections import defaultdict

from django.db.models import Exists, OuterRef, QuerySet

from sagacity.messaging import errors, models, types
from sagacity.messaging.types import Channel, DeliveryState

ARRIVED = (DeliveryState.SENT, DeliveryState.RECEIVED)


def unreached(*, notice: str, limit: int = 200, offset: int = 0) -> list[types.Unreached]:
    """People with a notice in their inbox whom no push, mail or LINE reached and who have not read it.

    Raises:
        NoSuchNotice: there is none of this key.
    """
    page = list(_rows(notice).select_related("person").order_by("person_id")[offset : offset + limit])
    tried = _tried(notice, [row.person_id for row in page])
    return [
        types.Unreached(
            person=row.person.key, language=row.person.language, tried=tuple(tried[row.person_id])
        )
        for row in page
    ]


def count_unreached(*, notice: str) -> int:
    """How many they are.

    Raises:
        NoSuchNotice: there is none of this key.
    """
    return _rows(notice).count()


def _rows(notice: str) -> "QuerySet[models.Delivery]":
    row = models.Notice.objects.filter(key=notice).first()
    if row is None:
        raise errors.NoSuchNotice(notice)
    arrived = models.Delivery.objects.filter(
        notice=row, person=OuterRef("person"), state__in=ARRIVED
    ).exclude(channel=Channel.INBOX)
    return models.Delivery.objects.filter(
        ~Exists(arrived), notice=row, channel=Channel.INBOX, read_at__isnull=True
    )


def _tried(notice: str, people: list[int]) -> dict[int, list[types.Tried]]:
    found: dict[int, list[types.Tried]] = defaultdict(list)
    rows = models.Delivery.objects.filter(notice__key=notice, person__in=people).exclude(
        channel=Channel.INBOX
    )
    for row in rows.order_by("id"):
        found[row.person_id].append(types.Tried(row.channel, DeliveryState(row.state), row.why))
    return found
