"""Roles of residents: what somebody without an account may do for the city, where and until when."""

from datetime import date, datetime, timedelta

from django.db import transaction

from sagacity.identity import models, signals, types
from sagacity.kit import clock, keys, policy
from sagacity.kit.audit import api as audit

NEIGHBOURHOOD_EDITOR = "neighbourhood_editor"
LONGEST = timedelta(days=366)  # renewed once a year, so that no forgotten phone stays an editor


class NoSuchResidentRole(LookupError):
    """Nobody holds or held a role of this key."""


class RoleOver(Exception):
    """A role that has ended is not renewed; invite the person again."""


class BadEnd(Exception):
    """A role ends between today and a year from now."""


def roles_of(*, person: str, at: datetime, role: str = "") -> tuple[types.ResidentRole, ...]:
    """The roles a resident holds now; a newcomer holds none."""
    today = clock.day(at)
    held = all_of(person=person) if person else ()
    return tuple(one for one in held if one.holds_on(today) and role in {"", one.role})


def all_of(*, person: str) -> tuple[types.ResidentRole, ...]:
    """The roles a resident holds, will hold or held."""
    return tuple(as_fact(row) for row in models.ResidentRole.objects.filter(person=person).order_by("id"))


def holders(*, role: str) -> list[types.ResidentRole]:
    """Everybody who holds or held a role, those who hold it first."""
    rows = models.ResidentRole.objects.filter(role=role).order_by("name", "id")
    return sorted((as_fact(row) for row in rows), key=lambda one: one.ended_at is not None)


def resident_role(key: str) -> types.ResidentRole:
    """One role of one resident.

    Raises:
        NoSuchResidentRole: there is none of this key.
    """
    return as_fact(_row(key))


@transaction.atomic
def renew(*, key: str, ends_on: date, by: policy.Person, at: datetime) -> types.ResidentRole:
    """Let somebody go on until another day.

    Raises:
        NoSuchResidentRole, RoleOver, BadEnd: nothing changed.
    """
    row = _row(key, lock=True)
    if row.ended_at is not None:
        raise RoleOver(key)
    check_end(ends_on, at)
    return _changed(row, "role.renew", by, at, ends_on=ends_on)


@transaction.atomic
def trust(*, key: str, trusted: bool, by: policy.Person, at: datetime) -> types.ResidentRole:
    """Let somebody act without being asked each time, or no longer.

    Raises:
        NoSuchResidentRole, RoleOver: nothing changed.
    """
    row = _row(key, lock=True)
    if row.ended_at is not None:
        raise RoleOver(key)
    return _changed(row, "role.trust" if trusted else "role.distrust", by, at, is_trusted=trusted)


@transaction.atomic
def end(*, key: str, why: str, by: policy.Person, at: datetime) -> types.ResidentRole:
    """Take a role away now; one that has ended stays as it is.

    Raises:
        NoSuchResidentRole: there is none of this key.
    """
    row = _row(key, lock=True)
    if row.ended_at is not None:
        return as_fact(row)
    return _changed(row, "role.end", by, at, ended_at=at, ended_why=why.strip()[:200])


@transaction.atomic
def end_all_of(*, person: str, at: datetime) -> None:
    """A device is forgotten: it holds nothing any more."""
    for row in models.ResidentRole.objects.select_for_update().filter(person=person, ended_at=None):
        _changed(row, "role.end", policy.SYSTEM, at, ended_at=at, ended_why="device")


@transaction.atomic
def hand_over(*, old: str, new: str, at: datetime) -> None:
    """What a device holds belongs to another from now on: its owner has signed in."""
    for row in models.ResidentRole.objects.select_for_update().filter(person=old):
        _changed(row, "role.hand_over", policy.SYSTEM, at, person=new)


@transaction.atomic
def end_what_is_over(*, at: datetime) -> int:
    """End the roles whose last day has passed; says how many."""
    over = models.ResidentRole.objects.select_for_update().filter(ended_at=None, ends_on__lt=clock.day(at))
    rows = list(over)
    for row in rows:
        _changed(row, "role.end", policy.SYSTEM, at, ended_at=at, ended_why="period")
    return len(rows)


def check_end(ends_on: date, at: datetime) -> None:
    """Refuse an end in the past or too far away."""
    if not clock.day(at) <= ends_on <= clock.day(at) + LONGEST:
        raise BadEnd(str(ends_on))


def give(invitation: models.Invitation, *, person: str, at: datetime) -> types.ResidentRole:
    """Make the role an invitation offers; within its transaction."""
    row = models.ResidentRole.objects.create(
        key=keys.new("ResidentRole"),
        person=person,
        role=invitation.role,
        name=invitation.name,
        districts=invitation.districts,
        topics=invitation.topics,
        starts_on=clock.day(at),
        ends_on=invitation.ends_on,
        granted_by=invitation.made_by,
        granted_by_name=invitation.made_by_name,
        invitation=invitation,
    )
    return _changed(row, "role.accept", policy.Person(person, invitation.name, "resident"), at)


def as_fact(row: models.ResidentRole) -> types.ResidentRole:
    return types.ResidentRole(
        key=row.key,
        person=row.person,
        role=row.role,
        name=row.name,
        scope=types.Scope(tuple(row.districts), tuple(row.topics)),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        is_trusted=row.is_trusted,
        granted_by_name=row.granted_by_name,
        ended_at=row.ended_at,
        ended_why=row.ended_why,
    )


def _row(key: str, *, lock: bool = False) -> models.ResidentRole:
    rows = models.ResidentRole.objects.select_for_update() if lock else models.ResidentRole.objects.all()
    row = rows.filter(key=key).first()
    if row is None:
        raise NoSuchResidentRole(key)
    return row


def _changed(
    row: models.ResidentRole, action: str, by: policy.Person, at: datetime, **values: object
) -> types.ResidentRole:
    before = as_fact(row) if values else None
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    fact = as_fact(row)
    audit.record(actor=by, action=action, thing=row.key, at=at, before=before, after=fact)
    held = sorted({one.role for one in roles_of(person=row.person, at=at)})
    signals.resident_roles_changed.announce(types.RolesOfAPerson(row.person, tuple(held)))
    return fact
