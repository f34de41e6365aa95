"""Deciding: checks ticked, what the resident will read before the eyes, what comes out looked at before."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sagacity.desks.counter import doors, forms, outgoing, screen, tasks, texts, words
from sagacity.desks.counter.views import acts, one
from sagacity.kit import clock, policy
from sagacity.procedures.cases import api as cases


@policy.access(doors.DECIDE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, key: str) -> HttpResponse:
    """The form; sent with `press=look` it shows what the resident will read, and decides nothing."""
    case, at = doors.case_or_404(request, key), clock.now()
    story = one.opened(request, case, at=at)
    if story is None:
        return one.show(request, case, at=at)
    checks = tasks.checks_of(screen.stage_of(story))
    sent = request.method == "POST"
    form = forms.DecideForm(
        request.POST if sent else None, initial={"seen": case.events}, checks=checks, auto_id="decide_%s"
    )
    if sent and form.is_valid() and request.POST.get("press") == "decide":
        return _decide(request, case, form)
    context: dict[str, Any] = {
        "case": case,
        "form": form,
        "decisions": [(key, *said) for key, said in words.DECISIONS.items()],
        "looks": texts.looks(form) if sent and form.is_valid() else (),
        "lacking": outgoing.lacking(story, at=at),
        "has_outcome": outgoing.has_outcome(story),
        "why_not": tasks.why_not_decide(story, policy.person_of(request)),
        **screen.heading(case, at=at),
    }
    return render(request, "desk_counter/decide.html", context, status=422 if sent and form.errors else 200)


def _decide(request: HttpRequest, case: cases.Case, form: forms.DecideForm) -> HttpResponse:
    said = form.cleaned_data
    return acts.press(
        request,
        case,
        form,
        "decide_form",
        cases.decide,
        str(DONE[said["decision"]]),
        decision=said["decision"],
        reason=texts.joined(form.texts()),
        checks=said.get("checks", []),
    )


DONE: dict[str, words.Words] = {
    "yes": _("認めました。結果の書類ができると、本人に届きます。"),
    "no": _("認めないと決めました。理由が本人に届きます。"),
    "dismissed": _("却下しました。理由が本人に届きます。"),
}
