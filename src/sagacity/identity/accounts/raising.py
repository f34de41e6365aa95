"""Rising: what a card or a clerk has shown is written to the account and to the session it happened in."""

from datetime import datetime

from django.db import transaction
from django.http import HttpRequest

from sagacity.identity.accounts import models, residents, sessions, signals, types
from sagacity.kit import policy
from sagacity.kit.audit import api as audit

_REACHES = {
    types.Proof.COUNTER: {types.Level.CARD, types.Level.SIGNED},
    types.Proof.CARD: {types.Level.CARD, types.Level.CERTIFICATE},
    types.Proof.SIGNATURE: {types.Level.CARD, types.Level.CERTIFICATE, types.Level.SIGNED},
}


class AnotherInhabitant(Exception):
    """This account was proven to be somebody else's; two people do not share one."""


class ProvesLess(ValueError):
    """This way of proving does not reach that level."""


class NotTheirSession(Exception):
    """The request belongs to another resident than the one who was proven."""


@transaction.atomic
def raise_identity(
    *,
    resident: str,
    inhabitant: str,
    how: types.Proof,
    level: types.Level,
    at: datetime,
    request: HttpRequest | None = None,
    district: str = "",
    by: policy.Person | None = None,
) -> types.Resident:
    """Write down that a resident has proven to be an inhabitant; their session gets a new number.

    With a request, its session stands at `level` for some minutes and this browser counts as the resident's
    own from now on. Without one (a clerk at a counter), only the account rises. Another account of the same
    inhabitant is unverified: whoever holds the card decides.

    Raises:
        NoSuchResident, AnotherInhabitant, ProvesLess, NotTheirSession: nothing changed.
    """
    if level not in _REACHES[how]:
        raise ProvesLess(f"{how} does not reach level {level}")
    session = sessions.session_of(request) if request is not None else None
    if request is not None and (session is None or session.account.key != resident):
        raise NotTheirSession(resident)
    row = residents.row_of(resident, lock=True)
    if row.inhabitant and row.inhabitant != inhabitant:
        raise AnotherInhabitant(resident)
    for other in models.Account.objects.select_for_update().filter(inhabitant=inhabitant).exclude(pk=row.pk):
        _unverify(other, why="elsewhere", at=at)
    row.inhabitant, row.verified_at = inhabitant, at
    row.proof_ended_at, row.proof_ended_why = None, ""
    row.ial = max(row.ial, 2 if how == types.Proof.COUNTER else 3)
    row.district = district or row.district
    row.save()
    if request is not None and session is not None:
        session.account = row
        session.proven, session.verified_at = (int(level) if level > types.Level.CARD else 0), at
        session.aal, session.signed_in_at = 2, at
        sessions.renumber(request)
    actor = by or policy.Person(row.key, row.nickname, "resident")
    audit.record(actor=actor, action=f"resident.verify.{how}", thing=row.key, at=at)
    signals.resident_verified.announce(types.Verified(row.key, inhabitant, how, level, at))
    return residents.as_fact(row)


@transaction.atomic
def unverify(*, inhabitant: str, why: str, at: datetime) -> types.Resident | None:
    """What was proven holds no longer, because somebody left; None when nobody had proven it."""
    row = models.Account.objects.select_for_update().filter(inhabitant=inhabitant).exclude(inhabitant="")
    found = row.first()
    if found is None:
        return None
    _unverify(found, why=why, at=at)
    return residents.as_fact(found)


def _unverify(row: models.Account, *, why: str, at: datetime) -> None:
    inhabitant = row.inhabitant
    row.inhabitant, row.verified_at, row.district = "", None, ""
    row.proof_ended_at, row.proof_ended_why = at, why
    row.ial = 1 if row.mail_proven_at else 0
    row.save()
    row.sessions.update(proven=0, verified_at=None)
    audit.record(actor=policy.SYSTEM, action=f"resident.unverify.{why}", thing=row.key, at=at)
    signals.resident_unverified.announce(types.Unverified(row.key, inhabitant, why, at))
