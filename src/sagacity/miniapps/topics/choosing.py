"""Choosing what to read: themes, whole areas, single towns."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sagacity.kit import clock, policy
from sagacity.messaging import api as messaging
from sagacity.miniapps.topics import areas, choices
from sagacity.registry import api as registry

SHOWN = 30


@require_http_methods(["GET", "POST"])
@policy.access(policy.ANYONE)
def page(request: HttpRequest) -> HttpResponse:
    """Choose themes and areas; sent twice, the same is chosen."""
    if request.method == "POST":
        return _keep(request)
    mine, language = choices.chosen(request), get_language() or "ja"
    words = request.GET.get("q", "").strip()[:100]
    whole = {area.name for area in areas.whole_areas(mine.others)}
    in_whole = set(areas.towns_of(whole))
    context = {
        "mine": mine,
        "home": _name(mine.home),
        "topics": [
            (topic, topic.name_in(language), topic.summary_in(language), topic.key in mine.themes)
            for topic in messaging.topics()
        ],
        "areas": [(area, area.name in whole) for area in areas.areas()],
        "singles": [town for town in registry.towns() if town.key in set(mine.others) - in_whole],
        "words": words,
        "found": [town for town in registry.towns(words=words) if town.key not in mine.districts][:SHOWN]
        if words
        else [],
    }
    return render(request, "topics/choose.html", context)


def _keep(request: HttpRequest) -> HttpResponse:
    at = clock.now()
    towns = {*areas.towns_of(request.POST.getlist("area")), *_known(request.POST.getlist("town"))}
    try:
        choices.follow_towns(request, towns=towns, at=at)
    except messaging.BadMark:
        messages.error(
            request, _("えらんだ地区が多すぎます。地区をえらばなければ、市ぜんたいの話題が読めます。")
        )
        return HttpResponseRedirect(reverse("topics:choose"))
    choices.follow_themes(request, themes=request.POST.getlist("theme"), at=at)
    messages.success(request, _("おぼえました。"))
    return HttpResponseRedirect(reverse("topics:door"))


@require_POST
@policy.access(policy.ANYONE)
def follow(request: HttpRequest) -> HttpResponse:
    """Follow one theme, or no longer."""
    key, now = request.POST.get("topic", ""), set(choices.chosen(request).themes)
    wanted = now | {key} if request.POST.get("on") == "1" else now - {key}
    choices.follow_themes(request, themes=wanted, at=clock.now())
    next_page = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(next_page, allowed_hosts=None):
        next_page = reverse("topics:door")
    return HttpResponseRedirect(next_page)


@require_POST
@policy.access(policy.ANYONE)
def town(request: HttpRequest) -> HttpResponse:
    """Follow one more town, or one less."""
    mine = set(choices.chosen(request).others)
    wanted = set(_known([request.POST.get("town", "")]))
    try:
        towns = mine | wanted if request.POST.get("on") == "1" else mine - wanted
        choices.follow_towns(request, towns=towns, at=clock.now())
    except messaging.BadMark:
        messages.error(
            request, _("えらんだ地区が多すぎます。地区をえらばなければ、市ぜんたいの話題が読めます。")
        )
    return HttpResponseRedirect(f"{reverse('topics:choose')}#towns")


def _name(key: str) -> str:
    try:
        return registry.town(key).name if key else ""
    except registry.NoSuchTown:
        return ""


def _known(keys: list[str]) -> list[str]:
    asked = set(keys)
    return [one.key for one in registry.towns() if one.key in asked] if asked - {""} else []
