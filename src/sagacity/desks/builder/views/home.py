"""Every procedure with its versions, and every draft."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sagacity.desks.builder import doors
from sagacity.kit import clock, policy
from sagacity.kit.manifest import in_language
from sagacity.kit.ui import api as ui
from sagacity.procedures import api as procedures

ROWS = 50


@policy.access(doors.LOOK)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    words, at = request.GET.get("words", "").strip()[:100], clock.now()
    in_force = {one.key: one for one in procedures.procedures(at=at)}
    rows = [_row(key, in_force.get(key)) for key in procedures.procedure_keys()]
    if words:
        found = {one.key for one in procedures.find(words=words, at=at)}
        rows = [row for row in rows if row["key"] in found or words in str(row["name"])]
    first = ui.offset(request, per_page=ROWS)
    context = {
        "drafts": procedures.drafts(),
        "rows": rows[first : first + ROWS],
        "total": len(rows),
        "per_page": ROWS,
        "words": words,
        "may_edit": policy.person_of(request).may(doors.EDIT.permission),
    }
    return render(request, "desk_builder/home.html", context)


@policy.access(doors.LOOK)
@require_safe
def one(request: HttpRequest, procedure: str) -> HttpResponse:
    versions = procedures.versions_of(procedure=procedure)
    if not versions:
        raise Http404(procedure)
    in_force = _in_force(procedure)
    pairs = [
        (each, procedures.changes_in_words(procedures.compare(older, each)) if older else [])
        for each, older in zip(versions, [*versions[1:], None], strict=True)
    ]
    context = {
        "procedure": procedure,
        "name": in_language(versions[0].name, "ja"),
        "versions": pairs,
        "in_force": in_force,
        "last_day": procedures.last_day_of(procedure=procedure),
        "drafts": [each for each in procedures.drafts() if each.procedure == procedure],
        "may_edit": policy.person_of(request).may(doors.EDIT.permission),
    }
    return render(request, "desk_builder/procedure.html", context)


@policy.access(doors.LOOK)
@require_safe
def export(request: HttpRequest, procedure: str, version: str) -> HttpResponse:
    try:
        found = procedures.definition(procedure=procedure, version=version)
    except procedures.NoSuchProcedure as problem:
        raise Http404(procedure) from problem
    return as_file(found)


def as_file(definition: procedures.Definition) -> HttpResponse:
    answer = HttpResponse(
        procedures.write(definition=definition), content_type="application/toml; charset=utf-8"
    )
    name = f"{definition.key}_{definition.version}.toml"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _row(key: str, in_force: procedures.Definition | None) -> dict[str, object]:
    newest = procedures.versions_of(procedure=key)[0]
    shown = in_force or newest
    return {
        "key": key,
        "name": in_language(shown.name, "ja"),
        "division": shown.division,
        "version": in_force.version if in_force else "",
        "coming": newest if newest.version != shown.version else None,
        "questions": len(shown.questions()),
    }


def _in_force(procedure: str) -> str:
    try:
        return procedures.definition(procedure=procedure, at=clock.now()).version
    except procedures.NotInForce:
        return ""
