"""The inbox: every notice a person was sent, whether or not anything louder reached them."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from sagacity.messaging import errors, models, notices
from sagacity.messaging.types import Channel, DeliveryState, Letter, NoticeState

BATCH = 500


def letter(*, person: str, notice: str, at: datetime) -> Letter:
    """One notice as a person may read it: because it was sent to them, or because anybody may read it.

    One that was taken back is given with its state and reason; its text is not for showing.

    Raises:
        NoSuchNotice: there is none, it is not out, or it is not for this person.
    """
    row = models.Notice.objects.filter(key=notice, state__in=notices.OUT, published_at__lte=at).first()
    if row is None:
        raise errors.NoSuchNotice(notice)
    sent = _of(person).filter(notice=row).first() if person else None
    if sent is None and not (row.open_to_all and row.origin in notices.ANYBODYS):
        raise errors.NoSuchNotice(notice)
    return Letter(
        notice=notices.as_fact(row),
        at=row.published_at or row.publish_at,
        read_at=sent.read_at if sent else None,
    )


def read(*, person: str, notice: str, at: datetime) -> None:
    """The person has read one notice; the first time counts."""
    if person:
        _of(person).filter(notice__key=notice, read_at__isnull=True).update(read_at=at)


def read_all(*, person: str, at: datetime) -> None:
    """The person says that everything is read."""
    if person:
        _of(person).filter(read_at__isnull=True, notice__state=NoticeState.PUBLISHED).update(read_at=at)


def put(letters: Iterable[tuple[int, int]], *, at: datetime) -> None:
    """Lay notices into the inboxes of people, by the numbers of their rows; who has one keeps the first."""
    models.Delivery.objects.bulk_create(
        (
            models.Delivery(
                notice_id=notice,
                person_id=person,
                channel=Channel.INBOX,
                state=DeliveryState.SENT,
                created_at=at,
                sent_at=at,
            )
            for notice, person in letters
        ),
        batch_size=BATCH,
        ignore_conflicts=True,
    )


def _of(person: str) -> QuerySet[models.Delivery]:
    return models.Delivery.objects.filter(person__key=person, channel=Channel.INBOX)
