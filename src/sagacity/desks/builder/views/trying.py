"""The draft as a resident sees it, and what sample answers lead to."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_safe

from sagacity.desks.builder import doors, trying
from sagacity.kit import clock, policy
from sagacity.kit.city import api as city
from sagacity.kit.manifest import in_language
from sagacity.procedures import api as procedures
from sagacity.procedures.forms import api as forms


@policy.access(doors.LOOK)
@xframe_options_sameorigin
@require_safe
def preview(request: HttpRequest, key: str) -> HttpResponse:
    """Every block as a screen of a phone."""
    definition = doors.draft_or_404(key).definition
    language = request.GET.get("language", "ja")
    context = {
        "key": key,
        "name": in_language(definition.name, language),
        "about": in_language(definition.about, language),
        "screens": trying.screens(definition, language, at=clock.now()),
        "eras": forms.ERAS,
        "language": language,
        "languages": tuple(city.LANGUAGE_NAMES),
    }
    return render(request, "desk_builder/preview.html", context)


@policy.access(doors.LOOK)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, key: str) -> HttpResponse:
    """Sample answers, and what comes of them. They are kept nowhere."""
    draft = doors.draft_or_404(key)
    definition, at = draft.definition, clock.now()
    sent = request.POST if request.method == "POST" else None
    answers = trying.typed(definition, sent) if sent and sent.get("do") != "samples" else {}
    if sent is not None and sent.get("do") == "samples":
        answers = procedures.sample_answers(definition=definition, at=at)
    facts = trying.facts_of(sent)
    context = {
        "draft": draft,
        "facts": facts,
        "screens": trying.screens(definition, "ja", answers, facts=facts, at=at),
        "eras": forms.ERAS,
        "result": trying.tried(definition, answers, facts, at=at) if sent is not None else None,
    }
    return render(request, "desk_builder/try.html", context)
