"""The page of a talk: picture, words, and the work beside it; the seat of the clerk, and an interpreter's."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sagacity.desks.remote import doors
from sagacity.kit import clock, policy
from sagacity.kit.manifest import in_language
from sagacity.reservations.queue import api as queue
from sagacity.reservations.remote import api as remote

INVITED = "remote_invited"


@policy.access(doors.CALL)
@never_cache
@require_safe
def page(request: HttpRequest, key: str) -> HttpResponse:
    call = doors.call_or_404(request, key)
    token = doors.token_of(request, call=key)
    try:
        seat = remote.seat(token=token)
    except remote.NoSuchSeat:  # opened in another browser: the seat is taken by pressing a button
        return render(request, "desk_remote/elsewhere.html", {"call": call})
    ticket = queue.ticket(key=call.ticket)
    context = {
        **remote.as_context(seat=seat, token=token, at=clock.now()),
        "call": call,
        "ticket": ticket,
        "line": in_language(queue.line(key=call.line).name, get_language() or "ja"),
        "others": [
            (one.key, in_language(one.name, get_language() or "ja")) for one in queue.lines() if one.remote
        ],
        "invited": request.session.get(INVITED, {}).get(key, ""),
        "once": uuid.uuid4(),
        "page_url": reverse("desk_remote:work", args=[key]),
        "picture_url": "",
    }
    return render(request, "desk_remote/call.html", context)


@policy.access(doors.CALL)
@require_POST
def sit(request: HttpRequest, key: str) -> HttpResponse:
    """Take one's own seat in this browser; in another one it ends."""
    call = doors.open_call_or_404(request, key)
    try:
        _call, token = remote.accept(ticket=call.ticket, by=policy.person_of(request), at=clock.now())
    except remote.NotNow:
        messages.error(request, _("話は終わっているか、ほかの職員が受けています。"))
        return redirect("desk_remote:home")
    doors.remember(request, call=key, token=token)
    return redirect("desk_remote:call", key=key)


@policy.access(doors.CALL)
@require_POST
def invite(request: HttpRequest, key: str) -> HttpResponse:
    """A link for an interpreter; a new one ends the old one."""
    call = doors.open_call_or_404(request, key)
    token = remote.invite(call=call.key, by=policy.person_of(request), at=clock.now())
    link = f"{settings.PUBLIC_URL}/apps/remote/{token}/"
    request.session[INVITED] = {**request.session.get(INVITED, {}), key: link}
    messages.success(request, _("通訳を招くリンクを作りました。この話が終わるまで使えます。"))
    return redirect("desk_remote:call", key=key)
