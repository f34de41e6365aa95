"""Sessions of a colleague, for whoever manages accounts: ended one by one, or all of them by two people."""

from datetime import datetime

from django.db import transaction

from sagacity.identity import models, sessions, types
from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.kit.proposals import api as proposals


def listed(*, staff: str) -> list[types.StaffSession]:
    """Where somebody is signed in, the latest first."""
    rows = models.StaffSession.objects.filter(staff__key=staff).order_by("-seen_at")
    return [
        types.StaffSession(
            key=row.pk,
            browser=row.browser,
            address=row.address,
            started_at=row.started_at,
            seen_at=row.seen_at,
            current=False,
        )
        for row in rows
    ]


@transaction.atomic
def end_one(*, staff: str, session: int, by: policy.Person, at: datetime) -> bool:
    """Sign somebody out in one browser; says whether they were signed in there."""
    ended = sessions.end(staff=staff, session=session)
    if ended:
        audit.record(actor=by, action="staff.end_session", thing=staff, at=at)
    return bool(ended)


@transaction.atomic
def end_all(
    *, staff: str, reason: str, by: policy.Person, at: datetime, approved_by: policy.Person | None = None
) -> int:
    """Sign somebody out everywhere; says how many sessions that were.

    Raises:
        proposals.NeedsSecondPerson: nobody was signed out.
    """
    proposals.demand_two(by=by, approved_by=approved_by)
    ended = sessions.end(staff=staff)
    audit.record(actor=by, action="staff.end_sessions", thing=staff, at=at, purpose=reason)
    return ended
