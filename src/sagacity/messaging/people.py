"""Whom the city can reach. A person is a row once something is kept under their key; before, nothing is."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from sagacity.messaging import errors, models

BATCH = 500
LONGEST_KEY = 80


def find(key: str) -> models.Person | None:
    """The row of a person; none for a newcomer."""
    return models.Person.objects.filter(key=key).first() if key else None


def meet(key: str, *, language: str, at: datetime) -> tuple[models.Person, bool]:
    """The row of a person, made now if there is none; whether it is new. The language they read is kept."""
    if not key or len(key) > LONGEST_KEY:
        raise errors.BadMark("だれのことか分かりません。もう一度、初めの画面から試してください。")
    row, new = models.Person.objects.get_or_create(
        key=key, defaults={"language": language or "ja", "created_at": at, "changed_at": at}
    )
    if language and row.language != language:
        row.language, row.changed_at = language, at
        row.save(update_fields=["language", "changed_at"])
    return row, new


def meet_and_hold(key: str, *, language: str, at: datetime) -> tuple[models.Person, bool]:
    """The same, held until the transaction ends, so that two pages of one person do not mix their changes."""
    row, new = meet(key, language=language, at=at)
    return models.Person.objects.select_for_update().get(pk=row.pk), new


def meet_all(keys: Iterable[str], *, at: datetime) -> None:
    """Make rows for people who are named and not known yet, such as applicants of an event."""
    wanted = sorted({key for key in keys if key and len(key) <= LONGEST_KEY})
    known = set(models.Person.objects.filter(key__in=wanted).values_list("key", flat=True))
    rows = [models.Person(key=key, created_at=at, changed_at=at) for key in wanted if key not in known]
    models.Person.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


@transaction.atomic
def forget(*, person: str) -> None:
    """Drop a person with marks, endpoints and the record of what they were sent."""
    models.Person.objects.filter(key=person).delete()


def everything_kept(*, person: str) -> dict[str, Any]:
    """All that messaging keeps of a person, for them to read or take along."""
    row = find(person)
    if row is None:
        return {}
    return {
        "language": row.language,
        "channels": row.channels,
        "quiet": {
            "from": row.quiet_from.isoformat("minutes"),
            "until": row.quiet_until.isoformat("minutes"),
        },
        "most_per_day": row.most_per_day,
        "since": row.created_at.isoformat(),
        "marks": [
            {"kind": kind, "value": value}
            for kind, value in row.marks.order_by("kind", "value").values_list("kind", "value")
        ],
        "endpoints": [
            {
                "channel": one.channel,
                "address": one.address,
                "state": one.state,
                "since": one.created_at.isoformat(),
            }
            for one in row.endpoints.order_by("id")
        ],
        "notices": [
            {
                "notice": one.notice.key,
                "title": one.notice.title.get("ja", ""),
                "channel": one.channel,
                "state": one.state,
                "at": one.created_at.isoformat(),
                "read_at": one.read_at and one.read_at.isoformat(),
            }
            for one in row.deliveries.select_related("notice").order_by("id")
        ],
    }
