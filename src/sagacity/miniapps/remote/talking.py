"""The page of a seat, and leaving it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sagacity.kit import clock, policy
from sagacity.kit.manifest import in_language
from sagacity.miniapps.remote.doors import resident_only, with_seat
from sagacity.reservations.queue import api as queue
from sagacity.reservations.remote import api as remote


@policy.access(policy.ANYONE)
@never_cache
@require_safe
@with_seat
def room(request: HttpRequest, seat: remote.Seat, token: str) -> HttpResponse:
    """See, hear, write, and read along."""
    if seat.role is remote.Role.CLERK:  # their seat is at the desk
        return HttpResponseRedirect(reverse("remote:home"))
    if seat.role is remote.Role.INTERPRETER and not seat.name:
        return render(request, "remote_app/name.html", {"token": token})
    at = clock.now()
    ticket = queue.ticket(key=seat.call.ticket)
    standing = queue.standing(ticket=ticket, at=at)
    context = {
        **remote.as_context(seat=seat, token=token, at=at),
        "token": token,
        "number": ticket.number,
        "name": in_language(queue.line(key=seat.call.line).name, get_language() or "ja"),
        "before": standing.position - 1 if standing else None,
        "minutes": standing.forecast.median if standing and standing.forecast else None,
        "page_url": reverse("remote:page", args=[token]),
        "picture_url": reverse("remote:picture", args=[token]),
    }
    return render(request, "remote_app/room.html", context)


@policy.access(policy.ANYONE)
@require_POST
@with_seat
def name(request: HttpRequest, seat: remote.Seat, token: str) -> HttpResponse:
    """An interpreter says who they are."""
    try:
        remote.say_name(token=token, name=request.POST.get("name", ""), at=clock.now())
    except remote.NotYours:
        messages.error(request, _("名前を書いてください。"))
    except remote.NotNow:
        messages.error(request, _("話は終わっています。"))
    return HttpResponseRedirect(reverse("remote:room", args=[token]))


@policy.access(policy.ANYONE)
@require_POST
@with_seat
@resident_only
def leave(request: HttpRequest, seat: remote.Seat, token: str) -> HttpResponse:
    """The resident ends the talk."""
    remote.end(
        call=seat.call.key,
        by=policy.resident_person_of(request),
        client_key=f"remote.leave:{seat.call.key}",
        at=clock.now(),
    )
    return HttpResponseRedirect(reverse("remote:room", args=[token]))
