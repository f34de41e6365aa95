"""Rows of deliveries, for some hundred people in one statement (INSERT … SELECT): eighty thousand at a time.

Whoever was forgotten between being read and being written to is in no answer, and nothing is there twice.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, cast

from django.db import connection
from django.db.models import Field

from sagacity.messaging import models
from sagacity.messaging.delivering.terms import Terms
from sagacity.messaging.types import Channel, DeliveryState


def lay_into_inboxes(notice: models.Notice, people: Collection[int], *, at: datetime) -> None:
    """One row for each of these people: the notice lies in their inbox."""
    alike = {"channel": Channel.INBOX, "state": DeliveryState.SENT, "created_at": at, "sent_at": at}
    _insert(models.Person, people, {"person": "id"}, {**alike, "notice": notice.pk})


def send_off(
    notice: models.Notice,
    terms: Terms,
    endpoints: Collection[int],
    *,
    at: datetime,
    batch: models.Batch | None = None,
) -> int:
    """One row for the person behind each endpoint that is still there, on the same terms; says how many."""
    alike = {
        "notice": notice.pk,
        "channel": terms.channel,
        "batch": batch.pk if batch else None,
        "state": terms.state,
        "why": terms.why,
        "due_at": terms.due_at,
        "fall_back_at": terms.fall_back_at,
        "created_at": at,
    }
    return _insert(models.Endpoint, endpoints, {"person": "person_id", "endpoint": "id"}, alike)


def _insert(
    source: type[models.Person | models.Endpoint],
    keys: Collection[int],
    taken: Mapping[str, str],
    alike: Mapping[str, Any],
) -> int:
    """A row for each key of `source`: columns `taken` come from there, the others are alike in all rows."""
    if not keys:
        return 0
    alike = {"why": "", "tries": 0, **alike}
    meta = models.Delivery._meta
    fields = [cast(Field[Any, Any], meta.get_field(name)) for name in (*alike, *taken)]
    said = [
        field.get_db_prep_save(value, connection=connection)
        for field, value in zip(fields, alike.values(), strict=False)
    ]
    columns = ", ".join(f"{field.column}" for field in fields)
    chosen = ", ".join([*["%s"] * len(alike), *taken.values()])
    among = ", ".join(["%s"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {meta.db_table} ({columns}) SELECT {chosen} FROM {source._meta.db_table}"
            f" WHERE id IN ({among}) ORDER BY id ON CONFLICT DO NOTHING",
            [*said, *keys],
        )
        return int(cursor.rowcount)
