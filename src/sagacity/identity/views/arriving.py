"""Arriving: what happens at every full sign-in of staff, whatever the way, and how one is asked for again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode

from sagacity.identity import factor_resets, known_browsers, signing_in
from sagacity.identity.views import words
from sagacity.kit import clock, policy


def arrived(request: HttpRequest, answer: HttpResponse, person: policy.Person, login: str) -> HttpResponse:
    """Tell what happened meanwhile, and remember the browser."""
    reset_at = factor_resets.tell(staff=person.key, at=clock.now())
    if reset_at:
        messages.warning(request, words.was_reset(reset_at))
    known_browsers.remember(request, answer, login)
    return answer


def place_of(request: HttpRequest) -> str:
    """Where somebody wanted to go: one of our pages, else the staff home."""
    return signing_in.safe_next(request.POST.get("next") or request.GET.get("next") or "/staff/")


def again(place: str) -> str:
    """Where somebody shows once more that it is they, before the ways in are changed."""
    return f"{policy.SIGN_IN}?{urlencode({'why': 'again', 'next': place})}"
