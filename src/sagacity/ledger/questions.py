"""What staff must look at: money in question, and claims that nobody took."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F

from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.kit.money import Yen
from sagacity.ledger import facts, models, types
from sagacity.ledger.types import Heard, InQuestion, PaymentState, RefusedKind


class NoSuchClaim(LookupError):
    """There is no such refused claim, or it was closed before."""


def in_question(*, limit: int = 200) -> tuple[InQuestion, ...]:
    """Money that came otherwise than asked for, the longest waiting first."""
    rows = models.Payment.objects.filter(state=PaymentState.QUESTIONED).order_by("id")[:limit]
    found = rows.prefetch_related("refunds").select_related("bill", "came_from")
    return tuple(InQuestion(facts.bill(row.bill), facts.payment(row)) for row in found)


def heard_of(*, bill: str) -> tuple[Heard, ...]:
    """Everything providers said about the payments of a bill, in the order in which it came."""
    rows = (
        models.PaymentEvent.objects.filter(payment__bill__key=bill).select_related("payment").order_by("id")
    )
    return tuple(
        Heard(row.payment.key, row.outcome, row.way, Yen(row.amount), row.currency, row.effect, row.at)
        for row in rows
    )


def refused_claims(*, is_open: bool = True, limit: int = 100) -> tuple[types.RefusedClaim, ...]:
    """Claims that nobody took and nobody has closed yet, or those that were; newest first."""
    rows = models.RefusedClaim.objects.filter(closed_at__isnull=is_open).order_by("-last_at")[:limit]
    return tuple(_as_fact(row) for row in rows)


def note_refused(
    *,
    provider: str,
    way: str,
    kind: RefusedKind,
    why: str,
    at: datetime,
    said: Mapping[str, str] | None = None,
) -> None:
    """Write down that a claim was not taken; the same again counts up, and opens a closed one again."""
    told = dict(said or {})
    group = hashlib.sha256(json.dumps([provider, way, kind, why, told], sort_keys=True).encode()).hexdigest()
    with transaction.atomic():
        row, is_new = models.RefusedClaim.objects.get_or_create(
            group=group,
            defaults={
                "provider": provider,
                "way": way,
                "kind": kind,
                "why": why[:80],
                "said": told,
                "first_at": at,
                "last_at": at,
            },
        )
        if not is_new:
            models.RefusedClaim.objects.filter(pk=row.pk).update(
                times=F("times") + 1, last_at=at, closed_at=None, closed_by="", closed_why=""
            )


@transaction.atomic
def close_refused(*, claim: int, reason: str, by: policy.Person, at: datetime) -> types.RefusedClaim:
    """Say that somebody looked at it, and what it was.

    Raises:
        NoSuchClaim: it is not open.
    """
    row = models.RefusedClaim.objects.select_for_update().filter(pk=claim, closed_at=None).first()
    if row is None:
        raise NoSuchClaim(claim)
    row.closed_at, row.closed_by, row.closed_why = at, by.key, reason.strip()[:200]
    row.save()
    thing = f"ledger:{row.provider}"
    audit.record(actor=by, action="ledger.close_refused", thing=thing, at=at, purpose=row.closed_why)
    return _as_fact(row)


def forget_refused(*, before: datetime) -> int:
    """Drop what was closed, or came last, before this."""
    return models.RefusedClaim.objects.filter(last_at__lt=before).delete()[0]


def _as_fact(row: models.RefusedClaim) -> types.RefusedClaim:
    return types.RefusedClaim(
        id=row.pk,
        provider=row.provider,
        way=row.way,
        kind=RefusedKind(row.kind),
        why=row.why,
        said=row.said,
        times=row.times,
        first_at=row.first_at,
        last_at=row.last_at,
        closed_at=row.closed_at,
        closed_why=row.closed_why,
    )
