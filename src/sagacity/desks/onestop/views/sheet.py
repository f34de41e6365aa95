"""The one screen: every question once, how each procedure stands, the resident's screen, what comes next."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sagacity.desks.onestop import doors, words
from sagacity.kit import clock, policy
from sagacity.procedures.api import Source
from sagacity.procedures.forms import api as forms
from sagacity.procedures.guide import api as guide
from sagacity.procedures.visits import api as visits

QUIET = "quiet"


@policy.access(doors.COUNTER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, key: str) -> HttpResponse:
    """What was typed is kept, good or not; a colleague's or the resident's words are not overwritten."""
    visit = doors.visit_or_404(key)
    if visit.state is visits.State.DONE:
        return redirect("desk_onestop:list", key=key)
    if visit.is_over:
        messages.info(request, _("この受付は終わっています。"))
        return redirect("desk_onestop:home")
    if visit.clerk != policy.person_of(request).key:
        return redirect("desk_onestop:take-over", key=key)
    at, language = clock.now(), words.language()
    sheet = visits.sheet(visit=key, at=at, language=language)
    if request.method != "POST":
        return _drawn(request, sheet)
    pressed = visits.press(sheet=sheet, post=request.POST, source=Source.STAFF, at=at, language=language)
    if QUIET in request.POST:
        return JsonResponse({"revision": pressed.written.sheet.visit.revision})
    if pressed.again.do == "keep" and not pressed.written.elsewhere:
        return redirect("desk_onestop:one", key=key)
    if pressed.is_good and pressed.written.sheet.is_whole:
        messages.success(
            request, _("足りないところはありません。本人に読んでもらい、署名をもらってください。")
        )
        return redirect("desk_onestop:one", key=key)
    return _drawn(request, pressed.written.sheet, pressed)


@policy.access(doors.COUNTER)
@never_cache
@require_safe
def live(request: HttpRequest, key: str) -> HttpResponse:
    """How it stands now, and which answers came from elsewhere since this page was drawn."""
    visit = doors.visit_or_404(key)
    if visit.is_over or visit.clerk != policy.person_of(request).key:
        return HttpResponse(status=410)
    since = request.GET.get("since", "")
    sheet = visits.sheet(visit=key, at=clock.now(), language=words.language())
    changed = visits.changed_since(
        visit=key, revision=int(since) if since.isdigit() else 0, writer=request.GET.get("writer", "")
    )
    part = render(request, "desk_onestop/state.html", state_of(sheet))
    return JsonResponse({"revision": visit.revision, "changed": changed, "state": part.content.decode()})


def state_of(sheet: visits.Sheet) -> dict[str, Any]:
    """What changes by itself on the clerk's page."""
    return {
        "visit": sheet.visit,
        "seen": sheet.visit.revision,
        "parts": [(words.here(one.definition.name), one, len(one.checked.faults)) for one in sheet.parts],
        "why_not": [
            (words.here(one.definition.name), words.here(why))
            for one in sheet.parts
            for why in one.checked.why_not
        ],
        "is_whole": sheet.is_whole,
        "asked": len(sheet.checked.asked),
        "saved": sum(len(one.checked.asked) for one in sheet.parts) - len(sheet.checked.asked),
        "left": len({fault.question for fault in sheet.checked.faults}),
    }


def _drawn(request: HttpRequest, sheet: visits.Sheet, pressed: visits.Pressed | None = None) -> HttpResponse:
    at, language = clock.now(), words.language()
    view = visits.sheet_view(sheet=sheet, at=at, language=language, reader=Source.STAFF, pressed=pressed)
    wanted = {one.procedure for one in sheet.visit.wanted}
    context = {
        **state_of(sheet),
        "view": view.block,
        "groups": view.groups,
        "writer": request.POST.get("writer", "")[:40] or secrets.token_hex(8),
        "eras": forms.ERAS,
        "files_url": "",
        "logic_url": forms.logic_url(),
        "papers": [
            (words.here(one.definition.name), [
                words.here(paper.label) for paper in one.definition.papers if paper.key in one.checked.papers
            ])
            for one in sheet.parts if one.checked.papers
        ],
        "others": [
            (one.key, words.here(one.name)) for one in visits.offered(at=at) if one.key not in wanted
        ],
        "steps": _steps(sheet.visit, wanted),
    }  # fmt: skip
    return render(request, "desk_onestop/one.html", context, status=pressed.again.status if pressed else 200)


def _steps(visit: visits.Visit, wanted: set[str]) -> list[guide.StepView]:
    """What the guide's list asks for beside the sheet."""
    try:
        handed = guide.handed_set(key=visit.handed, at=clock.now())
        answer = guide.answer(
            event=handed.event, answers=handed.answers, at=clock.now(), language=words.language()
        )
    except (guide.NoSuchSet, guide.NoSuchEvent):
        return []
    beside = {one.rule for one in answer.steps if one.task.online not in wanted}
    view = guide.answer_view(answer=answer, language=words.language(), done=handed.done)
    return [one for one in view.steps if one.rule in beside]
