"""One draft: its outline with what is wrong beside each place, undo and redo."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sagacity.desks.builder import doors, outline
from sagacity.desks.builder.views.home import as_file
from sagacity.kit import clock, policy
from sagacity.procedures import api as procedures


@policy.access(doors.LOOK)
@require_safe
def page(request: HttpRequest, key: str) -> HttpResponse:
    draft = doors.draft_or_404(key)
    flaws = procedures.flaws_of(draft.definition)
    context = {
        "draft": draft,
        "head": outline.head(draft.definition, flaws),
        "parts": outline.parts(draft.definition, flaws),
        "counts": outline.counts(flaws),
        "may_edit": policy.person_of(request).may(doors.EDIT.permission) and draft.state == "open",
        "waiting": procedures.waiting_proposal(draft=key),
    }
    return render(request, "desk_builder/draft.html", context)


@policy.access(doors.EDIT)
@require_POST
def act(request: HttpRequest, key: str) -> HttpResponse:
    """Undo, redo, take a saved state, or throw the draft away."""
    doors.draft_or_404(key)
    do, number = request.POST.get("do", ""), request.POST.get("number", "")
    by, at = policy.person_of(request), clock.now()
    try:
        if do == "discard":
            procedures.discard_draft(key=key, by=by, at=at)
            messages.success(request, _("下書きを捨てました。"))
            return redirect("desk_builder:home")
        if do == "undo":
            procedures.undo_draft(key=key, by=by, at=at)
            messages.success(request, _("一つ前に戻しました。「やり直す」で元に戻せます。"))
        elif do == "redo":
            procedures.redo_draft(key=key, by=by, at=at)
            messages.success(request, _("やり直しました。"))
        elif do == "take" and number.isdigit():
            procedures.take_state(key=key, number=int(number), by=by, at=at)
            messages.success(request, _("選んだ状態にしました。ほかの状態も「変更の記録」に残っています。"))
    except procedures.DraftIsClosed:
        messages.error(request, _("この下書きは、もう公開されたか捨てられています。"))
    except procedures.NoSuchDraft:
        messages.error(request, _("その状態はありません。「変更の記録」から選んでください。"))
    return redirect("desk_builder:draft", key=key)


@policy.access(doors.LOOK)
@require_safe
def export(request: HttpRequest, key: str) -> HttpResponse:
    return as_file(doors.draft_or_404(key).definition)
