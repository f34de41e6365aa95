"""A case whose document has reached somebody is over after a while: then the years of its class begin."""

import logging
from datetime import datetime, timedelta

from sagacity.kit import policy
from sagacity.procedures.cases import api as cases
from sagacity.procedures.outcomes import models

OPEN_AFTER_HANDING = timedelta(days=30)  # somebody may still find a mistake in it
BATCH = 500
logger = logging.getLogger(__name__)


def close_what_was_handed(*, at: datetime) -> int:
    """Close the cases whose newest document was handed over 30 days ago; says how many.

    What waits to be fetched or posted stays open. One that cannot be closed holds up no other.
    """
    waiting = models.Document.objects.not_handed().values("case")
    handed = (
        models.Document.objects.filter(
            replaced_by="", closed_at=None, purged_at=None, handed_at__lte=at - OPEN_AFTER_HANDING
        )
        .exclude(case__in=waiting)
        .order_by("handed_at", "id")
    )
    done = 0
    for pk, case in list(handed.values_list("pk", "case")[:BATCH]):
        try:
            cases.close(case=case, by=policy.SYSTEM, at=at)
            done += 1
        except (cases.NoSuchCase, cases.NotNow):
            logger.info("a case of a document that was handed over is in another state")
        models.Document.objects.filter(pk=pk).update(closed_at=at)
    return done
