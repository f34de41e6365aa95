"""Sessions of residents: a cookie of their own, a number that changes at each rise, an end that is kept."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from sagacity.identity.accounts import models
from sagacity.kit import clock

COOKIE = "sagacity_resident"
SEEN_EVERY = timedelta(hours=1)  # so that reading a page does not write each time


@dataclass(slots=True)
class _Carried:
    """What one request knows of its session, so that it asks the database once."""

    row: models.Session | None
    write: str = ""  # the cookie to write
    erase: bool = False


def session_of(request: HttpRequest) -> models.Session | None:
    """The session the request belongs to; a browser without the cookie costs no question."""
    return _carried(request).row


@transaction.atomic
def open_for(
    request: HttpRequest, account: models.Account, *, how: str, aal: int, device: str, at: datetime
) -> models.Session:
    """Begin a session in this browser under a new number; one that was open here ends."""
    before = _carried(request).row
    if before is not None:
        before.delete()
    token = secrets.token_urlsafe(20)
    row = models.Session.objects.create(
        account=account,
        token_hash=hash_of(token),
        device=device,
        browser=request.headers.get("User-Agent", "")[:200],
        how=how,
        aal=aal,
        started_at=at,
        signed_in_at=at,
        seen_at=at,
    )
    request._resident = _Carried(row, write=token)  # type: ignore[attr-defined]
    return row


def renumber(request: HttpRequest) -> None:
    """Give the session a new number and keep it: whoever knew the old one knows nothing."""
    carried = _carried(request)
    if carried.row is None:
        return
    carried.write = secrets.token_urlsafe(20)
    carried.row.token_hash = hash_of(carried.write)
    carried.row.save()


def leave(request: HttpRequest) -> None:
    """Let this browser forget its session; the row is the caller's to end."""
    request._resident = _Carried(row=None, erase=True)  # type: ignore[attr-defined]


def write_cookies(request: HttpRequest, response: HttpResponse) -> None:
    """Give the browser its number when it changed, take it away when it is worth nothing."""
    carried: _Carried | None = getattr(request, "_resident", None)
    if carried is None:
        return
    patch_vary_headers(response, ("Cookie",))
    if carried.write:
        response.set_cookie(
            COOKIE,
            carried.write,
            max_age=models.longest(),
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE or request.is_secure(),
        )
    elif carried.erase:
        response.delete_cookie(COOKIE, samesite="Lax")


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _carried(request: HttpRequest) -> _Carried:
    carried: _Carried | None = getattr(request, "_resident", None)
    if carried is None:
        carried = _read(request.COOKIES.get(COOKIE, ""), clock.now())
        request._resident = carried  # type: ignore[attr-defined]
    return carried


def _read(token: str, at: datetime) -> _Carried:
    if not token:
        return _Carried(row=None)
    found = models.Session.objects.alive(at).filter(account__ended_at=None, token_hash=hash_of(token))
    row = found.select_related("account").first()
    if row and at - row.seen_at >= SEEN_EVERY:
        row.seen_at = at
        models.Session.objects.filter(pk=row.pk).update(seen_at=at)
    return _Carried(row=row, erase=row is None)
