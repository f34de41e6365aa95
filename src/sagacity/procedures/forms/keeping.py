"""What forms keep of a person, for how long, and what goes when the person wants it gone."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from sagacity.kit.uploads import api as uploads
from sagacity.procedures.forms import filling, models, rows, sealing

SENT_KEPT_FOR = timedelta(days=7)  # the case keeps what was sent; the form only knows that it was


def kept(person: str) -> dict[str, Any]:
    """Every form that this person has not sent yet."""
    rows_of = models.Form.objects.filter(Q(owner=person) | Q(resident=person), case="")
    found = [
        {
            "procedure": row.procedure,
            "answers": sealing.opened(row)["answers"],
            "started_at": row.started_at.isoformat(),
            "until": row.until.isoformat(),
        }
        for row in rows_of.order_by("id")
    ]
    return {"forms": found} if found else {}


@transaction.atomic
def forget(person: str) -> None:
    for row in models.Form.objects.filter(Q(owner=person) | Q(resident=person)):
        _let_go(row)


@transaction.atomic
def move(*, old: str, new: str) -> None:
    """Who began a form in a browser and signs in there finds it in every browser of theirs."""
    models.Form.objects.filter(owner=old).update(owner=new)
    uploads.give(old=old, new=new)


def drop_what_is_over(*, at: datetime) -> int:
    """Take away forms that nobody touched for a month, and those that were sent a week ago; says how many."""
    over = models.Form.objects.filter(Q(until__lte=at, case="") | Q(sent_at__lte=at - SENT_KEPT_FOR))
    done = 0
    for row in over.iterator():
        with transaction.atomic():
            _let_go(row)
            done += 1
    models.HandOver.objects.filter(until__lte=at).delete()
    return done


def _let_go(row: models.Form) -> None:
    """With its files, unless a case has them."""
    if not row.case:
        held = uploads.uploads_of(keys=filling.uploads_of(rows.as_fact(row)))
        uploads.drop(keys=[one.key for one in held if not one.about])
    row.delete()
