"""The buttons that move a notice on. Pressed twice, each does its work once and says so."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sagacity.desks.notices import doors
from sagacity.desks.notices.forms import ReasonForm
from sagacity.desks.notices.views import one
from sagacity.kit import clock, policy
from sagacity.messaging import api as messaging

DRAFT, WAITING = messaging.NoticeState.DRAFT, messaging.NoticeState.WAITING
SCHEDULED, PUBLISHED = messaging.NoticeState.SCHEDULED, messaging.NoticeState.PUBLISHED
RECALLED = messaging.NoticeState.RECALLED
PROBLEMS = (messaging.NotNow, messaging.SamePerson, messaging.BadDraft)


@policy.access(doors.WRITE)
@require_POST
def submit(request: HttpRequest, key: str) -> HttpResponse:
    notice = doors.notice_or_404(key)
    if notice.state != DRAFT:
        messages.info(request, _("すでに送る手続きが済んでいます。二重には送りません。"))
        return redirect("desk_notices:one", key=key)
    if notice.content.expires_at <= clock.now():
        messages.error(request, _("掲載を終える日時が過ぎています。日時を直してから送ってください。"))
        return redirect("desk_notices:edit", key=key)
    return _press(request, key, messaging.submit, _after_submitting)


@policy.access(doors.APPROVE)
@require_POST
def approve(request: HttpRequest, key: str) -> HttpResponse:
    if doors.notice_or_404(key).state in {SCHEDULED, PUBLISHED}:
        messages.info(request, _("すでに承認されています。"))
        return redirect("desk_notices:one", key=key)
    return _press(request, key, messaging.approve, _after_submitting)


@policy.access(doors.APPROVE)
@require_POST
def refuse(request: HttpRequest, key: str) -> HttpResponse:
    notice, form = doors.notice_or_404(key), ReasonForm(request.POST, prefix="refuse")
    if not form.is_valid():
        return one.show(request, notice, at=clock.now(), refuse=form)
    why = form.cleaned_data["why"]
    if notice.state == DRAFT and notice.refused_why == why:
        return redirect("desk_notices:one", key=key)
    done = _("下書きに戻しました。理由は書いた人に見えます。")
    return _press(request, key, messaging.refuse, lambda _notice: done, why=why)


@policy.access(doors.LOOK)
@require_POST
def recall(request: HttpRequest, key: str) -> HttpResponse:
    notice, form = doors.notice_or_404(key), ReasonForm(request.POST, prefix="recall")
    if notice.state == RECALLED:
        messages.info(request, _("すでに取り消されています。"))
        return redirect("desk_notices:one", key=key)
    if not form.is_valid():
        return one.show(request, notice, at=clock.now(), recall=form)
    done = _("取り消しました。まだ送っていない通知は止め、届いた人には「取り消されました」と見えます。")
    return _press(request, key, messaging.recall, lambda _notice: done, why=form.cleaned_data["why"])


@policy.access(doors.WRITE)
@require_POST
def discard(request: HttpRequest, key: str) -> HttpResponse:
    try:
        messaging.notice(key=key)
    except messaging.NoSuchNotice:  # the second press
        return redirect("desk_notices:home")
    try:
        messaging.discard(notice=key, by=policy.person_of(request), at=clock.now())
    except PROBLEMS as problem:
        messages.error(request, str(problem))
        return redirect("desk_notices:one", key=key)
    messages.success(request, _("下書きを捨てました。"))
    return redirect("desk_notices:home")


def _press(
    request: HttpRequest,
    key: str,
    verb: Callable[..., Any],
    done: Callable[[messaging.Notice], str],
    **said: Any,
) -> HttpResponse:
    """Do what a button says; whatever stands in the way is told in words on the page one comes back to."""
    at: datetime = clock.now()
    try:
        verb(notice=key, by=policy.person_of(request), at=at, **said)
    except PROBLEMS as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, done(messaging.notice(key=key)))
    return redirect("desk_notices:one", key=key)


def _after_submitting(notice: messaging.Notice) -> str:
    return {
        WAITING: _("承認に出しました。ほかの承認者が確かめてから送られます。"),
        SCHEDULED: _("予約しました。公開する日時に送られます。"),
        PUBLISHED: _("公開しました。いま送っています。"),
    }.get(notice.state, _("受け付けました。"))
