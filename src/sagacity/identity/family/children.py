"""Children: those of a resident's household, as the register has them, taken into the family by a parent."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from sagacity.identity.accounts import api as accounts
from sagacity.identity.family import consents, members, models, types, words
from sagacity.identity.register import api as register
from sagacity.kit import clock, keys, policy
from sagacity.kit.audit import api as audit

OF_AGE = 18
PURPOSE = "同じ世帯のこどもを、家族の画面に出すため"  # as it stands in the log
LONGEST_LABEL = 40


class NoSuchChild(LookupError):
    """The register shows no child of this name to this resident; a counter may know more."""


class NotOfAge(Exception):
    """Only somebody of full age takes a child into their family."""


class Barred(Exception):
    """A counter has said that this resident may not take this child into their family by app."""


def household_children(*, by: policy.Person, at: datetime) -> list[types.HouseholdChild]:
    """The children in a resident's household who are too young to act themselves, the oldest first.

    Nobody under support measures is shown, or sees anybody. Each look is in the log.

    Raises:
        TooLittleAssurance: the resident proves by card first (level 3).
        NotOfAge: the resident is too young to take anybody into a family.
    """
    resident = _parent(by, at)
    taken = {row.inhabitant: row.key for row in models.Member.objects.present().filter(resident=by.key)}
    return [
        types.HouseholdChild(
            ref=_ref(resident.key, facts.key),
            name=facts.name,
            birth_date=facts.birth_date or date.min,
            member=taken.get(facts.key, ""),
        )
        for facts in _children(resident, by, at)
    ]


def add_child(*, child: str, label: str, agreed: str, by: policy.Person, at: datetime) -> types.Member:
    """Take a child of the household into the family.

    `child` is the `ref` that was shown, `agreed` the digest of the text.

    Raises:
        TooLittleAssurance, NotOfAge, NoSuchChild, Barred, OtherWords: nothing changed.
    """
    resident = _parent(by, at)
    found = next((one for one in _children(resident, by, at) if _ref(resident.key, one.key) == child), None)
    if found is None:
        raise NoSuchChild
    pair = {"own_inhabitant": resident.inhabitant, "inhabitant": found.key}
    if models.Bar.objects.filter(**pair).exists():
        raise Barred
    with transaction.atomic():
        there = models.Member.objects.present().filter(resident=by.key, inhabitant=found.key).first()
        if there is not None:
            return members.as_fact(there)
        key, label = keys.new("FamilyMember"), label.strip()[:LONGEST_LABEL] or _("こども")
        consent = consents.give(
            purpose=words.CHILD, digest=agreed, subject=found.key, about=label, thing=key, by=by, at=at
        )
        row = models.Member.objects.create(
            key=key,
            resident=by.key,
            kind=types.Kind.CHILD,
            label=label,
            consent=consent.key,
            joined_at=at,
            **pair,
        )
        audit.record(actor=by, action="family.join.child", thing=key, at=at, subject=found.key, channel="app")
    return members.as_fact(row)


def child_of(*, member: str, resident: str) -> types.ChildOfFamily:
    """Which inhabitant a child of a resident's family is; for rooms that keep something of the child.

    Raises:
        NoSuchMember: it is no child of this resident's family, or no longer.
    """
    row = models.Member.objects.present().filter(key=member, resident=resident, kind=types.Kind.CHILD).first()
    if row is None:
        raise members.NoSuchMember(member)
    return types.ChildOfFamily(row.key, row.inhabitant, row.label)


def born_after(at: datetime, *, years: int) -> date:
    """The day after which somebody was born who is not so old yet; 29 February is the 28th in other years."""
    today = clock.day(at)
    try:
        return today.replace(year=today.year - years)
    except ValueError:
        return today.replace(year=today.year - years, day=28)


def is_child(inhabitant: str, *, at: datetime) -> bool:
    day = born_after(at, years=settings.FAMILY_CHILD_YEARS)
    return register.is_born_after(key=inhabitant, day=day)


def _parent(by: policy.Person, at: datetime) -> accounts.Resident:
    policy.demand(by, level=accounts.Level.CERTIFICATE)
    resident = accounts.resident(by.key)
    if register.is_born_after(key=resident.inhabitant, day=born_after(at, years=OF_AGE)):
        raise NotOfAge
    return resident


def _children(resident: accounts.Resident, by: policy.Person, at: datetime) -> tuple[register.Facts, ...]:
    return register.own_children(
        key=resident.inhabitant,
        resident=by,
        born_after=born_after(at, years=settings.FAMILY_CHILD_YEARS),
        purpose=PURPOSE,
        channel="app",
        at=at,
    )


def _ref(resident: str, inhabitant: str) -> str:
    """What a form may carry instead of the key of a person; it is worth nothing to anybody else."""
    return salted_hmac("family.child", f"{resident}|{inhabitant}", algorithm="sha256").hexdigest()[:24]
