"""「この情報は違います」: what people say, and what a clerk decides."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sagacity.desks.data import doors
from sagacity.desks.data.forms import AnswerForm
from sagacity.kit import clock, policy
from sagacity.registry import api as registry

STATES = ("open", "accepted", "declined")


@policy.access(doors.LOOK)
def inbox(request: HttpRequest) -> HttpResponse:
    state = request.GET.get("state", "open")
    state = state if state in STATES else "open"
    page = {"state": state, "corrections": registry.corrections(state=state, limit=200)}
    return render(request, "desk_data/corrections.html", page)


@policy.access(doors.LOOK)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, key: str) -> HttpResponse:
    try:
        correction = registry.correction(key)
    except registry.NoSuchCorrection as problem:
        raise Http404(key) from problem
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _decide(request, correction, form):
        return redirect("desk_data:corrections")
    page = {"correction": correction, "form": form, "columns": _columns(correction)}
    return render(request, "desk_data/correction.html", page, status=422 if request.method == "POST" else 200)


def _decide(request: HttpRequest, correction: registry.Correction, form: AnswerForm) -> bool:
    accept = request.POST.get("decision") == "accept"
    try:
        registry.decide_correction(
            key=correction.key,
            accept=accept,
            by=policy.person_of(request),
            at=clock.now(),
            answer=form.cleaned_data["answer"],
            value=request.POST.get("value", "").strip() or None,
            column=request.POST.get("column", ""),
        )
    except doors.PROBLEMS as problem:
        messages.error(request, str(problem))
        return False
    done = _("受け入れました。承認されると公開されます。") if accept else _("返事を記録しました。")
    messages.success(request, done)
    return True


def _columns(correction: registry.Correction) -> list[tuple[str, str]]:
    """Which columns the record has, with what stands there now."""
    try:
        records = registry.records_of(correction.record)
    except registry.NoSuchRecord:
        return []
    found: dict[str, str] = {}
    for record in records:
        for name, value in record.fields.items():
            found.setdefault(name, str(value))
    return sorted(found.items())
