"""Sessions of staff: who is signed in where, and the end of it after an hour without work."""

from datetime import datetime, timedelta
from urllib.parse import quote

from django.conf import settings
from django.contrib import auth
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from sagacity.identity import models, roles, types
from sagacity.kit import clock, policy

SEEN = "seen_at"
WRITTEN_EVERY = timedelta(minutes=1)


class IdleTooLong(Exception):
    """Nobody worked in this session for too long; it is closed."""


def idle_limit() -> timedelta:
    return timedelta(minutes=settings.STAFF_IDLE_MINUTES)


def person_signed_in(request: HttpRequest, *, at: datetime) -> policy.Person:
    """The member of staff whose session this is, else nobody.

    Raises:
        IdleTooLong: the session has just been closed.
    """
    user = request.user
    if not isinstance(user, models.StaffAccount) or not user.is_active:
        return policy.ANONYMOUS
    seen = datetime.fromtimestamp(request.session.get(SEEN, 0), tz=clock.JAPAN)
    if at - seen > idle_limit():
        close(request)
        raise IdleTooLong(user.login)
    if at - seen >= WRITTEN_EVERY:
        request.session[SEEN] = at.timestamp()
        models.StaffSession.objects.filter(session_key=request.session.session_key).update(seen_at=at)
    return person(user, at=at)


def person(row: models.StaffAccount, *, at: datetime) -> policy.Person:
    """The person as doors see it, with the permissions of today's roles."""
    held = row.grants.on(clock.day(at)).values_list("role", flat=True)
    return policy.Person(
        key=row.key,
        name=row.name,
        kind="staff",
        permissions=roles.permissions_of(held),
        division=row.division,
    )


@transaction.atomic
def open_for(request: HttpRequest, row: models.StaffAccount, *, at: datetime) -> None:
    """Begin a session under a new number, so that an old one planted by others is worth nothing."""
    auth.login(request, row, backend="django.contrib.auth.backends.ModelBackend")
    request.session[SEEN] = at.timestamp()
    request.session.save()
    models.StaffSession.objects.create(
        staff=row,
        session_key=request.session.session_key or "",
        browser=request.headers.get("User-Agent", "")[:200],
        address=request.META.get("REMOTE_ADDR", "")[:60],
        started_at=at,
        seen_at=at,
    )


def close(request: HttpRequest) -> None:
    """End the session this request belongs to."""
    models.StaffSession.objects.filter(session_key=request.session.session_key or "").delete()
    auth.logout(request)


def sessions_of(request: HttpRequest) -> list[types.StaffSession]:
    """Where the member of staff who asks is signed in."""
    person_key = policy.person_of(request).key
    rows = models.StaffSession.objects.filter(staff__key=person_key).order_by("-seen_at")
    return [
        types.StaffSession(
            key=row.pk,
            browser=row.browser,
            address=row.address,
            started_at=row.started_at,
            seen_at=row.seen_at,
            current=row.session_key == request.session.session_key,
        )
        for row in rows
    ]


@transaction.atomic
def end(*, staff: str, session: int | None = None, but: str = "") -> int:
    """End one session of a member of staff, or all of them but one; says how many."""
    rows = models.StaffSession.objects.filter(staff__key=staff).exclude(session_key=but)
    if session is not None:
        rows = rows.filter(pk=session)
    numbers = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=numbers).delete()
    rows.delete()
    return len(numbers)


def prune(*, at: datetime) -> int:
    """Drop what nobody has used for longer than the limit; says how many."""
    old = models.StaffSession.objects.filter(seen_at__lt=at - idle_limit())
    numbers = list(old.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=numbers).delete()
    old.delete()
    return len(numbers)


def is_staff_page(request: HttpRequest) -> bool:
    return request.path.startswith(("/staff/", "/desk/")) and request.path != policy.SIGN_IN


def back_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send somebody whose session has ended to the sign-in page, and back to the page afterwards."""
    place = request.get_full_path() if request.method == "GET" else "/staff/"
    address = f"{policy.SIGN_IN}?why=idle&next={quote(place)}"
    if request.headers.get("HX-Request"):
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = address
        return answer
    return HttpResponseRedirect(address)


def renumber(*, before: str, now: str) -> None:
    """Keep the line of a session whose number was changed."""
    models.StaffSession.objects.filter(session_key=before).update(session_key=now)
