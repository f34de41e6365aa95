"""Answers that several pages of verification give: on the way to the app, and when nothing was proven."""

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sagacity.identity.verification import refusals, transactions, words

COOKIE = "sagacity_verification"


def browser_of(request: HttpRequest) -> str:
    """The secret of this browser on its way, made now when it has none."""
    return request.COOKIES.get(COOKIE, "") or secrets.token_urlsafe(24)


def going(request: HttpRequest, *, address: str, browser: str) -> HttpResponse:
    """A page that leads on by itself: a form may not lead to another host, a page may."""
    answer = render(request, "verification/going.html", {"address": address})
    _write_cookie(answer, browser)
    return answer


def refused(
    request: HttpRequest, refusal: refusals.NotProven, wish: words.Wish, *, signature: str = ""
) -> HttpResponse:
    """What happened, and what to do next."""
    said = words.of(refusal.reason)
    page = {"said": said, "reason": refusal.reason, "signature": signature, **wish}
    return render(request, "verification/refused.html", page, status=said.status)


def forget_browser(answer: HttpResponse) -> None:
    answer.delete_cookie(COOKIE, path="/me/verify/", samesite="Lax")


def _write_cookie(answer: HttpResponse, browser: str) -> None:
    """Lax: the way back from the app is a link of another site, which Strict would leave without it."""
    answer.set_cookie(
        COOKIE,
        browser,
        max_age=int(transactions.LIVES.total_seconds()),
        path="/me/verify/",
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
