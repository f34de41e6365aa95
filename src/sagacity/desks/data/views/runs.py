"""One file on its way: progress, report, and the buttons that move it on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sagacity.desks.data import doors, reports, stuck, words
from sagacity.desks.data.forms import ReasonForm
from sagacity.kit import clock, policy
from sagacity.registry import api as registry


@policy.access(doors.LOOK)
def one(request: HttpRequest, key: str) -> HttpResponse:
    run = doors.run_or_404(key)
    if run.state in words.WORKING:
        page = {"run": run, "steps": words.steps(run), "stuck": stuck.is_stuck(run)}
        return render(request, "desk_data/progress.html", page)
    if run.state == "asking":
        return redirect("desk_data:mapping", key=key)
    return render(request, "desk_data/report.html", reports.page(request, run))


@policy.access(doors.LOOK)
def progress(request: HttpRequest, key: str) -> HttpResponse:
    """The bar alone, for the page that asks every two seconds; says when there is something to read."""
    run = doors.run_or_404(key)
    answer = render(request, "desk_data/progress_bar.html", {"run": run})
    if run.state not in words.WORKING or stuck.is_stuck(run):
        answer["HX-Refresh"] = "true"
    return answer


@policy.access(doors.IMPORT)
@require_POST
def cancel(request: HttpRequest, key: str) -> HttpResponse:
    doors.run_or_404(key)
    return doors.press(request, _page(key), registry.cancel, _("取りやめました。"), **_who(request, key))


@policy.access(doors.IMPORT)
@require_POST
def submit(request: HttpRequest, key: str) -> HttpResponse:
    doors.run_or_404(key)
    done = _("提出しました。ほかの承認者が確かめて公開します。")
    return doors.press(request, _page(key), registry.submit, done, **_who(request, key))


@policy.access(doors.APPROVE)
@require_POST
def approve(request: HttpRequest, key: str) -> HttpResponse:
    doors.run_or_404(key)
    done = _("承認しました。公開の用意をしています。")
    return doors.press(request, _page(key), registry.approve, done, **_who(request, key))


@policy.access(doors.APPROVE)
@require_POST
def refuse(request: HttpRequest, key: str) -> HttpResponse:
    return _with_reason(request, key, registry.refuse, _("承認しませんでした。理由を担当者に伝えます。"))


@policy.access(doors.APPROVE)
@require_POST
def undo(request: HttpRequest, key: str) -> HttpResponse:
    return _with_reason(request, key, registry.undo, _("この取り込みの前の状態に戻しました。"))


@policy.access(doors.LOOK)
@require_POST
def recheck(request: HttpRequest, key: str) -> HttpResponse:
    doors.run_or_404(key)
    done = _("もう一度確かめ、いま公開しているものとくらべます。")
    return doors.press(request, _page(key), registry.recheck, done, **_who(request, key))


def _with_reason(request: HttpRequest, key: str, verb: reports.Verb, done: str) -> HttpResponse:
    run = doors.run_or_404(key)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        page = {**reports.page(request, run), "reason": form}
        return render(request, "desk_data/report.html", page, status=422)
    return doors.press(
        request, _page(key), verb, done, reason=form.cleaned_data["reason"], **_who(request, key)
    )


def _who(request: HttpRequest, key: str) -> dict[str, object]:
    return {"key": key, "by": policy.person_of(request), "at": clock.now()}


def _page(key: str) -> str:
    return f"/desk/data/runs/{key}/"
