"""The residents' home: today's cards, the shelf, the search box."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from sagacity.identity.accounts import api as accounts
from sagacity.kit import clock, policy
from sagacity.kit.ui import api as ui
from sagacity.shell import first_use, home, letters, manifests, same_page, shelf, words


@policy.access(policy.ANYONE)
def front(request: HttpRequest) -> HttpResponse:
    """What concerns me today."""
    at = clock.now()
    answer = HttpResponse(same_page.drawn(request, at=at, draw=_front))
    patch_cache_control(answer, private=True, no_cache=True)
    return answer


def _front(request: HttpRequest, at: datetime) -> str:
    language = get_language() or "ja"
    waiting = letters.letters(request, at=at)
    tiles = [
        (
            first_use.door(request, manifest),
            manifest.icon,
            manifest.name_in(language),
            waiting.unread if manifest.key == letters.APP else 0,
        )
        for manifest in shelf.shelf(request).on
    ]
    page = {
        "today": home.today(request, at=at, told={one.url for one in waiting.popups}),
        "tiles": tiles,
        "letters": waiting,
        "inbox": letters.INBOX,
        "token": ui.TOKEN,
    }
    return render_to_string("shell/home.html", page, request)


@policy.access(policy.ANYONE)
@require_POST
def popup_read(request: HttpRequest) -> HttpResponse:
    """A pop-up has been read; pressing twice changes nothing."""
    letters.read(request, notice=request.POST.get("notice", ""), at=clock.now())
    return HttpResponseRedirect("/")


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
            "proof": accounts.words_of(manifest.assurance).takes,
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
        "proof": accounts.words_of(manifest.assurance).takes,
    }
    return render(request, "shell/start.html", page)
