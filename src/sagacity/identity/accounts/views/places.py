"""Where to go on to, and whether somebody has proven lately that it is they."""

from datetime import timedelta
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from sagacity.identity.accounts import holding, sessions
from sagacity.kit import clock

HOME = "/me/"
FRESH_FOR = timedelta(minutes=15)


def next_of(request: HttpRequest) -> str:
    """The page to go on to: one of ours, else the resident's own."""
    said = request.POST.get("next") or request.GET.get("next") or HOME
    return safe(said)


def safe(place: str) -> str:
    inside = place.startswith("/") and url_has_allowed_host_and_scheme(place, allowed_hosts=None)
    return place if inside else HOME


def after(request: HttpRequest, place: str) -> str:
    """The place, or the page that sends what was filled in there before more proof was asked."""
    found = holding.held(request)
    if found and place.split("?")[0] == found.path:
        return "/me/resume/"
    return place


def is_fresh(request: HttpRequest) -> bool:
    """Whether the person proved in the last minutes that it is they, before something cannot be undone."""
    here = sessions.session_of(request)
    return here is not None and clock.now() - here.signed_in_at < FRESH_FOR


def show_more_first(request: HttpRequest) -> HttpResponse:
    """A mailbox does not change how a proven resident's account is opened."""
    messages.error(request, _("先に、パスキーかマイナンバーカードで確かめてください。"))
    return redirect(HOME)


def again(place: str) -> str:
    """Where somebody proves once more that it is they."""
    return f"/me/raise/?{urlencode({'again': 1, 'next': place})}"
