"""What this device remembers: read it, take it along, forget it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sagacity.identity import api as identity
from sagacity.identity.accounts import api as accounts
from sagacity.kit import clock, keeping, policy
from sagacity.shell import district, manifests, muting, welcome, words


@policy.access(policy.ANYONE)
def settings(request: HttpRequest) -> HttpResponse:
    """District, language, letters, shelf, and everything this device remembers."""
    kept = identity.everything_kept(request)
    elsewhere = keeping.everything_kept(person=identity.device_of(request).key)
    page = {
        "district": district.chosen(request),
        "kept": bool(kept),
        "notes": [*_by_app(kept), *_by_room(elsewhere)],
        "muted": muting.muted(request),
        "children": welcome.children(request),
        "resident": accounts.resident_of(request),
    }
    answer = render(request, "shell/settings.html", page)
    patch_cache_control(answer, private=True, no_cache=True)
    return answer


@policy.access(policy.ANYONE)
def export(request: HttpRequest) -> HttpResponse:
    """The same as a file, for the resident to take along."""
    kept = identity.everything_kept(request)
    kept |= keeping.everything_kept(person=identity.device_of(request).key)
    answer = JsonResponse(kept, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = 'attachment; filename="sagacity.json"'
    patch_cache_control(answer, private=True, no_store=True)
    return answer


@policy.access(policy.ANYONE)
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Everything is forgotten, here and in the pages the browser kept for reading without a network."""
    # At once, while the resident looks; the signal of identity comes to the same rooms a moment later.
    keeping.forget_everywhere(person=identity.device_of(request).key)
    identity.forget_everything(request, at=clock.now())
    messages.success(request, _("この端末の記録を、すべて消しました。"))
    answer = HttpResponseRedirect("/settings/?forgotten=1")
    answer["Clear-Site-Data"] = '"cache", "storage"'
    return answer


def _by_app(kept: dict[str, Any]) -> list[dict[str, object]]:
    language = get_language() or "ja"
    used = list(dict.fromkeys(note["app"] for note in kept.get("notes", [])))
    lines: list[dict[str, object]] = []
    for key in used:
        manifest = manifests.find(key)
        name = manifest.name_in(language) if manifest else _("ホームの並びと案内")
        keeps = words.keeps(manifest.keeps) if manifest else []
        lines.append({"name": name, "keeps": keeps, "icon": manifest.icon if manifest else "home"})
    return lines


def _by_room(kept: dict[str, dict[str, Any]]) -> list[dict[str, object]]:
    """What rooms keep, counted: the whole is in the file."""
    return [
        {
            "name": told.title,
            "keeps": [_("%(what)s: %(n)s件") % {"what": what, "n": n} for what, n in told.parts],
            "icon": told.icon,
        }
        for told in keeping.told(kept, language=get_language() or "ja")
    ]
