"""Choosing the district: by group, by words in kanji or kana, or not at all."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from sagacity.kit import clock, policy
from sagacity.registry import api as registry
from sagacity.shell import district, welcome

SHOWN = 60


@policy.access(policy.ANYONE)
def choose(request: HttpRequest) -> HttpResponse:
    """The one place where a district is chosen."""
    if request.method == "POST":
        return _keep(request)
    words = request.GET.get("q", "").strip()[:80]
    group = request.GET.get("group")
    listed = group is not None and not words
    towns = district.towns(words=words, group=None if words else group) if words or listed else []
    page = {
        "chosen": district.chosen(request),
        "words": words,
        "group": group if listed else None,
        "listed": listed,
        "groups": district.groups(),
        "towns": towns[:SHOWN] if words else towns,
        "more": max(0, len(towns) - SHOWN) if words else 0,
        "next": _next(request),
    }
    return render(request, "shell/district.html", page)


def _keep(request: HttpRequest) -> HttpResponse:
    key, at = request.POST.get("district", ""), clock.now()
    try:
        name = district.choose(request, key=key, at=at) if key or district.chosen(request) else ""
    except registry.NoSuchTown:
        messages.error(request, _("その町は、いまの一覧にありません。もう一度えらんでください。"))
        return HttpResponseRedirect("/district/")
    if name:
        messages.success(request, _("「%(town)s」をおぼえました。いつでもかえられます。") % {"town": name})
    else:
        welcome.skip_district(request, at=at)
        messages.success(request, _("町をえらばずに使います。あとで設定からえらべます。"))
    return HttpResponseRedirect(_next(request) or "/")


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else ""
