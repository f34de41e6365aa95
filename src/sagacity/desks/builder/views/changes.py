"""What was changed: every saved state, and two of them compared in words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sagacity.desks.builder import doors
from sagacity.kit import policy
from sagacity.procedures import api as procedures


@policy.access(doors.LOOK)
@require_safe
def page(request: HttpRequest, key: str) -> HttpResponse:
    draft = doors.draft_or_404(key)
    asked = request.GET.get("with", "")
    number = int(asked) if asked.isdigit() else 0
    context = {
        "draft": draft,
        "states": procedures.draft_states(key=key),
        "number": number,
        "may_edit": policy.person_of(request).may(doors.EDIT.permission) and draft.state == "open",
        "versions": procedures.versions_of(procedure=draft.procedure),
        "version": request.GET.get("version", ""),
        "changes": None,
    }
    before = _other(draft, number, context["version"])
    if before is not None:
        found = procedures.compare(before, draft.definition)
        context["changes"] = procedures.changes_in_words(found)
    return render(request, "desk_builder/changes.html", context)


def _other(draft: procedures.Draft, number: int, version: object) -> procedures.Definition | None:
    if number:
        return doors.state_or_404(draft.key, number)
    versions = procedures.versions_of(procedure=draft.procedure)
    wanted = str(version or draft.base)
    return next((one for one in versions if one.version == wanted), None)
