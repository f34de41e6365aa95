"""Resets: somebody else takes app and passkeys away, says why, and their owner is told."""

from datetime import datetime

from django.db import transaction

from sagacity.identity import models, second_factors, sessions
from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.kit.proposals import api as proposals

LONGEST_REASON = 200


class NoReason(ValueError):
    """Whoever takes a colleague's second factor away says why, and how they saw who asked."""


class OwnFactor(Exception):
    """Nobody takes away their own second factor without a code of it: a colleague does."""


@transaction.atomic
def reset(
    *,
    staff: str,
    reason: str,
    by: policy.Person,
    at: datetime,
    approved_by: policy.Person | None = None,
) -> None:
    """Take a colleague's app and passkeys away: their sessions end, and the next sign-in tells them.

    Raises:
        NoReason, OwnFactor, second_factors.NoFactor, proposals.NeedsSecondPerson: it stays.
    """
    proposals.demand_two(by=by, approved_by=approved_by)
    if not reason.strip():
        raise NoReason(staff)
    if staff == by.key:
        raise OwnFactor(staff)
    row = models.StaffAccount.objects.filter(key=staff).first()
    if row is None or not (second_factors.is_set(row) or row.passkeys.exists()):
        raise second_factors.NoFactor(staff)
    second_factors.drop(row)
    sessions.end(staff=staff)
    models.FactorReset.objects.create(staff=row, reset_at=at)
    audit.record(
        actor=by,
        action="staff.second_factor_reset",
        thing=staff,
        at=at,
        purpose=reason.strip()[:LONGEST_REASON],
    )


@transaction.atomic
def tell(*, staff: str, at: datetime) -> datetime | None:
    """When somebody else took their second factor away, told once; the audit log says that it was told."""
    rows = models.FactorReset.objects.filter(staff__key=staff)
    latest = rows.order_by("-reset_at").values_list("reset_at", flat=True).first()
    if latest is not None:
        rows.delete()
        audit.record(actor="", action="staff.second_factor_reset_told", thing=staff, at=at)
    return latest
