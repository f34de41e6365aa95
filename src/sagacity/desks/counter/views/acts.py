"""The buttons that move a case on. Pressed twice, each does its work once; whoever comes second is told."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sagacity.desks.counter import doors, forms, pictures, pressing, screen, tasks
from sagacity.desks.counter.views import one
from sagacity.kit import clock, policy
from sagacity.procedures import api as procedures
from sagacity.procedures.cases import api as cases


@policy.access(doors.WORK)
@require_POST
def take(request: HttpRequest, key: str) -> HttpResponse:
    form = forms.OnceForm(request.POST)
    return act(request, key, form, "once_form", cases.take, _("あなたの担当になりました。"))


@policy.access(doors.WORK)
@require_POST
def assign(request: HttpRequest, key: str) -> HttpResponse:
    case = doors.case_or_404(request, key)
    form = forms.AssignForm(request.POST, colleagues=tasks.colleagues(case.division), auto_id="assign_%s")
    return act(request, key, form, "assign_form", cases.assign, _("担当を決めました。"), to="assignee")


@policy.access(doors.WORK)
@require_POST
def comment(request: HttpRequest, key: str) -> HttpResponse:
    form = forms.CommentForm(request.POST, auto_id="comment_%s")
    done = _("メモを残しました。")
    return act(request, key, form, "comment_form", cases.comment, done, fresh=False, text="text")


@policy.access(doors.WORK)
@require_POST
def pass_on(request: HttpRequest, key: str) -> HttpResponse:
    """To the next stage, once everything that is to be looked at was looked at."""
    case = doors.case_or_404(request, key)
    definition = procedures.definition(procedure=case.procedure, version=case.version)
    stage = next((each for each in definition.stages if each.key == case.stage), None)
    form = forms.ChecksForm(request.POST, checks=tasks.checks_of(stage), auto_id="checks_%s")
    done = _("次の段階に進めました。")
    said: dict[str, Any] = {"checks": request.POST.getlist("checks"), "stage": case.stage}
    return act(request, key, form, "checks_form", cases.pass_stage, done, **said)


@policy.access(doors.WORK)
@require_POST
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """On the wish of the resident, who asked for it at the counter, by telephone or by letter."""
    form = forms.ReasonForm(request.POST, auto_id="withdraw_%s")
    done = _("取り下げました。払われた手数料があれば、返す手続きが始まります。")
    return act(
        request, key, form, "withdraw_form", cases.withdraw, done, reason="reason", channel=cases.Way.DESK
    )


@policy.access(doors.DECIDE)
@require_POST
def reopen(request: HttpRequest, key: str) -> HttpResponse:
    form = forms.ReasonForm(request.POST, auto_id="reopen_%s")
    done = _("もう一度開きました。はじめの段階から確かめます。")
    return act(request, key, form, "reopen_form", cases.reopen, done, reason="reason")


@policy.access(doors.WORK)
@never_cache
@require_POST
def hand_over(request: HttpRequest, key: str) -> HttpResponse:
    """A code to go on with the case at another place; shown once, for a short time."""
    case, at = doors.case_or_404(request, key), clock.now()
    try:
        token = cases.hand_over(case=key, by=policy.person_of(request), at=at)
    except pressing.PROBLEMS as problem:
        messages.error(request, pressing.in_words(problem))
        return redirect("desk_counter:one", key=key)
    context = {"case": case, "token": token, "picture": pictures.qr(token.text)}
    return render(request, "desk_counter/hand_over.html", {**screen.heading(case, at=at), **context})


def act(
    request: HttpRequest,
    key: str,
    form: forms.OnceForm,
    name: str,
    verb: Callable[..., Any],
    done: str,
    *,
    fresh: bool = True,
    **said: Any,
) -> HttpResponse:
    """Do what a form says and go back to the screen; a word of `said` that names a field is that field's."""
    case, at = doors.case_or_404(request, key), clock.now()
    if not form.is_valid():
        return one.show(request, case, at=at, status=422, **{name: form})
    told = form.cleaned_data
    filled = {
        word: told.get(value, value) if isinstance(value, str) else value for word, value in said.items()
    }
    return press(request, case, form, name, verb, done, fresh=fresh, **filled)


def press(
    request: HttpRequest,
    case: cases.Case,
    form: forms.OnceForm,
    name: str,
    verb: Callable[..., Any],
    done: str,
    *,
    fresh: bool = True,
    **said: Any,
) -> HttpResponse:
    """Do what a good form says, unless others were quicker, and go back to the screen with a word on it."""
    told = form.cleaned_data
    once = str(told["once"])
    if fresh and case.events != told["seen"] and not pressing.was_done(request, once):
        return overtaken(request, case, form, name)
    by, at = policy.person_of(request), clock.now()
    problem = pressing.press(verb, case=case.key, by=by, at=at, client_key=once, **said)
    if problem:
        messages.error(request, problem)
    else:
        pressing.is_done(request, once)
        messages.success(request, done)
    return redirect("desk_counter:one", key=case.key)


def overtaken(request: HttpRequest, case: cases.Case, form: forms.OnceForm, name: str) -> HttpResponse:
    """Nothing is done: the screen says who did what in the meantime, and keeps what was typed."""
    seen = int(form.cleaned_data["seen"])
    data = dict(form.data.items())  # of a field that was sent twice, the last
    form.data = {**data, "seen": str(case.events)}
    return one.show(request, case, at=clock.now(), status=409, overtaken_from=seen, **{name: form})
