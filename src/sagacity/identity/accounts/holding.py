"""Holding: what somebody had filled in is kept while they prove who they are, and is there when they return.

It is sealed with a key that only their browser holds, so that the table alone tells nothing. After half an
hour it is gone.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict

from sagacity.identity import tries
from sagacity.identity.accounts import models, sessions
from sagacity.kit import clock, seals

COOKIE = "sagacity_held"
GOOD_FOR = timedelta(minutes=30)
LARGEST = 64 * 1024
MOST_FROM_A_PLACE = 2000  # thousands share the address of a telephone company
_NOT_OURS = {"csrfmiddlewaretoken"}


@dataclass(frozen=True, slots=True)
class Held:
    """A form as it was sent, and where to."""

    path: str
    fields: tuple[tuple[str, str], ...]


def hold(request: HttpRequest, response: HttpResponse, *, at: datetime) -> bool:
    """Keep the form of this request and give the browser its key; False when there is nothing to keep."""
    if request.method != "POST" or "form" not in (request.content_type or ""):
        return False
    fields = [
        (name, value) for name, values in request.POST.lists() for value in values if name not in _NOT_OURS
    ]
    said = json.dumps(fields, ensure_ascii=False).encode()
    if not fields or len(said) > LARGEST:
        return False
    try:
        tries.count(tries.bucket_of("held", tries.place_of(request)), at=at, free=MOST_FROM_A_PLACE)
    except tries.MustWait:
        return False  # somebody fills our table: the rise goes on, the form does not wait
    token = secrets.token_urlsafe(20)
    models.HeldForm.objects.create(
        token_hash=sessions.hash_of(token),
        path=request.path[:500],
        sealed=seals.seal(said, key=_key(token), about=request.path[:500]),
        until=at + GOOD_FOR,
    )
    response.set_cookie(
        COOKIE,
        token,
        max_age=GOOD_FOR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE or request.is_secure(),
    )
    return True


def held(request: HttpRequest, *, path: str = "") -> Held | None:
    """The form this browser left behind, for one address or any."""
    token = request.COOKIES.get(COOKIE, "")
    if not token:
        return None
    row = models.HeldForm.objects.filter(token_hash=sessions.hash_of(token), until__gt=clock.now()).first()
    if row is None or (path and row.path != path):
        return None
    said = json.loads(seals.opened(bytes(row.sealed), key=_key(token), about=row.path))
    return Held(row.path, tuple((str(name), str(value)) for name, value in said))


def held_form(request: HttpRequest) -> QueryDict | None:
    """What was filled in on this page before more proof was asked; a view shows it again."""
    found = held(request, path=request.path)
    if found is None:
        return None
    fields = QueryDict(mutable=True)
    for name, value in found.fields:
        fields.appendlist(name, value)
    return fields


def holds_form(request: HttpRequest, *, path: str) -> bool:
    """Whether what was filled in at an address waits for this browser."""
    return bool(path) and held(request, path=path) is not None


def drop(request: HttpRequest, response: HttpResponse) -> None:
    """It was sent, or is not wanted any more."""
    token = request.COOKIES.get(COOKIE, "")
    if token:
        models.HeldForm.objects.filter(token_hash=sessions.hash_of(token)).delete()
        response.delete_cookie(COOKIE, samesite="Lax")


def _key(token: str) -> bytes:
    return seals.key_of(token, purpose="held form")
