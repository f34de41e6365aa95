"""What people wrote freely: a clerk reads it before other staff do, and drops what tells of a person."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.procedures.surveys import models, sealing, surveys, types

State = models.OwnWords.State


def own_words(*, survey: str, state: str = "", at: datetime) -> list[types.OwnWords]:
    """What was written, in no order; by default all that was not dropped.

    Raises:
        NoSuchSurvey
    """
    found = surveys.survey(key=survey, at=at)
    rows = (
        models.OwnWords.objects.filter(survey__procedure=found.key).select_related("survey").order_by("key")
    )
    rows = rows.filter(state=state) if state else rows.exclude(state=State.DROPPED)
    return [types.OwnWords(row.key.hex, row.question, sealing.open_words(row), row.state) for row in rows]


@transaction.atomic
def decide_words(*, key: str, keep: bool, by: policy.Person, at: datetime) -> None:
    """Keep what somebody wrote for the staff, or drop it: then the text is erased.

    Raises:
        LookupError: there is nothing of this key.
    """
    row = (
        models.OwnWords.objects.select_for_update().select_related("survey").filter(key=UUID(hex=key)).first()
    )
    if row is None:
        raise LookupError(key)
    row.state = State.KEPT if keep else State.DROPPED
    if not keep:
        row.sealed = sealing.seal_words(row.survey.procedure, "")
    row.save(update_fields=["state", "sealed"])
    action = "survey.words_kept" if keep else "survey.words_dropped"
    audit.record(actor=by, action=action, thing=f"urn:ngsi-ld:Survey:{row.survey.procedure}", at=at)
