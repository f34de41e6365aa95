"""Choosing a language and a size of letters, and the living page of all parts."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from sagacity.kit import policy
from sagacity.kit.ui import map_answers, preferences, specimens


@csrf_exempt
@policy.access(policy.ANYONE)
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language on the device and go back to the same page."""
    _refuse_other_sites(request)
    chosen = request.POST.get("language", "")
    if not preferences.is_language(chosen):
        raise BadRequest("language")
    return _remembered(request, cookie=settings.LANGUAGE_COOKIE_NAME, value=chosen)


@csrf_exempt
@policy.access(policy.ANYONE)
@require_POST
def text_size(request: HttpRequest) -> HttpResponse:
    """Keep the size of letters on the device and go back to the same page."""
    _refuse_other_sites(request)
    chosen = request.POST.get("text_size", "")
    if chosen not in preferences.TEXT_SIZES:
        raise BadRequest("text_size")
    return _remembered(request, cookie=preferences.TEXT_SIZE_COOKIE, value=chosen)


@policy.access(policy.ANY_STAFF)
def parts(request: HttpRequest) -> HttpResponse:
    """Every part as it looks, with the words that make it."""
    return render(request, "ui/parts.html", specimens.everything(request))


@policy.access(policy.ANY_STAFF)
def points(request: HttpRequest) -> HttpResponse:
    """Points around the middle of the city for the map on the page of parts."""
    return map_answers.answer(specimens.points(map_answers.view_of(request)))


def _refuse_other_sites(request: HttpRequest) -> None:
    # A CSRF token would put a cookie on every visitor before they chose anything; the Origin says as much.
    origin = request.headers.get("Origin", "")
    if origin and urlsplit(origin).netloc != request.get_host():
        raise PermissionDenied("another site asked for this")


def _remembered(request: HttpRequest, *, cookie: str, value: str) -> HttpResponse:
    response = HttpResponseRedirect(_back(request))
    preferences.remember(response, cookie=cookie, value=value)
    return response


def _back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else "/"
