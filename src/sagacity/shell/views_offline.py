"""What makes the home a program on a phone: manifest, icons, worker, and a page without a network."""

import hashlib
import json

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sagacity.kit import policy
from sagacity.kit.city import api as city
from sagacity.kit.ui import api as ui
from sagacity.shell import icons, offline

A_DAY = 24 * 60 * 60
SIZES = (180, 192, 512)
OUTBOX = "shell/outbox.js"
STYLES = ("tokens", "base", "layout", "forms", "parts")
FILES = (
    *(f"ui/{name}.css" for name in STYLES),
    "ui/icons.svg",
    "ui/favicon.svg",
    "shell/shell.css",
    "shell/press.js",
    "shell/shell.js",
    "shell/offline.js",
    "shell/queue.js",
    OUTBOX,
)


@policy.access(policy.ANYONE)
def page(request: HttpRequest) -> HttpResponse:
    """What a browser shows without a network; the worker fetches it once in every language."""
    wanted = request.GET.get("language", "")
    language = wanted if ui.is_language(wanted) else get_language() or "ja"
    with translation.override(language):
        answer = render(request, "shell/offline.html", {"words": json.dumps(offline.sentences())})
    answer["Content-Language"] = language
    patch_cache_control(answer, no_cache=True)
    return answer


@policy.access(policy.ANYONE)
def kept(request: HttpRequest) -> HttpResponse:
    """Addresses of this device that its worker keeps for reading without a network."""
    answer = JsonResponse({"language": get_language() or "ja", "paths": offline.paths(request)})
    patch_cache_control(answer, private=True, no_store=True)
    return answer


@policy.access(policy.ANYONE)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker; it changes its version when a file or a sentence of it changes."""
    languages = [code for code, _name in settings.LANGUAGES]
    sentences = {}
    for code in languages:
        with translation.override(code):
            sentences[code] = offline.banner()
    config = {
        "files": [static(name) for name in FILES],
        "languages": languages,
        "sentences": sentences,
        "outbox": static(OUTBOX),
    }
    body = render_to_string("shell/sw.js") + render_to_string("shell/sw_push.js")
    text = json.dumps(config, ensure_ascii=False)
    version = hashlib.sha256((body + text).encode()).hexdigest()[:12]
    answer = HttpResponse(
        f'const VERSION = "{version}";\nconst CONFIG = {text};\n{body}',
        content_type="text/javascript; charset=utf-8",
    )
    patch_cache_control(answer, no_cache=True)
    return answer


@policy.access(policy.ANYONE)
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone asks before it puts the city on its home screen."""
    here, language = city.current(), get_language() or "ja"
    name = here.name_in(language)
    body = {
        "id": "/",
        "name": name,
        "short_name": name,
        "description": _("市の情報と手続きの入口"),
        "lang": ui.html_language(language),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f8f8fb",
        "theme_color": here.colour,
        "icons": [
            {"src": "/icon-192.png", "sizes": "192x192", "type": "image/png"},
            {"src": "/icon-512.png", "sizes": "512x512", "type": "image/png"},
            {
                "src": "/icon-maskable-512.png",
                "sizes": "512x512",
                "type": "image/png",
                "purpose": "maskable",
            },
            {"src": "/icon.svg", "sizes": "any", "type": "image/svg+xml"},
        ],
    }
    answer = JsonResponse(
        body, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False}
    )
    patch_cache_control(answer, no_cache=True)
    return answer


@policy.access(policy.ANYONE)
def icon_svg(request: HttpRequest) -> HttpResponse:
    return _picture(icons.svg(colour=city.current().colour).encode(), "image/svg+xml")


@policy.access(policy.ANYONE)
def icon_png(request: HttpRequest, size: int) -> HttpResponse:
    return _png(size)


@policy.access(policy.ANYONE)
def icon_maskable(request: HttpRequest, size: int) -> HttpResponse:
    return _png(size, maskable=True)


def _png(size: int, *, maskable: bool = False) -> HttpResponse:
    if size not in SIZES:
        raise Http404(str(size))
    # An iPhone paints the clear corners of a picture black, so its size is drawn to the edge.
    full = maskable or size == SIZES[0]
    return _picture(icons.png(size=size, colour=city.current().colour, maskable=full), "image/png")


def _picture(body: bytes, media_type: str) -> HttpResponse:
    answer = HttpResponse(body, content_type=media_type)
    patch_cache_control(answer, public=True, max_age=A_DAY)
    return answer
