"""The language and the size of letters a person has chosen; kept in two plain cookies, without a database."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

TEXT_SIZE_COOKIE = "sagacity_text_size"
A_YEAR = 365 * 24 * 60 * 60
TEXT_SIZES = {"normal": _("標準"), "large": _("大きい"), "larger": _("特大")}


@dataclass(frozen=True, slots=True)
class LanguageChoice:
    code: str
    name: str
    html: str  # what a browser calls it
    is_current: bool


def html_language(code: str) -> str:
    """What `<html lang>` says: easy Japanese is Japanese to a screen reader."""
    known = {"ja-easy": "ja", "zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}
    return known.get(code, code)


def languages(current: str) -> tuple[LanguageChoice, ...]:
    """The languages offered, each by its own name."""
    return tuple(
        LanguageChoice(code, str(name), html_language(code), code == current)
        for code, name in settings.LANGUAGES
    )


def text_size(request: HttpRequest) -> str:
    """How large this device wants to read: "normal", "large" or "larger"."""
    said = request.COOKIES.get(TEXT_SIZE_COOKIE, "normal")
    return said if said in TEXT_SIZES else "normal"


def is_language(code: str) -> bool:
    """Whether the pages are offered in this language."""
    return code in {offered for offered, _name in settings.LANGUAGES}


def remember(response: HttpResponse, *, cookie: str, value: str) -> None:
    """Write a choice on the visitor's own device."""
    response.set_cookie(
        cookie, value, max_age=A_YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE, path="/"
    )
