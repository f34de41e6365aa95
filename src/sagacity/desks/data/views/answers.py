"""Answers to the questions of a report: one, the chosen ones, or all of one rule; each can be taken back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sagacity.desks.data import doors
from sagacity.kit import clock, policy
from sagacity.registry import api as registry

CHOICES = ("accept", "keep", "skip", "")
MOST_AT_ONCE = 200


@policy.access(doors.IMPORT)
@require_POST
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """Answer the line whose button was pressed: its name is `<row>|<column>`, its value the choice."""
    doors.run_or_404(key)
    back = doors.back_to(request, f"/desk/data/runs/{key}/")
    chosen = request.POST.getlist("line")[:MOST_AT_ONCE]
    choice = request.POST.get("choice", "?")
    if choice not in CHOICES or not chosen:
        messages.error(request, _("行が選ばれていません。答える行に印を付けてから押してください。"))
        return redirect(back)
    done = 0
    for line in chosen:
        row, _bar, column = line.partition("|")
        try:
            registry.answer(
                key=key,
                row=int(row) if row.isascii() and row.isdigit() else None,
                column=column,
                choice=choice,
                by=policy.person_of(request),
                at=clock.now(),
            )
            done += 1
        except doors.PROBLEMS as problem:
            messages.error(request, str(problem))
    if done and choice:
        messages.success(request, _("%(count)d件に答えました。") % {"count": done})
    elif done:
        messages.success(request, _("%(count)d件の答えを取り消しました。") % {"count": done})
    return redirect(back)


@policy.access(doors.IMPORT)
@require_POST
def answer_rule(request: HttpRequest, key: str) -> HttpResponse:
    """Answer every open question of one rule in the same way."""
    doors.run_or_404(key)
    return doors.press(
        request,
        doors.back_to(request, f"/desk/data/runs/{key}/"),
        registry.answer_all,
        _("この決まりの確認すべてに、同じように答えました。1件ずつ変えることもできます。"),
        key=key,
        rule=request.POST.get("rule", ""),
        choice=request.POST.get("choice", ""),
        by=policy.person_of(request),
        at=clock.now(),
    )
