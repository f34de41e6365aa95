"""Arranging the shelf: by buttons in plain forms, and by dragging where a browser can."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sagacity.kit import clock, policy
from sagacity.kit.manifest import Manifest
from sagacity.shell import shelf


@policy.access(policy.ANYONE)
def arrange(request: HttpRequest) -> HttpResponse:
    """The shelf with its buttons."""
    if request.method == "POST":
        order = request.POST.get("order", "").split(",")
        shelf.arrange(request, order=order, at=clock.now())
        return HttpResponseRedirect("/shelf/")
    current = shelf.shelf(request)
    page = {"on": [_named(one) for one in current.on], "off": [_named(one) for one in current.off]}
    return render(request, "shell/shelf.html", page)


@policy.access(policy.ANYONE)
@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """One press of one button: up, down, remove, add, or all as it was."""
    key, act, at = request.POST.get("key", ""), request.POST.get("act", ""), clock.now()
    try:
        if act in {"up", "down"}:
            shelf.move(request, key=key, by=-1 if act == "up" else 1, at=at)
        elif act == "add":
            shelf.add(request, key=key, at=at)
            messages.success(request, _("ホームに出しました。"))
        elif act == "remove":
            shelf.remove(request, key=key, at=at)
            messages.success(request, _("ホームから外しました。いつでも戻せます。"))
        elif act == "reset":
            shelf.reset(request)
            messages.success(request, _("はじめの並びに戻しました。"))
        else:
            raise BadRequest("act")
    except shelf.NotOnTheShelf as problem:
        raise BadRequest("key") from problem
    back = "/apps/" if request.POST.get("back") == "apps" else "/shelf/"
    return HttpResponseRedirect(f"{back}#{key}" if key else back)


def _named(manifest: Manifest) -> dict[str, str]:
    language = get_language() or "ja"
    return {
        "key": manifest.key,
        "icon": manifest.icon,
        "name": manifest.name_in(language),
        "summary": manifest.summary_in(language),
    }
