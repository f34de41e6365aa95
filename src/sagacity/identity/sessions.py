"""Sessions of staff: who is signed in where, and the end of it after an hour without work."""

from datetime import datetime, timedelta
from urllib.parse import quote

from django.conf import settings
from django.contrib import auth
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from sagacity.identity import models, roles, session_store, types
from sagacity.kit import clock, policy

SEEN = "seen_at"
SECOND = "second_factor"  # it was shown in this session
BEGAN = "began_at"  # when somebody showed here that it is they
FRESH_FOR = timedelta(minutes=15)
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
    if settings.STAFF_SECOND_FACTOR == "needed" and not request.session.get(SECOND):
        close(request)  # from before the city asked for it, or its second factor was taken away since
        return policy.ANONYMOUS
    if at - seen >= WRITTEN_EVERY:
        request.session[SEEN] = at.timestamp()
        models.StaffSession.objects.filter(session_key=number_of(request)).update(seen_at=at)
    return person(user, at=at)


def note_shown(request: HttpRequest, *, at: datetime | None) -> None:
    """Write down when the person of this session showed that it is they; None: nobody knows."""
    request.session[BEGAN] = at.timestamp() if at else 0


def is_fresh(request: HttpRequest, *, at: datetime) -> bool:
    """Whether somebody showed lately that it is they: asked before the ways in are changed."""
    return at - datetime.fromtimestamp(request.session.get(BEGAN, 0), tz=clock.JAPAN) < FRESH_FOR


def person(row: models.StaffAccount, *, at: datetime) -> policy.Person:
    """The person as doors see it, with the permissions of today's roles and the columns open today."""
    today = clock.day(at)
    held = list(row.grants.on(today).values_list("role", flat=True))
    needed = roles.columns_of(held)
    columns = row.columns.on(today).values_list("group", flat=True) if needed else ()
    return policy.Person(
        key=row.key,
        name=row.name,
        kind="staff",
        permissions=roles.permissions_of(held, columns),
        division=row.division,
    )


@transaction.atomic
def open_for(request: HttpRequest, row: models.StaffAccount, *, at: datetime, second: bool = False) -> None:
    """Begin a session under a new number, so that an old one planted by others is worth nothing."""
    if request.user.is_authenticated:
        close(request)  # whoever signs in again begins anew
    auth.login(request, row, backend="django.contrib.auth.backends.ModelBackend")
    request.session[SEEN] = request.session[BEGAN] = at.timestamp()
    request.session[SECOND] = second
    request.session.save()
    models.StaffSession.objects.create(
        staff=row,
        session_key=number_of(request),
        browser=request.headers.get("User-Agent", "")[:200],
        address=request.META.get("REMOTE_ADDR", "")[:60],
        started_at=at,
        seen_at=at,
    )


def close(request: HttpRequest) -> None:
    """End the session this request belongs to."""
    models.StaffSession.objects.filter(session_key=number_of(request)).delete()
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
            current=row.session_key == number_of(request),
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
    Session.objects.filter(expire_date__lt=at).delete()  # those that stopped half-way in
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


def number_of(request: HttpRequest) -> str:
    """What the tables call the session of this request; the number itself is the browser's alone."""
    return session_store.number(request.session.session_key)


def renumber(*, before: str, now: str) -> None:
    """Keep the line of a session whose number was changed."""
    models.StaffSession.objects.filter(session_key=before).update(session_key=now)
