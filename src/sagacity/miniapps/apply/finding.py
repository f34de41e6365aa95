"""The first page: procedures by words, life event or division; my open forms and cases above."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sagacity.kit import clock, policy
from sagacity.kit.manifest import in_language
from sagacity.miniapps.apply import mine, words
from sagacity.miniapps.apply.who import who
from sagacity.procedures import api as procedures
from sagacity.procedures.api import Sort
from sagacity.procedures.surveys import api as surveys

LONGEST = 100


@policy.access(policy.ANYONE)
@never_cache
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Every procedure that can be asked for now, or those that fit."""
    at, language = clock.now(), get_language() or "ja"
    asked = request.GET.get("q", "").strip()[:LONGEST]
    event, division = request.GET.get("event", ""), request.GET.get("division", "")
    known = [one for one in procedures.procedures(at=at) if one.sort is not Sort.SURVEY]
    fitting = procedures.find(words=asked, life_event=event, division=division, at=at, language=language)
    found = [one for one in fitting if one.sort is not Sort.SURVEY]
    asks = who(request)
    asking = surveys.find(words=asked, at=at, language=language) if asked else []
    page = {
        "words": asked,
        "event": event,
        "division": division,
        "events": words.life_events({key for one in known for key in one.life_events}),
        "divisions": sorted({one.division for one in known}),
        "found": [(one, in_language(one.name, language), in_language(one.about, language)) for one in found],
        "surveys": [(one.key, in_language(one.name, language)) for one in asking],
        "narrowed": bool(asked or event or division),
        "open": mine.open_forms(asks, at=at, language=language),
        "cases": mine.latest(asks, language=language),
    }
    return render(request, "apply/find.html", page)
