"""Signing in. Guessing is slowed per login and place, so nobody can lock a colleague out from elsewhere."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from sagacity.identity import (
    ceremonies,
    half_way,
    known_browsers,
    models,
    passkeys,
    second_factors,
    sessions,
    tries,
    types,
)
from sagacity.identity.single_sign_on import people
from sagacity.kit import policy
from sagacity.kit.audit import api as audit

WAYS_IN_VAIN = 30


class NotSignedIn(Exception):
    """Login and password do not belong together, or the account is closed."""


class AccountClosed(Exception):
    """It is they beyond doubt, and their account is closed."""


class CodeAsked(Exception):
    """The password is right; nothing is open until a code of the second factor is given."""


class FactorAsked(Exception):
    """The password is right; nothing is open until a second factor is set up, which the city asks for."""


def sign_in(request: HttpRequest, *, login: str, password: str, at: datetime) -> policy.Person:
    """Open a session for the member of staff who knows the password and needs no second factor.

    Raises:
        tries.MustWait, NotSignedIn: no session was opened.
        CodeAsked, FactorAsked: none was opened yet; `half_way` remembers who may go on.
    """
    login = login.strip().lower()
    bucket = known_browsers.bucket_of(request, login)
    tries.count(bucket, at=at)
    row = authenticate(request, username=login, password=password)
    if not isinstance(row, models.StaffAccount):
        _record_failure(login, at)
        raise NotSignedIn(login)
    ask_second(request, row, at=at)  # the count stays: a known password does not buy more codes
    return open_for(request, row, at=at, second=False)


def ask_second(request: HttpRequest, row: models.StaffAccount, *, at: datetime, link: str = "") -> None:
    """Let somebody wait half-way in where a second factor is to be shown or set up first.

    Raises:
        CodeAsked, FactorAsked: `half_way` remembers who may go on.
    """
    wanted, has = second_factors.wanted(), second_factors.has_any(row)
    if wanted != second_factors.OFF and has:
        half_way.begin(request, row, at=at, link=link)
        raise CodeAsked(row.login)
    if wanted == second_factors.NEEDED:
        half_way.begin(request, row, at=at, link=link)
        raise FactorAsked(row.login)


def show_passkey(
    request: HttpRequest, *, token: str, answer: Mapping[str, Any], half: bool, at: datetime
) -> tuple[policy.Person, str]:
    """Sign in whoever uses a passkey, alone or (`half`) after the password; says the login too.

    An unknown passkey is not counted: there is nothing to guess, and nobody's next try is slowed by it.

    Raises:
        half_way.NotHalfWay, tries.MustWait, ceremonies.NotThisPasskey, AccountClosed: nothing opens.
    """
    only = half_way.who(request, at=at) if half else None
    passkey = passkeys.named(answer)
    row = passkey.staff
    bucket = known_browsers.bucket_of(request, row.login, "passkey")
    tries.count(bucket, at=at)
    try:
        passkeys.check(passkey, token=token, answer=answer, only=only, at=at)
    except ceremonies.NotThisPasskey:
        audit.record(actor="", action="staff.passkey_failed", thing=row.key, at=at)
        raise
    tries.clear(bucket)
    link = half_way.end(request) if half else ""
    return open_for(request, row, at=at, second=True, how="passkey", link=link), row.login


def show_code(request: HttpRequest, *, code: str, at: datetime) -> tuple[policy.Person, types.Way]:
    """Go on from half-way with a code of the app or of the sheet; it counts as a try like a password.

    Raises:
        half_way.NotHalfWay, tries.MustWait, second_factors.NoFactor, second_factors.WrongCode,
            second_factors.Unreadable: nothing opens.
    """
    row = half_way.who(request, at=at)
    count_code(request, row, at=at)
    try:
        way = second_factors.check(row, code, at=at)
    except second_factors.WrongCode:
        audit.record(actor="", action="staff.second_factor_failed", thing=row.key, at=at)
        raise
    link = half_way.end(request)
    return open_for(request, row, at=at, second=True, link=link), way


def enrol_half_way(request: HttpRequest, *, code: str, at: datetime) -> tuple[policy.Person, tuple[str, ...]]:
    """Set up the second factor that the city asks for, and sign in with it; spare codes are told once.

    Raises:
        half_way.NotHalfWay, tries.MustWait, second_factors.FactorThere, second_factors.WrongCode: nothing
            opens.
    """
    row = half_way.who(request, at=at)
    count_code(request, row, at=at)
    secret = half_way.pending_secret(request, row)
    codes = second_factors.enrol(row, secret=secret, code=code, at=at, is_first=True)
    link = half_way.end(request)
    return open_for(request, row, at=at, second=True, link=link), codes


def enrol_passkey_half_way(
    request: HttpRequest, *, token: str, answer: Mapping[str, Any], name: str, at: datetime
) -> tuple[policy.Person, str]:
    """Set up a passkey as the second factor that the city asks for, and sign in with it; says the login too.

    Raises:
        half_way.NotHalfWay, ceremonies.NotThisPasskey, ceremonies.TooManyPasskeys, passkeys.FactorThere:
            nothing opens.
    """
    row = half_way.who(request, at=at)
    passkeys.add(row, token=token, answer=answer, name=name, at=at, is_first=True)
    link = half_way.end(request)
    return open_for(request, row, at=at, second=True, how="passkey", link=link), row.login


def count_code(request: HttpRequest, row: models.StaffAccount, *, at: datetime) -> None:
    """Count a try with a code where tries with the password are counted.

    Raises:
        tries.MustWait: it is not to be looked at.
    """
    tries.count(known_browsers.bucket_of(request, row.login), at=at)


def forget_tries(request: HttpRequest, row: models.StaffAccount) -> None:
    tries.clear(known_browsers.bucket_of(request, row.login))


def count_way(request: HttpRequest, *, at: datetime) -> str:
    """Count a way back from another house's sign-in: each may make the city ask there. Says where.

    A place may come back thirty times in vain, and a browser that succeeded before has a count of its own.

    Raises:
        tries.MustWait: it is not to be looked at.
    """
    bucket = known_browsers.bucket_of_ways(request)
    tries.count(bucket, at=at, free=WAYS_IN_VAIN)
    return bucket


def forget_ways(bucket: str) -> None:
    tries.clear(bucket)


def sign_out(request: HttpRequest, *, at: datetime) -> None:
    """End this session."""
    person = policy.person_of(request)
    sessions.close(request)
    audit.record(actor=person, action="staff.sign_out", thing=person.key, at=at)


def safe_next(place: str) -> str:
    """The page to go on to: one of ours, else the staff home."""
    inside = place.startswith("/") and url_has_allowed_host_and_scheme(place, allowed_hosts=None)
    return place if inside else "/staff/"


def prune(*, at: datetime) -> int:
    """Drop counts that have been forgotten; says how many."""
    old = models.SignInAttempts.objects.filter(last_at__lt=at - tries.FORGOTTEN_AFTER)
    count = old.count()
    old.delete()
    return count


def open_for(
    request: HttpRequest,
    row: models.StaffAccount,
    *,
    at: datetime,
    second: bool,
    how: str = "",
    link: str = "",
) -> policy.Person:
    """Open the session of somebody who has shown everything that is asked; `how` is kept in the audit log.

    `link`: who they are at the city's own sign-in, to be known by from now on.

    Raises:
        AccountClosed: it stays closed.
    """
    if not row.is_active:
        audit.record(actor="", action="staff.sign_in_closed", thing=row.key, at=at)
        raise AccountClosed(row.login)
    forget_tries(request, row)
    if link:
        people.link(row, subject=link, at=at)
    sessions.open_for(request, row, at=at, second=second)
    person = sessions.person(row, at=at)
    action = f"staff.sign_in.{how}" if how else "staff.sign_in"
    audit.record(actor=person, action=action, thing=row.key, at=at)
    return person


def _record_failure(login: str, at: datetime) -> None:
    """Only of logins there are: what else was typed may be a password in the wrong field."""
    row = models.StaffAccount.objects.filter(login=login).first()
    if row:
        audit.record(actor="", action="staff.sign_in_failed", thing=row.key, at=at)
