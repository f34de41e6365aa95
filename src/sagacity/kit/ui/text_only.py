"""Pages as letters only, for slow phones: no pictures, no map, no scripts, one tiny style sheet."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils.cache import patch_vary_headers

from sagacity.kit.ui import preferences

SHEET = "ui/text.css"
_WITH_END = r"script|svg|sg-map|video|audio|iframe|canvas|picture|object"
_PART = re.compile(
    rf"""<(?P<whole>{_WITH_END})\b(?P<said>[^>]*)>.*?</(?P=whole)\s*>"""
    r"""|<link\b(?P<link>[^>]*)>|<img\b(?P<img>[^>]*)>|<source\b[^>]*>""",
    re.DOTALL | re.IGNORECASE,
)
_SPOKEN = re.compile(r"""\b(?:alt|aria-label)=(?:"([^"]*)"|'([^']*)')""")
_MUTE = re.compile(r"""(<(?P<tag>a|button)\b[^>]*\baria-label="(?P<label>[^"]+)"[^>]*>)\s*(</(?P=tag)>)""")
_HELD_BY_FILES = re.compile(r"""\brel=["']?(?:stylesheet|icon|apple-touch-icon|preload|manifest)\b""")


def in_letters(page: str) -> str:
    """A whole page without what has to be fetched; what a picture said stands in its place."""
    lighter = _PART.sub(_instead, page)
    lighter = _MUTE.sub(r"\1\g<label>\4", lighter)  # a button that was only a drawing
    # Without an icon of its own a page makes the browser ask for /favicon.ico.
    sheet = f'<link rel="icon" href="data:,"><link rel="stylesheet" href="{static(SHEET)}">'
    return lighter.replace("</head>", f"{sheet}\n</head>", 1)


def _instead(found: re.Match[str]) -> str:
    if found["link"] is not None:
        return "" if _HELD_BY_FILES.search(found["link"]) else found[0]
    if found["img"] is not None:
        return _spoken(found["img"])
    return _spoken(found["said"] or "") if (found["whole"] or "").lower() == "svg" else ""


def _spoken(attributes: str) -> str:
    said = _SPOKEN.search(attributes)
    return (said[1] or said[2] or "") if said else ""


def for_slow_phones(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Send letters only to whoever chose them. Pages of staff work with scripts and stay as they are."""

    def answered(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
            return response
        patch_vary_headers(response, ("Cookie", "Save-Data"))
        if not preferences.wants_text_only(request) or request.path.startswith(("/staff/", "/desk/")):
            return response
        response.content = in_letters(response.content.decode(response.charset)).encode(response.charset)
        if response.has_header("Content-Length"):
            response["Content-Length"] = str(len(response.content))
        return response

    return answered
