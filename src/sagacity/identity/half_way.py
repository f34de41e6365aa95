"""Half-way in: the password or the city's own sign-in was right; without a second factor this opens nothing.

It is kept in a session of its own that belongs to nobody, for a few minutes; a full sign-in throws that
session away and begins another under a new number.
"""

from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from sagacity.identity import models, sealing, second_factors, sessions
from sagacity.kit import clock, seals

GOOD_FOR = timedelta(minutes=10)
_HALF, _PENDING = "half_way", "pending_factor"


class NotHalfWay(Exception):
    """No password was given here, or too long ago, or the account or its password has changed since."""


def begin(request: HttpRequest, row: models.StaffAccount, *, at: datetime, link: str = "") -> None:
    """Remember who gave the right password; whoever was signed in here before is not any more.

    `link`: who they are at the city's own sign-in, where they came from there instead.
    """
    sessions.close(request)
    request.session[_HALF] = {
        "staff": row.pk,
        "password": row.get_session_auth_hash(),
        "at": at.timestamp(),
        "link": link,
    }
    request.session.set_expiry(int(GOOD_FOR.total_seconds()))


def who(request: HttpRequest, *, at: datetime) -> models.StaffAccount:
    """Whose second factor is awaited.

    Raises:
        NotHalfWay: nobody's.
    """
    said = request.session.get(_HALF)
    if not said or at - datetime.fromtimestamp(said["at"], tz=clock.JAPAN) > GOOD_FOR:
        raise NotHalfWay
    row = models.StaffAccount.objects.filter(pk=said["staff"], is_active=True).first()
    if row is None or not constant_time_compare(row.get_session_auth_hash(), said["password"]):
        raise NotHalfWay
    return row


def is_signed_on(request: HttpRequest) -> bool:
    """Whether somebody came half-way by the city's own sign-in instead of a password."""
    return bool(request.session.get(_HALF, {}).get("link"))


def end(request: HttpRequest) -> str:
    """Throw the half-way session away: it is worth nothing any more. Says its `link`."""
    link = str(request.session.get(_HALF, {}).get("link", ""))
    request.session.flush()
    return link


def pending_secret(request: HttpRequest, row: models.StaffAccount) -> str:
    """The secret this browser is shown until its first code; it is sealed, and of this session alone."""
    sealed = request.session.get(_PENDING, "")
    try:
        return sealing.opened(sealed, about=f"pending {row.key}")
    except seals.BrokenSeal:
        secret = second_factors.new_secret()
        request.session[_PENDING] = sealing.seal(secret, about=f"pending {row.key}")
        return secret


def drop_pending(request: HttpRequest) -> None:
    request.session.pop(_PENDING, None)
