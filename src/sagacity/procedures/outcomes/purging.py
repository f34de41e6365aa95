"""When the years of a document are over its bytes go; the line of the register stays."""

from datetime import datetime

from django.db import transaction

from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit
from sagacity.procedures.outcomes import models

BATCH = 500


def purge(*, at: datetime, limit: int = 20 * BATCH) -> int:
    """Take bytes and account off documents whose years are over; says how many."""
    done = 0
    due = models.Document.objects.filter(purged_at=None, purge_on__lte=clock.day(at))
    while done < limit and (rows := list(due.order_by("purge_on", "id")[:BATCH])):
        with transaction.atomic():
            for row in rows:
                models.Content.objects.filter(document=row).delete()
                models.Document.objects.filter(pk=row.pk).update(purged_at=at, applicant="")
                audit.record(
                    actor=policy.SYSTEM, action="document.purge", thing=row.key, purpose=row.retention, at=at
                )
        done += len(rows)
    return done
