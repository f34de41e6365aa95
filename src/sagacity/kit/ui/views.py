"""Choosing a language, a size of letters and letters only, and the living page of all parts."""

from collections.abc import Callable
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

Door = Callable[[HttpRequest], HttpResponse]


def _choice(
    field: str, *, cookie: str, offered: Callable[[str], bool]
) -> Callable[[HttpRequest], HttpResponse]:
    """A door that keeps one choice on the device and goes back to the same page."""

    @csrf_exempt
    @policy.access(policy.ANYONE)
    @require_POST
    def keep(request: HttpRequest) -> HttpResponse:
        _refuse_other_sites(request)
        chosen = request.POST.get(field, "")
        if not offered(chosen):
            raise BadRequest(field)
        response = HttpResponseRedirect(_back(request))
        preferences.remember(response, cookie=cookie, value=chosen)
        return response

    return keep


language = _choice("language", cookie=settings.LANGUAGE_COOKIE_NAME, offered=preferences.is_language)
text_size = _choice(
    "text_size", cookie=preferences.TEXT_SIZE_COOKIE, offered=preferences.TEXT_SIZES.__contains__
)
furigana = _choice("furigana", cookie=preferences.FURIGANA_COOKIE, offered=preferences.FURIGANA.__contains__)
view = _choice("view", cookie=preferences.VIEW_COOKIE, offered=preferences.VIEWS.__contains__)


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


def _back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else "/"
