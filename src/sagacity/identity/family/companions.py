"""Companions: adults of one household who are in each other's family, each by their own consent."""

from datetime import datetime, timedelta

from django.db import transaction

from sagacity.identity.accounts import api as accounts
from sagacity.identity.family import codes, consents, members, models, types, words
from sagacity.identity.register import api as register
from sagacity.kit import keys, policy
from sagacity.kit.audit import api as audit

GOOD_FOR = timedelta(days=7)


class NoSuchInvitation(LookupError):
    """No open invitation has this code: mistyped, used, withdrawn or too old."""


class NotOfOneHousehold(Exception):
    """The register does not show the two in one household."""


class OwnInvitation(Exception):
    """Whoever asks does not answer themselves."""


@transaction.atomic
def invite(*, agreed: str, by: policy.Person, at: datetime) -> tuple[types.Invitation, str]:
    """Ask an adult of the household into the family; the code is told now and kept nowhere.

    `agreed` is the digest of the text `family.companion` as the resident saw it.

    Raises:
        TooLittleAssurance, OtherWords: nobody was asked.
    """
    policy.demand(by, level=accounts.Level.CARD)
    key, code = keys.new("FamilyInvitation"), codes.new()
    for old in models.Invitation.objects.open(at).filter(resident=by.key):
        withdraw(invitation=old.key, by=by, at=at)
    consent = consents.give(purpose=words.COMPANION, digest=agreed, thing=key, by=by, at=at)
    row = models.Invitation.objects.create(
        key=key,
        token_hash=codes.hashed(code),
        resident=by.key,
        consent=consent.key,
        made_at=at,
        expires_at=at + GOOD_FOR,
    )
    audit.record(actor=by, action="family.invite", thing=key, at=at)
    return as_fact(row), code


def invitation(*, code: str, at: datetime) -> types.Invitation:
    """The open invitation behind a code; looking at it does not use it up.

    Raises:
        NoSuchInvitation: there is none.
    """
    return as_fact(_row(code, at))


def open_invitations(*, resident: str, at: datetime) -> list[types.Invitation]:
    """What a resident has asked and nobody answered yet."""
    rows = models.Invitation.objects.open(at).filter(resident=resident).order_by("id")
    return [as_fact(row) for row in rows]


@transaction.atomic
def join(*, code: str, agreed: str, by: policy.Person, at: datetime) -> types.Member:
    """Answer an invitation with one's own consent: from now on each is in the other's family.

    Raises:
        TooLittleAssurance, NoSuchInvitation, OwnInvitation, NotOfOneHousehold, OtherWords: nothing changed.
    """
    policy.demand(by, level=accounts.Level.CARD)
    row = _row(code, at, lock=True)
    if row.resident == by.key:
        raise OwnInvitation
    host, guest = accounts.resident(row.resident), accounts.resident(by.key)
    if not host.inhabitant or not register.live_together(one=host.inhabitant, other=guest.inhabitant):
        raise NotOfOneHousehold
    row.used_at = at
    row.save(update_fields=["used_at"])
    there = models.Member.objects.present().filter(resident=guest.key, inhabitant=host.inhabitant).first()
    if there is not None:
        consents.end_for(thing=row.key, why=types.Why.REPLACED, by=by, at=at)
        return members.as_fact(there)
    hosts, own = keys.new("FamilyMember"), keys.new("FamilyMember")
    models.Consent.objects.filter(key=row.consent).update(thing=hosts, about=guest.nickname)
    consent = consents.give(
        purpose=words.COMPANION, digest=agreed, thing=own, about=host.nickname, by=by, at=at
    )
    _row_for(hosts, host, guest, row.consent, by, at)
    return members.as_fact(_row_for(own, guest, host, consent.key, by, at))


@transaction.atomic
def withdraw(*, invitation: str, by: policy.Person, at: datetime) -> None:
    """Take back what nobody answered yet; the consent to it goes too.

    Raises:
        NoSuchInvitation: it is not theirs, or over.
    """
    row = models.Invitation.objects.open(at).filter(key=invitation, resident=by.key).first()
    if row is None:
        raise NoSuchInvitation(invitation)
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    audit.record(actor=by, action="family.invite.withdraw", thing=row.key, at=at)
    consents.end_for(thing=row.key, why=types.Why.OWN_WISH, by=by, at=at)


@transaction.atomic
def end_what_is_over(*, at: datetime) -> None:
    """Invitations nobody answered in time go, with the consent to them."""
    for row in models.Invitation.objects.filter(used_at=None, ended_at=None, expires_at__lte=at):
        row.ended_at = at
        row.save(update_fields=["ended_at"])
        consents.end_for(thing=row.key, why=types.Why.OVER, by=policy.SYSTEM, at=at)


def _row_for(
    key: str,
    whose: accounts.Resident,
    other: accounts.Resident,
    consent: str,
    by: policy.Person,
    at: datetime,
) -> models.Member:
    audit.record(actor=by, action="family.join.adult", thing=key, at=at)
    return models.Member.objects.create(
        key=key,
        resident=whose.key,
        own_inhabitant=whose.inhabitant,
        kind=types.Kind.ADULT,
        inhabitant=other.inhabitant,
        other=other.key,
        label=other.nickname,
        consent=consent,
        joined_at=at,
    )


def _row(code: str, at: datetime, *, lock: bool = False) -> models.Invitation:
    rows = models.Invitation.objects.open(at)
    rows = rows.select_for_update() if lock else rows
    row = rows.filter(token_hash=codes.hashed(code)).first()
    if row is None:
        raise NoSuchInvitation
    return row


def as_fact(row: models.Invitation) -> types.Invitation:
    try:
        nickname = accounts.resident(row.resident).nickname
    except accounts.NoSuchResident:
        nickname = ""
    return types.Invitation(row.key, nickname, row.made_at, row.expires_at)
