"""Readings above kanji on pages in easy Japanese; whoever reads kanji well switches them off."""

import html
import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from sagacity.kit.japanese import furigana
from sagacity.kit.ui import preferences

EASY = "ja-easy"
# Text that stands in these is not shown as running text, or cannot carry marks.
_LEFT_ALONE = r"head|script|style|textarea|title|option|ruby|svg|noscript|template"
# So is text in another language: the kanji of Chinese have other readings.
_FOREIGN = r"""<(?!html\b)(\w+)\b[^>]*\slang="(?!ja\b)[^"]+"[^>]*>.*?</\2\s*>"""
_PART = re.compile(rf"<({_LEFT_ALONE})\b.*?</\1\s*>|{_FOREIGN}|<[^>]*>|[^<]+", re.DOTALL | re.IGNORECASE)


# What is read aloud or shown outside the page cannot carry marks: there the word stands alone.
_SPOKEN = re.compile(r'\b(?:aria-label|title|alt|placeholder|data-queue|content)="[^"]*〈[^"]*"')


def with_readings(page: str) -> str:
    """A whole page with `<ruby>` around each word whose reading is known."""
    return _in_text(page, _marked)


def without_readings(page: str) -> str:
    """A whole page in which no reading stands between the words either."""
    return _in_text(page, lambda text: html.escape(furigana.plain(text), quote=False))


def _in_text(page: str, change: Callable[[str], str]) -> str:
    def changed(found: re.Match[str]) -> str:
        part = found[0]
        if part.startswith("<"):
            return _without_marks(part, found[1]) if "〈" in part else part
        if not furigana.KANJI.search(part):
            return part
        return change(html.unescape(part))

    return _PART.sub(changed, page)


def _without_marks(part: str, left_alone: str | None) -> str:
    """A tag whose labels are spoken, or an element that shows its text where no mark can stand."""
    if (left_alone or "").lower() in {"option", "title"}:
        return furigana.plain(part)
    return part if left_alone else _SPOKEN.sub(lambda found: furigana.plain(found[0]), part)


def _marked(text: str) -> str:
    """One run of text. It stays one thing, for in a button each word would else become a column."""
    pieces = list(furigana.pieces(text))
    written = "".join(_ruby(piece) for piece in pieces)
    return f"<sg-text>{written}</sg-text>" if len(pieces) > 1 and "<ruby>" in written else written


def _ruby(piece: furigana.Piece) -> str:
    text = html.escape(piece.text, quote=False)
    if not piece.reading:
        return text
    return f"<ruby>{text}<rp>(</rp><rt>{piece.reading}</rt><rp>)</rp></ruby>"


def above_kanji(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Put readings on every page of a reader of easy Japanese, as ruby or not at all."""

    def answered(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        language = get_language()  # asked for here: LocaleMiddleware, further out, still holds it
        if (
            language != EASY
            or response.streaming
            or not response.get("Content-Type", "").startswith("text/html")
        ):
            return response
        write = with_readings if preferences.wants_furigana(request) else without_readings
        response.content = write(response.content.decode(response.charset)).encode(response.charset)
        if response.has_header("Content-Length"):
            response["Content-Length"] = str(len(response.content))
        return response

    return answered
