"""Invitations: staff offer a role; whoever opens the link first, before it expires, holds it."""

import hashlib
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from sagacity.identity import devices, models, residents, types
from sagacity.kit import clock, keys, policy
from sagacity.kit.audit import api as audit

GOOD_FOR = timedelta(days=7)
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that looks like another on paper
_GROUPS, _GROUP = 5, 4


class NoSuchInvitation(LookupError):
    """No invitation has this code or key."""


class InvitationOver(Exception):
    """It was used, withdrawn, or its time is up."""


class NothingNamed(Exception):
    """A role needs a name of its holder, at least one district and one topic."""


@transaction.atomic
def invite(
    *,
    client_key: str,
    role: str,
    name: str,
    scope: types.Scope,
    ends_on: date,
    by: policy.Person,
    at: datetime,
) -> tuple[types.Invitation, str]:
    """Offer a role; the code is told now and kept nowhere. The same client key makes the same offer, once.

    Raises:
        NothingNamed, residents.BadEnd: nothing was offered.
    """
    name = name.strip()[:80]
    if not (name and scope.districts and scope.topics):
        raise NothingNamed(name)
    residents.check_end(ends_on, at)
    code = _code(client_key)
    there = models.Invitation.objects.filter(token_hash=_hash(code)).first()
    if there is not None:
        return _as_fact(there), code
    row = models.Invitation.objects.create(
        key=keys.new("Invitation"),
        token_hash=_hash(code),
        role=role,
        name=name,
        districts=list(scope.districts),
        topics=list(scope.topics),
        ends_on=ends_on,
        expires_at=at + GOOD_FOR,
        made_by=by.key,
        made_by_name=by.name,
        made_at=at,
    )
    fact = _as_fact(row)
    audit.record(actor=by, action="role.invite", thing=row.key, at=at, after=fact)
    return fact, code


def invitations(*, role: str, limit: int = 100) -> list[types.Invitation]:
    """The offers of a role that were made, newest first."""
    return [_as_fact(row) for row in models.Invitation.objects.filter(role=role).order_by("-id")[:limit]]


def invitation(*, code: str) -> types.Invitation:
    """The offer behind a code, used or not.

    Raises:
        NoSuchInvitation: no offer has it.
    """
    return _as_fact(_by_code(code, models.Invitation.objects.all()))


@transaction.atomic
def accept(request: HttpRequest, *, code: str, at: datetime) -> types.ResidentRole:
    """Give the role to the device that asks; the same device asking again gets the same role.

    Raises:
        NoSuchInvitation, InvitationOver: nothing was given.
    """
    row = _by_code(code, models.Invitation.objects.select_for_update())
    given = models.ResidentRole.objects.filter(invitation=row).first()
    if given is not None and given.person == devices.device_of(request).key:
        return residents.as_fact(given)
    if not _as_fact(row).is_open(at) or row.ends_on < clock.day(at):
        raise InvitationOver(row.key)
    row.used_at = at
    row.save(update_fields=["used_at"])
    person = devices.begin(request, at=at).key
    return residents.give(row, person=person, at=at)


@transaction.atomic
def withdraw(*, invitation: str, by: policy.Person, at: datetime) -> None:
    """Take an offer back that nobody has used; one that is over stays as it is.

    Raises:
        NoSuchInvitation: there is none of this key.
    """
    row = models.Invitation.objects.select_for_update().filter(key=invitation).first()
    if row is None:
        raise NoSuchInvitation(invitation)
    if row.used_at is None and row.withdrawn_at is None:
        row.withdrawn_at = at
        row.save(update_fields=["withdrawn_at"])
        audit.record(actor=by, action="role.withdraw_invitation", thing=row.key, at=at)


def _code(client_key: str) -> str:
    """A code nobody can guess, the same for a form that is sent twice."""
    number = int(salted_hmac("identity.invitation", client_key, algorithm="sha256").hexdigest(), 16)
    letters = []
    for _ in range(_GROUPS * _GROUP):
        number, at = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[at])
    return "-".join("".join(letters[at : at + _GROUP]) for at in range(0, len(letters), _GROUP))


def _by_code(code: str, rows: "QuerySet[models.Invitation]") -> models.Invitation:
    row = rows.filter(token_hash=_hash(code)).first()
    if row is None:
        raise NoSuchInvitation
    return row


def _hash(code: str) -> str:
    """Of the letters alone: people leave out hyphens and write small letters."""
    letters = "".join(letter for letter in code.upper() if letter in _LETTERS)
    return hashlib.sha256(letters.encode()).hexdigest()


def _as_fact(row: models.Invitation) -> types.Invitation:
    return types.Invitation(
        key=row.key,
        role=row.role,
        name=row.name,
        scope=types.Scope(tuple(row.districts), tuple(row.topics)),
        ends_on=row.ends_on,
        expires_at=row.expires_at,
        made_by_name=row.made_by_name,
        made_at=row.made_at,
        used_at=row.used_at,
        withdrawn_at=row.withdrawn_at,
    )
