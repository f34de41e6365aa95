"""Who may do what at this desk: take people, and fill in forms with those they have taken."""

import uuid
from collections.abc import Callable
from typing import cast

from csp.decorators import csp_replace
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.clickjacking import xframe_options_sameorigin

from sagacity.identity import api as identity
from sagacity.kit import policy
from sagacity.procedures.forms import api as filling
from sagacity.reservations.queue import api as queue
from sagacity.reservations.remote import api as remote

CALL = policy.permitted(identity.QUEUE_CALL)
ENTER = policy.permitted(identity.CASE_ENTER)
TOKENS, MOST = "remote_seats", 20
View = Callable[..., HttpResponse]


def desk_or_404(key: str) -> queue.Desk:
    try:
        return queue.desk(key=key)
    except queue.NoSuchDesk as problem:
        raise Http404(key) from problem


def call_or_404(request: HttpRequest, key: str) -> remote.Call:
    """A call that this clerk has.

    Raises:
        Http404: there is none.
        PermissionDenied: another clerk has them now.
    """
    try:
        call = remote.call(key=key)
    except remote.NoSuchCall as problem:
        raise Http404(key) from problem
    if call.clerk != policy.person_of(request).key:
        raise PermissionDenied("the call of another clerk")
    return call


def open_call_or_404(request: HttpRequest, key: str) -> remote.Call:
    call = call_or_404(request, key)
    if call.state is remote.State.ENDED:
        raise Http404(key)
    return call


def form_of(call: remote.Call) -> filling.Form | None:
    """What is shown in this call, or nothing yet."""
    try:
        return filling.form(key=call.subject) if call.subject else None
    except filling.NoSuchForm:
        return None


def form_or_404(call: remote.Call) -> filling.Form:
    form = form_of(call)
    if form is None or form.is_sent:
        raise Http404("no form is open here")
    return form


def remember(request: HttpRequest, *, call: str, token: str) -> None:
    """The seat of this clerk, in their session alone."""
    kept = {**request.session.get(TOKENS, {}), call: token}
    request.session[TOKENS] = dict(list(kept.items())[-MOST:])


def token_of(request: HttpRequest, *, call: str) -> str:
    return str(request.session.get(TOKENS, {}).get(call, ""))


def once(request: HttpRequest) -> str:
    """The key of a form: pressed twice is once."""
    try:
        return f"desk:{uuid.UUID(request.POST.get('once', ''))}"
    except ValueError:
        return f"desk:{uuid.uuid4()}"


def in_a_frame(view: View) -> View:
    """A page that our own page of the talk holds in a frame, and nobody else's."""
    framed = csp_replace({"frame-ancestors": ["'self'"]})(xframe_options_sameorigin(view))
    return cast(View, framed)
