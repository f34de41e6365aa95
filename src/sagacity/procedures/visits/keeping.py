"""What visits keep of a person, for how long, and what goes when the person wants it gone."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from sagacity.procedures.visits import models, sealing


def kept(person: str) -> dict[str, Any]:
    """Every visit of this person that has not been forgotten yet."""
    found = [
        {
            "opened_at": row.opened_at.isoformat(),
            "procedures": [one["procedure"] for one in row.wanted],
            "answers": sealing.opened(row)["answers"],
            "until": row.until.isoformat(),
        }
        for row in _of(person)
    ]
    return {"visits": found} if found else {}


@transaction.atomic
def forget(person: str) -> None:
    for row in _of(person):
        row.delete()


def drop_what_is_over(*, at: datetime) -> int:
    """Take away visits whose day is over, and lists whose days are; says how many."""
    over = models.Visit.objects.filter(until__lte=at)
    count = over.count()
    over.delete()
    models.Closing.objects.filter(until__lte=at).delete()
    return count


def _of(person: str) -> list[models.Visit]:
    if not person:
        return []
    return list(models.Visit.objects.filter(Q(resident=person) | Q(inhabitant=person)).order_by("id"))
