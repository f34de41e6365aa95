"""The residents' home: today's cards, the shelf, the search box."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language

from sagacity.kit import clock, policy
from sagacity.shell import first_use, home, manifests, same_page, shelf, words


@policy.access(policy.ANYONE)
def front(request: HttpRequest) -> HttpResponse:
    """What concerns me today."""
    at = clock.now()
    answer = HttpResponse(same_page.drawn(request, at=at, draw=_front))
    patch_cache_control(answer, private=True, no_cache=True)
    return answer


def _front(request: HttpRequest, at: datetime) -> str:
    language = get_language() or "ja"
    tiles = [
        (first_use.door(request, manifest), manifest.icon, manifest.name_in(language))
        for manifest in shelf.shelf(request).on
    ]
    page = {"today": home.today(request, at=at), "tiles": tiles}
    return render_to_string("shell/home.html", page, request)


@policy.access(policy.ANYONE)
def apps(request: HttpRequest) -> HttpResponse:
    """All mini-apps, with what each uses and keeps."""
    language = get_language() or "ja"
    on = {manifest.key for manifest in shelf.shelf(request).on}
    rows = [
        {
            "app": manifest,
            "name": manifest.name_in(language),
            "summary": manifest.summary_in(language),
            "uses": words.uses(manifest.uses),
            "keeps": words.keeps(manifest.keeps),
            "on_shelf": manifest.key in on,
        }
        for manifest in manifests.residents()
    ]
    return render(request, "shell/apps.html", {"rows": rows})


@policy.access(policy.ANYONE)
def start(request: HttpRequest, key: str) -> HttpResponse:
    """Before the first use: what this mini-app works with and what it will remember."""
    manifest = first_use.known(key)
    if request.method == "POST":
        first_use.begin(request, manifest=manifest, at=clock.now())
        return HttpResponseRedirect(manifest.resident_path)
    language = get_language() or "ja"
    page = {
        "app": manifest,
        "name": manifest.name_in(language),
        "summary": manifest.summary_in(language),
        "uses": words.uses(manifest.uses),
        "keeps": words.keeps(manifest.keeps),
    }
    return render(request, "shell/start.html", page)
