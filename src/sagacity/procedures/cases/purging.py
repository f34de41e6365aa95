"""How long documents are kept: years of their class from the next fiscal year on; then they go."""

from datetime import date, datetime

from django.db import transaction

from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.uploads import api as uploads
from sagacity.procedures.cases import models, writing
from sagacity.procedures.cases.types import OVER

BATCH = 500
LONGEST = 30


def begin_years(held: writing.Held) -> None:
    """The case is over: its documents stay until the years of their class have gone by."""
    held.row.purge_on = until(retention=held.row.retention, ended_on=clock.day(held.at))
    held.row.save(update_fields=["purge_on"])


def until(*, retention: str, ended_on: date) -> date:
    """The first of April on which documents go: N whole fiscal years after the one the case ended in."""
    name, _, years = retention.partition("_")
    count = int(years) if name == "years" and years.isdigit() else LONGEST
    return date(clock.fiscal_year(ended_on) + 1 + count, 4, 1)


def purge(*, at: datetime, limit: int = 20 * BATCH) -> int:
    """Take everything of a person off cases whose years are over; says how many.

    What is living is never touched, and what ended is taken only once it is over. Number, procedure, days
    and decision stay, for the figures and as proof that it was destroyed by rule.
    """
    done = 0
    due = models.Case.objects.filter(purged_at=None, purge_on__lte=clock.day(at), state__in=sorted(OVER))
    while done < limit:
        keys = list(due.order_by("purge_on", "id").values_list("pk", flat=True)[:BATCH])
        if not keys:
            return done
        with transaction.atomic():
            rows = models.Case.objects.select_for_update().filter(pk__in=keys, purged_at=None)
            for row in rows:
                _purge(row, at)
                done += 1
    return done


def _purge(row: models.Case, at: datetime) -> None:
    models.Case.objects.filter(pk=row.pk).update(
        purged_at=at, applicant="", inhabitant="", mandate="", once_key="", assignee=""
    )
    models.Content.objects.filter(event__case=row).delete()
    models.Event.objects.filter(case=row).delete()  # the database lets it, now that the case is purged
    for rest in (row.papers, row.tokens, row.relations, row.related_from):
        rest.all().delete()
    models.Words.objects.filter(case=row).delete()
    uploads.drop_about(about=row.key)
    audit.record(actor=policy.SYSTEM, action="case.purge", thing=row.key, purpose=row.retention, at=at)
