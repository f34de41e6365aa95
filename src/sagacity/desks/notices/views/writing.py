"""Writing a notice: a new one, one that is there, or a copy of one."""

import hashlib
import secrets
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sagacity.desks.notices import doors, drafting, editor, previews
from sagacity.desks.notices.forms import NoticeForm
from sagacity.kit import clock, policy
from sagacity.messaging import api as messaging

SAVE = "save"
STILL_HERE = frozenset(
    {messaging.NoticeState.DRAFT, messaging.NoticeState.WAITING, messaging.NoticeState.SCHEDULED}
)
QUESTIONS = ("check", "reach", "preview", "find")


@policy.access(doors.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new notice; its key of sending is made now, so that a second press makes no second notice."""
    at = clock.now()
    if request.method != "POST":
        like = doors.notice_or_404(request.GET["like"]) if request.GET.get("like") else None
        form = NoticeForm(initial=drafting.initial(like, at=at, again=True), at=at)
        return _shown(request, form, at=at, client_key=secrets.token_urlsafe(24), like=like)
    client_key = request.POST.get("client_key", "")[:100]
    form = NoticeForm(request.POST, at=at)
    if request.POST.get("press", SAVE) in QUESTIONS or not client_key or not form.is_valid():
        return _shown(request, form, at=at, client_key=client_key or secrets.token_urlsafe(24))
    wanted, person = drafting.draft(form.cleaned_data, at=at), policy.person_of(request)
    try:
        notice = messaging.write(client_key=f"desk:{person.key}:{client_key}", draft=wanted, by=person, at=at)
    except messaging.BadDraft as problem:
        form.add_error(None, str(problem))
        return _shown(request, form, at=at, client_key=client_key)
    if not _same(notice.content, wanted):
        # Back in the browser, changed and saved again: the words of the first time are not thrown away.
        return _conflict(request, form, notice, at)
    return redirect("desk_notices:one", key=notice.key)


@policy.access(doors.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Change a draft; a form older than the draft shows both and loses neither."""
    at, notice = clock.now(), doors.notice_or_404(key)
    if notice.state not in STILL_HERE:
        messages.info(
            request, _("もう公開したので、直せません。取り消してから、写しを作って直してください。")
        )
        return redirect("desk_notices:one", key=key)
    if request.method != "POST":
        form = NoticeForm(initial=drafting.initial(notice, at=at), at=at)
        return _shown(request, form, at=at, notice=notice, seen=_stamp(notice))
    form, seen = NoticeForm(request.POST, at=at), request.POST.get("seen", "")
    if request.POST.get("press", SAVE) in QUESTIONS or not form.is_valid():
        return _shown(request, form, at=at, notice=notice, seen=seen)
    wanted = drafting.draft(form.cleaned_data, at=at)
    if seen != _stamp(notice):
        if _same(notice.content, wanted):  # the same button pressed twice
            return redirect("desk_notices:one", key=key)
        return _conflict(request, form, notice, at)
    try:
        messaging.revise(notice=key, draft=wanted, by=policy.person_of(request), at=at, seen=notice.content)
    except messaging.Overtaken:  # in the very moment between looking and saving
        return _conflict(request, form, messaging.notice(key=key), at)
    except messaging.NotNow as problem:
        messages.error(request, str(problem))
    except messaging.BadDraft as problem:
        form.add_error(None, str(problem))
        return _shown(request, form, at=at, notice=notice, seen=seen)
    else:
        messages.success(request, _("保存しました。"))
    return redirect("desk_notices:one", key=key)


def _conflict(request: HttpRequest, form: NoticeForm, notice: messaging.Notice, at: datetime) -> HttpResponse:
    """Both versions on one page; saving again puts mine in the place of the other."""
    said = {"notice": notice, "seen": _stamp(notice), "theirs": previews.of_notice(notice)}
    return _shown(request, form, at=at, status=409, **said)


def _shown(
    request: HttpRequest, form: NoticeForm, *, at: datetime, status: int = 0, **more: Any
) -> HttpResponse:
    press = request.POST.get("press", "") if request.method == "POST" else ""
    asked = press in QUESTIONS
    if asked:
        form.is_valid()
    page = {**editor.page(request, form, at=at, press=press if asked else ""), **more, "asked": asked}
    failed = request.method == "POST" and not asked
    return render(request, "desk_notices/editor.html", page, status=status or (422 if failed else 200))


def _stamp(notice: messaging.Notice) -> str:
    """Another text whenever the notice says something else or moved on."""
    said = [str(part) for part in drafting.comparable(notice.content)]
    whole = "\n".join([notice.changed_at.isoformat(), str(notice.state), *said])
    return hashlib.sha256(whole.encode()).hexdigest()[:24]


def _same(one: messaging.Draft, other: messaging.Draft) -> bool:
    """Whether two drafts say the same; "at once" is the same at whatever moment it was pressed."""
    return drafting.comparable(one) == drafting.comparable(other)
