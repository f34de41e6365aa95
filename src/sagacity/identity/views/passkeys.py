"""Questions and answers between the browser's passkeys and us, as JSON; the pages lie beside."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sagacity.identity import ceremonies, half_way, models, passkeys, second_factors, sessions, signing_in
from sagacity.identity.views import arriving, words
from sagacity.kit import clock, policy

ACCOUNT = "/staff/account/"


def _in_words(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Refusals as a sentence for the page to show."""

    @wraps(view)
    def answered(request: HttpRequest) -> HttpResponse:
        try:
            return view(request)
        except half_way.NotHalfWay:
            return JsonResponse({"next": f"{policy.SIGN_IN}?why=late"})
        except words.PASSKEY_REFUSALS as refusal:
            said, status = words.of_passkey(refusal)
            return JsonResponse({"problem": said}, status=status)

    return answered


@policy.access(policy.ANYONE)
@never_cache
@require_POST
@_in_words
def ask(request: HttpRequest) -> HttpResponse:
    """What the browser needs to use a passkey, whosever it is."""
    return _asked(request, passkeys.ask())


@policy.access(policy.ANYONE)
@never_cache
@require_POST
@_in_words
def use(request: HttpRequest) -> HttpResponse:
    """The answer of a passkey: it signs in, alone."""
    return _used(request, half=False)


@policy.access(policy.ANYONE)
@never_cache
@require_POST
@_in_words
def ask_half_way(request: HttpRequest) -> HttpResponse:
    """What the browser needs to use a passkey of whoever gave the password."""
    return _asked(request, passkeys.ask(half_way.who(request, at=clock.now())))


@policy.access(policy.ANYONE)
@never_cache
@require_POST
@_in_words
def use_half_way(request: HttpRequest) -> HttpResponse:
    """The answer of a passkey after the password."""
    return _used(request, half=True)


@policy.access(policy.ANYONE)
@never_cache
@require_POST
@_in_words
def ask_first(request: HttpRequest) -> HttpResponse:
    """What the browser needs to make the first passkey, where the city asks for a second factor."""
    row = half_way.who(request, at=clock.now())
    if second_factors.has_any(row):
        raise passkeys.FactorThere(row.login)
    return _asked(request, passkeys.ask_new(row))


@policy.access(policy.ANYONE)
@never_cache
@require_POST
@_in_words
def add_first(request: HttpRequest) -> HttpResponse:
    """The first passkey: it is kept and signs in."""
    said = ceremonies.said_by(request)
    person, login = signing_in.enrol_passkey_half_way(request, at=clock.now(), **_parts(request, said))
    messages.success(request, words.passkey_made())
    return arriving.arrived(request, _done(ACCOUNT), person, login)


@policy.access(policy.ANY_STAFF)
@never_cache
@require_POST
@_in_words
def ask_new(request: HttpRequest) -> HttpResponse:
    """What the browser needs to make another passkey; who signed in long ago does it again first."""
    row = _me(request)
    if not second_factors.may_change_ways_in(request, row, at=clock.now()):
        return JsonResponse({"next": arriving.again(ACCOUNT)})
    return _asked(request, passkeys.ask_new(row))


@policy.access(policy.ANY_STAFF)
@never_cache
@require_POST
@_in_words
def add(request: HttpRequest) -> HttpResponse:
    """The passkey the browser made."""
    row, at = _me(request), clock.now()
    if not second_factors.may_change_ways_in(request, row, at=at):
        return JsonResponse({"next": arriving.again(ACCOUNT)})
    passkeys.add(row, at=at, **_parts(request, ceremonies.said_by(request)))
    request.session[sessions.SECOND] = True
    messages.success(request, words.passkey_made())
    return _done(ACCOUNT)


@policy.access(policy.ANY_STAFF)
@require_POST
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Rename a passkey, or take it away."""
    row, at = _me(request), clock.now()
    if request.POST.get("act") != "remove":
        passkeys.rename(row, number=number, name=request.POST.get("name", ""))
        messages.success(request, _("パスキーの名前を変えました。"))
    elif not second_factors.may_change_ways_in(request, row, at=at):
        return redirect(arriving.again(ACCOUNT))
    elif passkeys.remove(row, number=number, at=at):
        request.session[sessions.SECOND] = second_factors.has_any(row)
        messages.success(request, _("パスキーを外しました。もうこのパスキーではサインインできません。"))
    return redirect(f"{ACCOUNT}#passkeys")


def _used(request: HttpRequest, *, half: bool) -> HttpResponse:
    said, at = ceremonies.said_by(request), clock.now()
    token = request.COOKIES.get(passkeys.SALT, "")
    person, login = signing_in.show_passkey(request, token=token, answer=said["answer"], half=half, at=at)
    place = signing_in.safe_next(str(said.get("next") or ""))
    return arriving.arrived(request, _done(place), person, login)


def _parts(request: HttpRequest, said: dict[str, Any]) -> dict[str, Any]:
    token = request.COOKIES.get(passkeys.SALT, "")
    return {"token": token, "answer": said["answer"], "name": str(said.get("name", ""))}


def _asked(request: HttpRequest, question: tuple[dict[str, Any], str]) -> HttpResponse:
    options, token = question
    answer = JsonResponse(options)
    answer.set_cookie(
        passkeys.SALT,
        token,
        max_age=int(ceremonies.GOOD_FOR.total_seconds()),
        path="/staff/",
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE or request.is_secure(),
    )
    return answer


def _done(place: str) -> HttpResponse:
    answer = JsonResponse({"next": place})
    answer.delete_cookie(passkeys.SALT, path="/staff/", samesite="Strict")
    return answer


def _me(request: HttpRequest) -> models.StaffAccount:
    return models.StaffAccount.objects.get(key=policy.person_of(request).key)
