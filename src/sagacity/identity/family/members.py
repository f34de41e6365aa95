"""Members of a family: who is in it, and how they leave; the register knows who lives together."""

from datetime import datetime

from django.db import transaction

from sagacity.identity.family import consents, models, signals, types
from sagacity.identity.register import api as register
from sagacity.kit import policy
from sagacity.kit.audit import api as audit


class NoSuchMember(LookupError):
    """Nobody of this key is in the resident's family, or not any longer."""


def members(*, resident: str) -> list[types.Member]:
    """Who is in a resident's family now: children first, each in the order in which they came."""
    rows = models.Member.objects.present().filter(resident=resident)
    found = [as_fact(row) for row in rows.order_by("joined_at", "id")]
    return sorted(found, key=lambda one: one.kind is not types.Kind.CHILD)


@transaction.atomic
def leave(*, member: str, by: policy.Person, at: datetime) -> None:
    """End a membership from the side of the resident whose family it is; an adult's own row ends with it.

    Raises:
        NoSuchMember: it is not theirs.
    """
    row = models.Member.objects.present().select_for_update().filter(key=member, resident=by.key).first()
    if row is None:
        raise NoSuchMember(member)
    end(row, why=types.Why.OWN_WISH, by=by, at=at)


def end(row: models.Member, *, why: types.Why, by: policy.Person, at: datetime) -> None:
    """End a membership with its consent and, between adults, with the other's half of it."""
    rows = [row]
    if row.other:
        halves = models.Member.objects.present().select_for_update()
        rows += halves.filter(resident=row.other, other=row.resident)
    for one in rows:
        one.ended_at, one.why = at, why
        one.save(update_fields=["ended_at", "why"])
        audit.record(actor=by, action=f"family.leave.{one.kind}", thing=one.key, purpose=str(why), at=at)
        consents.end_for(thing=one.key, why=why, by=by, at=at)
        kind = types.Kind(one.kind)
        signals.member_left.announce(types.MemberLeft(one.key, kind, one.resident, one.inhabitant, why, at))


@transaction.atomic
def end_all_of(*, inhabitant: str, why: types.Why, at: datetime) -> None:
    """End every membership on whose either side an inhabitant stands."""
    for row in models.Member.objects.present().with_inhabitant(inhabitant).select_for_update():
        row.refresh_from_db()
        if row.ended_at is None:
            end(row, why=why, by=policy.SYSTEM, at=at)


@transaction.atomic
def end_all_by(*, resident: str, why: types.Why, at: datetime) -> None:
    """End every membership of an account's family."""
    for row in models.Member.objects.present().filter(resident=resident).select_for_update():
        end(row, why=why, by=policy.SYSTEM, at=at)


@transaction.atomic
def keep_to_the_register(*, inhabitant: str, at: datetime) -> None:
    """End memberships of somebody with whoever the register has in another household by now."""
    for row in models.Member.objects.present().with_inhabitant(inhabitant).select_for_update():
        row.refresh_from_db()
        together = register.live_together(one=row.own_inhabitant, other=row.inhabitant)
        if row.ended_at is None and not together:
            end(row, why=types.Why.HOUSEHOLD, by=policy.SYSTEM, at=at)


def as_fact(row: models.Member) -> types.Member:
    return types.Member(row.key, types.Kind(row.kind), row.label, row.joined_at, row.consent)
