"""Browsers in which somebody signed in before: each has a count of failures of its own.

So nobody can lock a colleague out from elsewhere. The cookie that makes a browser known opens nothing.
"""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from sagacity.identity import tries
from sagacity.kit import policy

COOKIE = "sagacity_known"
KNOWN_FOR = timedelta(days=400)


def remember(request: HttpRequest, response: HttpResponse, login: str) -> None:
    """Know this browser from now on as one in which this login succeeded."""
    said = {"login": tries.digest(login.strip().lower()), "nonce": secrets.token_hex(8)}
    response.set_cookie(
        COOKIE,
        signing.dumps(said, salt=COOKIE),
        max_age=KNOWN_FOR,
        path=policy.SIGN_IN,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE or request.is_secure(),
    )


def bucket_of(request: HttpRequest, login: str, what: str = "") -> str:
    """Where tries with a login are counted; `what`: those of a passkey do not slow those of a password."""
    more = (what,) if what else ()
    known = _known(request)
    if known.get("login") == tries.digest(login):
        return tries.bucket_of(login, "browser", known["nonce"], *more)
    return tries.bucket_of(login, "address", tries.place_of(request), *more)


def bucket_of_ways(request: HttpRequest) -> str:
    """Where ways back from another house's sign-in are counted, before anybody has a login."""
    known = _known(request)
    where = ("browser", str(known["nonce"])) if known else ("address", tries.place_of(request))
    return tries.bucket_of("staff way", *where)


def _known(request: HttpRequest) -> dict[str, str]:
    """What a browser brings in which somebody succeeded before; empty of any other."""
    try:
        return dict(signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=KNOWN_FOR))
    except signing.BadSignature:
        return {}
