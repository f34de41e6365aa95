"""What a clerk presses: the next one, not there, hand over, end."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sagacity.desks.remote import doors
from sagacity.kit import clock, policy
from sagacity.reservations.queue import api as queue
from sagacity.reservations.remote import api as remote


@policy.access(doors.CALL)
@require_POST
def take_next(request: HttpRequest, key: str) -> HttpResponse:
    """Call whoever is next, and sit down with them."""
    desk, at, clerk = doors.desk_or_404(key), clock.now(), policy.person_of(request)
    try:
        called = queue.call_next(desk=desk.key, client_key=doors.once(request), by=clerk, at=at)
        if called is None:
            messages.info(request, _("いま待っている人はいません。"))
            return redirect("desk_remote:desk", key=key)
        call, token = remote.accept(ticket=called.key, by=clerk, at=at)
    except queue.DeskBusy:
        messages.error(request, _("この窓口は、もう人と話しています。終わってから次を受けてください。"))
    except (queue.ClientKeyTaken, remote.NotNow):
        messages.error(request, _("前のページのボタンでした。もう一度おしてください。"))
    except remote.NotRemote:
        messages.error(request, _("この番号は、リモート窓口のものではありません。"))
    else:
        doors.remember(request, call=call.key, token=token)
        return redirect("desk_remote:call", key=call.key)
    return redirect("desk_remote:desk", key=key)


@policy.access(doors.CALL)
@require_POST
def aside(request: HttpRequest, key: str) -> HttpResponse:
    """Nobody came; they sit down again when they come back."""
    call = doors.open_call_or_404(request, key)
    try:
        remote.put_aside(
            call=call.key, by=policy.person_of(request), client_key=doors.once(request), at=clock.now()
        )
    except (remote.NotNow, queue.ClientKeyTaken):
        messages.error(request, _("相手が入りました。ページを見て、もう一度えらんでください。"))
        return redirect("desk_remote:call", key=key)
    messages.success(request, _("不在にしました。戻って来たら、列に入ります。"))
    return redirect("desk_remote:home")


@policy.access(doors.CALL)
@require_POST
def hand_over(request: HttpRequest, key: str) -> HttpResponse:
    """Pass them on to another line, with the form, the words and a note."""
    call = doors.open_call_or_404(request, key)
    try:
        remote.hand_over(
            call=call.key,
            to=request.POST.get("to", ""),
            note=request.POST.get("note", ""),
            by=policy.person_of(request),
            client_key=doors.once(request),
            at=clock.now(),
        )
    except (queue.NoSuchLine, remote.NotRemote):
        messages.error(request, _("引き継ぐ列をえらんでください。"))
        return redirect("desk_remote:call", key=key)
    except (queue.NotNow, queue.ClientKeyTaken, remote.NotNow):
        messages.error(request, _("引き継げませんでした。ページを見て、もう一度えらんでください。"))
        return redirect("desk_remote:call", key=key)
    messages.success(request, _("引き継ぎました。"))
    return redirect("desk_remote:home")


@policy.access(doors.CALL)
@require_POST
def end(request: HttpRequest, key: str) -> HttpResponse:
    """The talk is over; what was written in it goes."""
    call = doors.call_or_404(request, key)
    try:
        remote.end(
            call=call.key, by=policy.person_of(request), client_key=doors.once(request), at=clock.now()
        )
    except (queue.NotNow, queue.ClientKeyTaken):
        messages.error(request, _("終われませんでした。ページを見て、もう一度おしてください。"))
        return redirect("desk_remote:call", key=key)
    messages.success(request, _("話を終わりました。"))
    return redirect("desk_remote:home")


@policy.access(doors.CALL)
@require_POST
def close(request: HttpRequest, key: str) -> HttpResponse:
    desk = doors.desk_or_404(key)
    try:
        queue.close_desk(desk=desk.key, by=policy.person_of(request), at=clock.now())
    except queue.DeskBusy:
        messages.error(request, _("まだ人と話しています。終わってから閉じてください。"))
        return redirect("desk_remote:desk", key=key)
    messages.success(request, _("窓口を閉じました。"))
    return redirect("desk_remote:home")
