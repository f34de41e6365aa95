"""Taking back what was given out, by two people; and giving it out anew, by one who says why."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.kit.manifest import in_language
from sagacity.kit.proposals import api as proposals
from sagacity.procedures.outcomes import (
    documents,
    issuing,
    models,
    people,
    permits,
    refusals,
    signals,
    types,
)

ACT = "outcomes.revoke"
LONGEST = 200


def offer() -> None:
    """Say that taking back needs two people."""
    title = gettext_lazy("交付した書類を取り消す")
    proposals.offer_act(proposals.Act(ACT, title, permits.WORK, permits.DECIDE, _say, _carry_out))


def propose(*, document: str, reason: str, by: policy.Person, at: datetime) -> proposals.Proposal:
    """Ask a second person to take a document back.

    Raises:
        NoSuchDocument, NotAllowed, NotNow, NoReason: nothing was proposed.
    """
    row = documents.row_of(document)
    permits.demand(by, permits.WORK, row.division)
    if row.revoked_at is not None:
        raise refusals.NotNow(row.number)
    why = _said(reason)
    return proposals.propose(act=ACT, thing=row.key, payload={"document": row.key}, reason=why, by=by, at=at)


@transaction.atomic
def revoke(
    *,
    document: str,
    by: policy.Person,
    reason: str,
    at: datetime,
    approved_by: policy.Person | None = None,
) -> types.Document:
    """From now on it counts no more: whoever checks it is told so. Twice is once.

    Raises:
        NoSuchDocument, NotAllowed, NoReason, NeedsSecondPerson: it stays as it is.
    """
    proposals.demand_two(by=by, approved_by=approved_by)
    row = models.Document.objects.select_for_update().filter(key=document).first()
    if row is None:
        raise refusals.NoSuchDocument(document)
    permits.demand(approved_by or by, permits.WORK, row.division)
    if row.revoked_at is None:
        _take_back(row, why=_said(reason), by=by, at=at)
    return documents.as_fact(row)


def reissue(*, document: str, by: policy.Person, reason: str, at: datetime) -> types.Document:
    """The same anew, with a number of its own and the mark 再発行; the one before counts no more.

    Call it outside of a transaction. Asked twice about the same document, the second is the first.

    Raises:
        NoSuchDocument, NotAllowed, NoReason, NotNow, CharactersLacking, NoPaper: nothing changed.
    """
    row = documents.row_of(document)
    permits.demand(by, permits.WORK, row.division)
    why = _said(reason)
    if row.replaced_by:
        return documents.document(key=row.replaced_by)
    story = issuing.story_of(row.case)
    names = people.names(story, at=at)
    with transaction.atomic():
        held = models.Document.objects.select_for_update().get(pk=row.pk)
        if held.replaced_by:
            return documents.document(key=held.replaced_by)
        if held.revoked_at is not None or held.purged_at is not None:
            raise refusals.NotNow(held.number)
        new = issuing.again(held, story, names, by=by, at=at)
        held.replaced_by = new.key
        _take_back(held, why=why, by=by, at=at)
        return documents.as_fact(new)


def _take_back(row: models.Document, *, why: str, by: policy.Person, at: datetime) -> None:
    row.revoked_at, row.why = at, why
    row.save(update_fields=["revoked_at", "why", "replaced_by"])
    audit.record(actor=by, action="document.revoke", thing=row.key, purpose=why, at=at)
    signals.document_revoked.announce(types.DocumentNews(row.key, row.number, row.case, row.procedure, at))


def _said(reason: str) -> str:
    said = reason.strip()
    if not said or len(said) > LONGEST:
        raise refusals.NoReason(reason)
    return said


def _say(payload: proposals.Payload) -> str:
    row = documents.row_of(payload["document"])
    return _("%(title)s（%(number)s）") % {"title": in_language(row.title, "ja"), "number": row.number}


def _carry_out(
    payload: proposals.Payload, *, by: policy.Person, approved_by: policy.Person, reason: str, at: datetime
) -> None:
    try:
        revoke(document=payload["document"], by=by, reason=reason, at=at, approved_by=approved_by)
    except (refusals.NoSuchDocument, refusals.NotAllowed) as problem:
        raise proposals.CannotBeDone(_("この書類は、いま取り消せません。")) from problem
