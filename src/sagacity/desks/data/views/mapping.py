"""What kind of data a file holds, and what its headings mean: asked once, remembered."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sagacity.desks.data import doors, kinds, words
from sagacity.kit import clock, policy
from sagacity.registry import api as registry

OPEN = ("asking", "checked")


@policy.access(doors.LOOK)
@require_http_methods(["GET", "HEAD"])
def mapping(request: HttpRequest, key: str) -> HttpResponse:
    run = doors.run_or_404(key)
    if run.state not in OPEN or run.origin != "file":
        return redirect("desk_data:run", key=key)
    return render(request, "desk_data/mapping.html", _page(request, run))


@policy.access(doors.IMPORT)
@require_POST
def choose_kind(request: HttpRequest, key: str) -> HttpResponse:
    doors.run_or_404(key)
    back = f"/desk/data/runs/{key}/"
    try:
        return doors.press(
            request,
            back,
            registry.choose_kind,
            _("種類を決めました。続けて確かめます。"),
            key=key,
            kind=request.POST.get("kind", ""),
            by=policy.person_of(request),
            at=clock.now(),
        )
    except registry.UnknownKind:
        messages.error(request, _("種類が選ばれていません。一覧から選んでください。"))
        return redirect(f"{back}mapping/")


@policy.access(doors.IMPORT)
@require_POST
def confirm(request: HttpRequest, key: str) -> HttpResponse:
    run = doors.run_or_404(key)
    if run.state not in OPEN or run.origin != "file":
        return redirect("desk_data:run", key=key)
    headings = [one.heading for one in registry.propose_mapping(key=key).proposals]
    columns = {heading: request.POST.get(f"column-{at}", "") for at, heading in enumerate(headings)}
    try:
        registry.confirm_mapping(key=key, columns=columns, by=policy.person_of(request), at=clock.now())
    except doors.PROBLEMS as problem:
        page = {**_page(request, run, columns), "problem": str(problem)}
        return render(request, "desk_data/mapping.html", page, status=422)
    messages.success(request, _("見出しの意味を覚えました。同じ形のファイルでは、次から聞きません。"))
    return redirect("desk_data:run", key=key)


def _page(
    request: HttpRequest, run: registry.ImportRun, chosen: dict[str, str] | None = None
) -> dict[str, Any]:
    language = get_language() or "ja"
    page: dict[str, Any] = {
        "run": run,
        "steps": words.steps(run),
        "may_answer": policy.person_of(request).may(doors.IMPORT.permission),
    }
    if not run.kind:
        likely = registry.possible_kinds(key=run.key)[:5]
        page["likely"] = [(kind, kinds.title(kind, language), score) for kind, score in likely]
        page["kinds"] = kinds.choices(language)
        return page
    proposal = registry.propose_mapping(key=run.key)
    samples = registry.sample_values(key=run.key)
    page["kind_title"] = kinds.title(run.kind, language)
    page["kinds"] = kinds.choices(language)
    page["columns"] = [(column.name, column.mark) for column in registry.kind(run.kind).columns]
    page["missing"] = proposal.missing
    page["rows"] = [
        {
            "at": at,
            "heading": one.heading,
            "column": (chosen or {}).get(one.heading, one.column) if chosen is not None else one.column,
            "sure": one.how in ("exact", "alias", "remembered"),
            "how": str(one.how),
            "samples": samples.get(one.heading, ()),
        }
        for at, one in enumerate(proposal.proposals)
    ]
    return page
