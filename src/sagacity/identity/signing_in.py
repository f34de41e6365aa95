"""Signing in. Guessing is slowed per login and place, so nobody can lock a colleague out from elsewhere."""

import hashlib
import ipaddress
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import authenticate
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from sagacity.identity import models, sessions
from sagacity.kit import policy
from sagacity.kit.audit import api as audit

KNOWN = "sagacity_known"  # a browser in which this login succeeded before has its own count
KNOWN_FOR = timedelta(days=400)
FREE_TRIES = 5
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=24)


class NotSignedIn(Exception):
    """Login and password do not belong together, or the account is closed."""


class MustWait(Exception):
    """Too many tries from here; the next one counts only after `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until.isoformat())
        self.until = until


def sign_in(request: HttpRequest, *, login: str, password: str, at: datetime) -> policy.Person:
    """Open a session for the member of staff who knows the password.

    Raises:
        MustWait, NotSignedIn: no session was opened.
    """
    login = login.strip().lower()
    bucket = _bucket(request, login)
    _count_a_try(bucket, at)
    row = authenticate(request, username=login, password=password)
    if not isinstance(row, models.StaffAccount):
        _record_failure(login, at)
        raise NotSignedIn(login)
    models.SignInAttempts.objects.filter(bucket=bucket).delete()
    sessions.open_for(request, row, at=at)
    person = sessions.person(row, at=at)
    audit.record(actor=person, action="staff.sign_in", thing=row.key, at=at)
    return person


def sign_out(request: HttpRequest, *, at: datetime) -> None:
    """End this session."""
    person = policy.person_of(request)
    sessions.close(request)
    audit.record(actor=person, action="staff.sign_out", thing=person.key, at=at)


def write_known_browser(request: HttpRequest, response: HttpResponse, login: str) -> None:
    """Remember that this login succeeded in this browser; the cookie opens nothing."""
    said = {"login": _digest(login.strip().lower()), "nonce": secrets.token_hex(8)}
    response.set_cookie(
        KNOWN,
        signing.dumps(said, salt=KNOWN),
        max_age=KNOWN_FOR,
        path=policy.SIGN_IN,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE or request.is_secure(),
    )


def safe_next(place: str) -> str:
    """The page to go on to: one of ours, else the staff home."""
    inside = place.startswith("/") and url_has_allowed_host_and_scheme(place, allowed_hosts=None)
    return place if inside else "/staff/"


def wait_after(failures: int) -> timedelta:
    """How long to wait after so many failures in a row: nothing at first, then twice as long each time."""
    if failures < FREE_TRIES:
        return timedelta(0)
    doublings = min(failures - FREE_TRIES, 10)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def prune(*, at: datetime) -> int:
    """Drop counts that have been forgotten; says how many."""
    old = models.SignInAttempts.objects.filter(last_at__lt=at - FORGOTTEN_AFTER)
    count = old.count()
    old.delete()
    return count


@transaction.atomic
def _count_a_try(bucket: str, at: datetime) -> None:
    """Count before the password is looked at, so that parallel tries count too."""
    row, _ = models.SignInAttempts.objects.select_for_update().get_or_create(
        bucket=bucket, defaults={"last_at": at}
    )
    if row.wait_until and row.wait_until > at:
        raise MustWait(row.wait_until)
    if at - row.last_at > FORGOTTEN_AFTER:
        row.failures = 0
    row.failures += 1
    row.last_at, row.wait_until = at, at + wait_after(row.failures)
    row.save()


def _bucket(request: HttpRequest, login: str) -> str:
    try:
        known = signing.loads(request.COOKIES.get(KNOWN, ""), salt=KNOWN, max_age=KNOWN_FOR)
    except signing.BadSignature:
        known = {}
    if known.get("login") == _digest(login):
        return _digest(f"{login}|browser|{known['nonce']}")
    return _digest(f"{login}|address|{_neighbourhood(request.META.get('REMOTE_ADDR', ''))}")


def _neighbourhood(address: str) -> str:
    """The address; of IPv6 the network of one household, which can change the rest at will."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return address
    return str(ipaddress.ip_network(f"{address}/64", strict=False).network_address)


def _record_failure(login: str, at: datetime) -> None:
    """Only of logins there are: what else was typed may be a password in the wrong field."""
    row = models.StaffAccount.objects.filter(login=login).first()
    if row:
        audit.record(actor="", action="staff.sign_in_failed", thing=row.key, at=at)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
