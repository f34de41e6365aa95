"""Who sits there: whoever holds the token. What is shown to them: the form of their call, and no other."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.clickjacking import xframe_options_sameorigin

from sagacity.procedures import api as procedures
from sagacity.procedures.forms import api as forms
from sagacity.reservations.remote import api as remote

View = Callable[..., HttpResponse]


def with_seat(view: View) -> View:
    """Give a view the seat behind the token of its address."""

    @wraps(view)
    def guarded(request: HttpRequest, token: str, **more: Any) -> HttpResponse:
        try:
            seat = remote.seat(token=token)
        except remote.NoSuchSeat as problem:
            raise Http404("no such seat") from problem
        return view(request, seat, token, **more)

    return guarded


def resident_only(view: View) -> View:
    """The same, for the resident of a call that goes on."""

    @wraps(view)
    def guarded(request: HttpRequest, seat: remote.Seat, token: str, **more: Any) -> HttpResponse:
        if seat.role is not remote.Role.RESIDENT or seat.call.state is remote.State.ENDED:
            raise Http404("not this seat")
        return view(request, seat, token, **more)

    return guarded


def in_a_frame(view: View) -> View:
    """A page that our own page of the talk holds in a frame, and nobody else's."""
    framed = csp_replace({"frame-ancestors": ["'self'"]})(xframe_options_sameorigin(view))
    return cast(View, framed)


def form_of(seat: remote.Seat) -> forms.Form | None:
    """What the clerk shows, or nothing yet."""
    if not seat.call.subject:
        return None
    try:
        return forms.form(key=seat.call.subject)
    except forms.NoSuchForm:
        return None


def form_or_404(seat: remote.Seat) -> forms.Form:
    form = form_of(seat)
    if form is None or form.is_sent:
        raise Http404("no form is open here")
    return form


def level_needed(definition: procedures.Definition) -> int:
    """What must be proven to send it; a bill needs somebody to whom it can be shown."""
    return max(definition.level, 1) if definition.fee else definition.level
