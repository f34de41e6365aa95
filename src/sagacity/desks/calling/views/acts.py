"""What a clerk presses: the next one, begin, end, not there, back, hand on."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sagacity.desks.calling import doors, words
from sagacity.kit import clock, policy
from sagacity.reservations.queue import api as queue

VERBS: dict[str, Callable[..., queue.Ticket]] = {
    "start": queue.start,
    "again": queue.call_again,
    "end": queue.end,
    "skip": queue.skip,
    "back": queue.put_back,
    "transfer": queue.transfer,
    "leave": queue.leave,
}


def once(request: HttpRequest) -> str:
    """The key of a form: pressed twice is once."""
    try:
        return f"desk:{uuid.UUID(request.POST.get('once', ''))}"
    except ValueError:
        return f"desk:{uuid.uuid4()}"


@policy.access(doors.CALL)
@require_POST
def call_next(request: HttpRequest, key: str) -> HttpResponse:
    desk = doors.desk_or_404(key)
    try:
        called = queue.call_next(
            desk=desk.key, client_key=once(request), by=policy.person_of(request), at=clock.now()
        )
    except queue.DeskBusy:
        messages.error(request, _("この窓口には、もう人がいます。終わってから次を呼んでください。"))
    except queue.ClientKeyTaken:
        messages.error(request, _("前のページのボタンでした。もう一度おしてください。"))
    else:
        if called is None:
            messages.info(request, _("いま呼べる人はいません。"))
        else:
            said = {"number": called.number, "line": words.line(called.line)}
            messages.success(request, _("%(number)sを呼びました（%(line)s）。") % said)
    return redirect("desk_calling:desk", key=desk.key)


@policy.access(doors.CALL)
@require_POST
def act(request: HttpRequest, key: str, ticket: str, verb: str) -> HttpResponse:
    desk, found = doors.desk_or_404(key), doors.ticket_or_404(ticket)
    if verb not in VERBS:
        raise Http404(verb)
    more = {}
    if verb == "transfer":
        more = {"to": request.POST.get("to", ""), "case": request.POST.get("case", "").strip()[:120]}
    try:
        VERBS[verb](
            ticket=found.key, client_key=once(request), by=policy.person_of(request), at=clock.now(), **more
        )
    except queue.NotNow as refused:
        said = {"number": found.number, "state": words.STATES[queue.State(refused.state)]}
        messages.error(
            request,
            _(
                "%(number)sは、いま「%(state)s」です。ほかの人が先に操作しました。画面を見て、もう一度えらんでください。"
            )
            % said,
        )
    except queue.NoSuchLine:
        messages.error(request, _("引き継ぐ列をえらんでください。"))
    except queue.ClientKeyTaken:
        messages.error(request, _("前のページのボタンでした。もう一度おしてください。"))
    return redirect("desk_calling:desk", key=desk.key)


@policy.access(doors.CALL)
@require_POST
def close(request: HttpRequest, key: str) -> HttpResponse:
    desk = doors.desk_or_404(key)
    try:
        queue.close_desk(desk=desk.key, by=policy.person_of(request), at=clock.now())
    except queue.DeskBusy:
        messages.error(request, _("窓口に人がいます。終わってから閉じてください。"))
        return redirect("desk_calling:desk", key=desk.key)
    messages.success(request, _("窓口を閉じました。"))
    return redirect("desk_calling:home")
