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


class BadPeriod(Exception):
    """A role cannot end before it begins."""


def members() -> list[types.StaffMember]:
    """Everybody with an account, by division and name."""
    rows = models.StaffAccount.objects.prefetch_related("grants").order_by("-is_active", "division", "login")
    return [_as_fact(row) for row in rows]


def member(key: str) -> types.StaffMember:
    """One member of staff.

    Raises:
        NoSuchMember: there is no account of this key.
    """
    return _as_fact(_row(key))


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
    held: Iterable[str],
    by: By,
    at: datetime,
    password: str = "",
) -> tuple[types.StaffMember, str]:
    """Open an account; the password (made here unless given) is told once and never again.

    Raises:
        BadLogin, LoginTaken, roles.NoSuchRole, passwords.WeakPassword: nothing was opened.
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
    for role in dict.fromkeys(held):
        row.grants.create(role=roles.role(role).key, starts_on=clock.day(at))
    fact = _as_fact(row)
    audit.record(actor=by, action="staff.add", thing=row.key, at=at, after=_said(fact))
    return fact, password


@transaction.atomic
def grant(
    *, staff: str, role: str, starts_on: date, ends_on: date | None, by: By, at: datetime
) -> types.StaffMember:
    """Give a role for a time.

    Raises:
        NoSuchMember, roles.NoSuchRole, BadPeriod: nothing was given.
    """
    row = _row(staff)
    if ends_on is not None and ends_on < starts_on:
        raise BadPeriod(f"{starts_on} > {ends_on}")
    before = _said(_as_fact(row))
    row.grants.create(role=roles.role(role).key, starts_on=starts_on, ends_on=ends_on)
    return _changed(row, "staff.grant", before, by, at)


@transaction.atomic
def withdraw(*, staff: str, grant: int, by: By, at: datetime) -> types.StaffMember:
    """Take a role away now; that it was held stays in the audit log.

    Raises:
        NoSuchMember, LastAdministrator: nothing changed.
    """
    row = _row(staff)
    before = _said(_as_fact(row))
    row.grants.filter(pk=grant).delete()
    _someone_must_manage(clock.day(at))
    return _changed(row, "staff.withdraw", before, by, at)


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
    row = _row(staff)
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
    passwords.change(_row(by.key), present=present, new=new)
    audit.record(actor=by, action="staff.change_password", thing=by.key, at=at)


def _set_active(staff: str, active: bool, action: str, by: By, at: datetime) -> types.StaffMember:
    row = _row(staff)
    before = _said(_as_fact(row))
    row.is_active = active
    row.save(update_fields=["is_active"])
    if not active:
        _someone_must_manage(clock.day(at))
        sessions.end(staff=staff)
    return _changed(row, action, before, by, at)


def _changed(
    row: models.StaffAccount, action: str, before: dict[str, object], by: By, at: datetime
) -> types.StaffMember:
    fact = member(row.key)
    audit.record(actor=by, action=action, thing=row.key, at=at, before=before, after=_said(fact))
    return fact


def _someone_must_manage(day: date) -> None:
    managing = models.RoleGrant.objects.on(day).filter(role="administrator", staff__is_active=True)
    if not managing.exists():
        raise LastAdministrator


def _row(key: str) -> models.StaffAccount:
    row = models.StaffAccount.objects.filter(key=key).first()
    if row is None:
        raise NoSuchMember(key)
    return row


def _said(fact: types.StaffMember) -> dict[str, object]:
    return {
        "name": fact.name,
        "division": fact.division,
        "active": fact.active,
        "roles": [[grant.role, str(grant.starts_on), str(grant.ends_on or "")] for grant in fact.grants],
    }


def _as_fact(row: models.StaffAccount) -> types.StaffMember:
    grants = sorted(row.grants.all(), key=lambda grant: (grant.starts_on, grant.pk))
    return types.StaffMember(
        key=row.key,
        login=row.login,
        name=row.name,
        division=row.division,
        active=row.is_active,
        grants=tuple(
            types.Grant(
                key=held.pk,
                role=held.role,
                title=roles.title(held.role),
                starts_on=held.starts_on,
                ends_on=held.ends_on,
            )
            for held in grants
        ),
        last_sign_in=row.last_login,
    )
