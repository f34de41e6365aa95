"""Members of staff: who may sign in, which roles they hold and for how long."""

import re
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from sagacity.identity import models, passwords, roles, sessions, types
from sagacity.kit import clock, keys, policy
from sagacity.kit.audit import api as audit

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
By = policy.Person


class NoSuchMember(Exception):
    """Nobody of this key or login has an account."""


class LoginTaken(Exception):
    """Somebody else already signs in with this name."""


class BadLogin(Exception):
    """A login has 2 to 40 small letters, digits, dots, hyphens or underscores."""


class LastAdministrator(Exception):
    """Without this person nobody could manage the accounts any more."""


def members() -> list[types.StaffMember]:
    """Everybody with an account, by division and name."""
    rows = models.StaffAccount.objects.prefetch_related("grants", "columns").order_by(
        "-is_active", "division", "login"
    )
    return [as_fact(row) for row in rows]


def member(key: str) -> types.StaffMember:
    """One member of staff.

    Raises:
        NoSuchMember: there is no account of this key.
    """
    return as_fact(row_of(key))


def names(*, of: Iterable[str]) -> dict[str, str]:
    """What people are called, by key; keys that are nobody's are left out."""
    return dict(models.StaffAccount.objects.filter(key__in=set(of)).values_list("key", "name"))


def person(*, login: str, at: datetime) -> policy.Person:
    """The member of staff as doors see them; for commands and processes.

    Raises:
        NoSuchMember: nobody signs in with this name, or the account is closed.
    """
    row = models.StaffAccount.objects.filter(login=login, is_active=True).first()
    if row is None:
        raise NoSuchMember(login)
    return sessions.person(row, at=at)


@transaction.atomic
def add(
    *,
    login: str,
    name: str,
    division: str,
    by: By,
    at: datetime,
    password: str = "",
) -> tuple[types.StaffMember, str]:
    """Open an account without roles; the password (made here unless given) is told once and never again.

    Raises:
        BadLogin, LoginTaken, passwords.WeakPassword: nothing was opened.
    """
    if not _LOGIN.fullmatch(login):
        raise BadLogin(login)
    if models.StaffAccount.objects.filter(login=login).exists():
        raise LoginTaken(login)
    row = models.StaffAccount(
        key=keys.make("Staff", login), login=login, name=name, division=division, created_at=at
    )
    password = password or passwords.generate()
    passwords.check(password, row)
    row.set_password(password)
    row.save()
    fact = as_fact(row)
    audit.record(actor=by, action="staff.add", thing=row.key, at=at, after=said(fact))
    return fact, password


@transaction.atomic
def deactivate(*, staff: str, by: By, at: datetime) -> types.StaffMember:
    """Close an account: signed out everywhere, no way in; past work keeps its name.

    Raises:
        NoSuchMember, LastAdministrator: nothing changed.
    """
    return _set_active(staff, False, "staff.deactivate", by, at)


@transaction.atomic
def reactivate(*, staff: str, by: By, at: datetime) -> types.StaffMember:
    """Open a closed account again."""
    return _set_active(staff, True, "staff.reactivate", by, at)


@transaction.atomic
def reset_password(*, staff: str, by: By, at: datetime) -> str:
    """Make a new password for somebody who lost theirs; it is told once, and every session of theirs ends."""
    row = row_of(staff)
    password = passwords.generate()
    row.set_password(password)
    row.save(update_fields=["password"])
    sessions.end(staff=staff)
    audit.record(actor=by, action="staff.reset_password", thing=staff, at=at)
    return password


@transaction.atomic
def change_own_password(*, by: By, present: str, new: str, at: datetime) -> None:
    """Replace one's own password.

    Raises:
        passwords.WrongPassword, passwords.WeakPassword: nothing changed.
    """
    passwords.change(row_of(by.key), present=present, new=new)
    audit.record(actor=by, action="staff.change_password", thing=by.key, at=at)


def _set_active(staff: str, active: bool, action: str, by: By, at: datetime) -> types.StaffMember:
    row = row_of(staff)
    before = said(as_fact(row))
    row.is_active = active
    row.save(update_fields=["is_active"])
    if not active:
        someone_must_manage(clock.day(at))
        sessions.end(staff=staff)
    return _changed(row, action, before, by, at)


def _changed(
    row: models.StaffAccount, action: str, before: dict[str, object], by: By, at: datetime
) -> types.StaffMember:
    fact = member(row.key)
    audit.record(actor=by, action=action, thing=row.key, at=at, before=before, after=said(fact))
    return fact


def someone_must_manage(day: date) -> None:
    """See that the accounts can still be managed.

    Raises:
        LastAdministrator: nobody is left who may.
    """
    managing = models.RoleGrant.objects.on(day).filter(role="administrator", staff__is_active=True)
    if not managing.exists():
        raise LastAdministrator


def row_of(key: str) -> models.StaffAccount:
    row = models.StaffAccount.objects.filter(key=key).first()
    if row is None:
        raise NoSuchMember(key)
    return row


def said(fact: types.StaffMember) -> dict[str, object]:
    """What of a member of staff the audit log digests."""
    return {
        "name": fact.name,
        "division": fact.division,
        "active": fact.active,
        "roles": [[grant.role, str(grant.starts_on), str(grant.ends_on or "")] for grant in fact.grants],
        "columns": [[each.group, str(each.starts_on), str(each.ends_on)] for each in fact.columns],
    }


def as_fact(row: models.StaffAccount) -> types.StaffMember:
    grants = sorted(row.grants.all(), key=lambda grant: (grant.starts_on, grant.pk))
    columns = sorted(row.columns.all(), key=lambda each: (each.starts_on, each.pk))
    return types.StaffMember(
        key=row.key,
        login=row.login,
        name=row.name,
        division=row.division,
        active=row.is_active,
        grants=tuple(_role(held) for held in grants),
        last_sign_in=row.last_login,
        columns=tuple(_columns(held) for held in columns),
    )


def _role(held: models.RoleGrant) -> types.Grant:
    return types.Grant(
        key=held.pk,
        role=held.role,
        title=roles.title(held.role),
        starts_on=held.starts_on,
        ends_on=held.ends_on,
        reason=held.reason,
        given_by_name=held.given_by_name,
        approved_by_name=held.approved_by_name,
    )


def _columns(held: models.ColumnGrant) -> types.ColumnGrant:
    return types.ColumnGrant(
        key=held.pk,
        group=held.group,
        title=roles.column_title(held.group),
        starts_on=held.starts_on,
        ends_on=held.ends_on,
        reason=held.reason,
        given_by_name=held.given_by_name,
        approved_by_name=held.approved_by_name,
    )
