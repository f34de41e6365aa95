"""What cases keep under a resident's key: shown whole, and let go with the account.

The documents stay for the years of their class, as the city's rules on documents ask (文書管理規程);
only the account is taken off them. What is not decided goes on: the division knows the person by the answers.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from sagacity.kit import clock, policy
from sagacity.procedures.cases import contents, facts, models, writing
from sagacity.procedures.cases.types import Happened, Way


def kept(person: str) -> dict[str, Any]:
    """Every case of this person, with all answers and everything that was said."""
    if not person:
        return {}
    rows = models.Case.objects.filter(applicant=person, purged_at=None).order_by("submitted_at", "id")
    found = [_told(row) for row in rows]
    return {"cases": found} if found else {}


def forget(person: str) -> None:
    """Take the account off its cases; those that are living say so, that staff write by post."""
    if person:
        at = clock.now()
        for row in models.Case.objects.filter(applicant=person).order_by("id"):
            _let_go(row, at)


def join(*, old: str, new: str) -> None:
    """What was applied for on a device goes with it to the account that signs in there."""
    models.Case.objects.filter(applicant=old).update(applicant=new)


@transaction.atomic
def _let_go(row: models.Case, at: datetime) -> None:
    if row.purged_at is None and row.ended_at is None:
        with writing.held(row.key, at=at) as held:
            held.write(Happened.PERSON_GONE, by=policy.SYSTEM, channel=Way.HERE)
    models.Case.objects.filter(pk=row.pk).update(applicant="", mandate="")


def _told(row: models.Case) -> dict[str, Any]:
    said = contents.all_of(row)
    return {
        "number": row.number,
        "title": dict(facts.title_of(row.procedure, row.version)),
        "state": row.state,
        "decision": row.decision,
        "submitted_at": row.submitted_at.isoformat(),
        "fee_yen": row.fee_yen,
        "kept_until": row.purge_on.isoformat() if row.purge_on else None,
        "entries": [
            {
                "what": event.kind,
                "at": event.at.isoformat(),
                "by": event.actor_kind,
                **{key: value for key, value in said.get(event.number, {}).items() if key != "wish"},
            }
            for event in row.log.order_by("number")
        ],
    }
