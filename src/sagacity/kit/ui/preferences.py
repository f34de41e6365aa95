"""Language, size of letters, readings, letters only: what a person chose, in cookies without a database."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

TEXT_SIZE_COOKIE = "sagacity_text_size"
FURIGANA_COOKIE = "sagacity_furigana"
A_YEAR = 365 * 24 * 60 * 60
FURIGANA = {"on": _("ふりがなあり"), "off": _("ふりがななし")}
VIEW_COOKIE = "sagacity_view"
COOKIES = (TEXT_SIZE_COOKIE, FURIGANA_COOKIE, VIEW_COOKIE)
VIEWS = {"full": _("ふつう"), "text": _("文字だけ")}
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


def wants_furigana(request: HttpRequest) -> bool:
    """Whether readings stand above kanji; whoever chose easy Japanese gets them until switched off."""
    return request.COOKIES.get(FURIGANA_COOKIE) != "off"


def wants_text_only(request: HttpRequest) -> bool:
    """Whether this device chose pages of letters only."""
    return request.COOKIES.get(VIEW_COOKIE) == "text"


def may_want_text_only(request: HttpRequest) -> bool:
    """Whether to propose letters only: the browser saves data, and its owner has not chosen yet."""
    return request.headers.get("Save-Data", "").lower() == "on" and VIEW_COOKIE not in request.COOKIES


def looks(request: HttpRequest) -> tuple[object, ...]:
    """Everything about a page that this device chose by cookies, except the language: for keys of caches."""
    views = (wants_text_only(request), may_want_text_only(request))
    return (text_size(request), wants_furigana(request), *views)


def is_language(code: str) -> bool:
    """Whether the pages are offered in this language."""
    return code in {offered for offered, _name in settings.LANGUAGES}


def remember(response: HttpResponse, *, cookie: str, value: str) -> None:
    """Write a choice on the visitor's own device."""
    response.set_cookie(
        cookie, value, max_age=A_YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE, path="/"
    )
