"""Another time for the same thing: the new one is had and the old one free, or everything stays."""

from datetime import timedelta
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sagacity.kit import clock, policy
from sagacity.miniapps.booking import choosing, days, who, words
from sagacity.reservations.slots import api as slots


@require_http_methods(["GET", "HEAD", "POST"])
@policy.access(policy.ANYONE)
@never_cache
def page(request: HttpRequest, key: str) -> HttpResponse:
    """Free times to move to; pressing one moves."""
    slot, at = who.own(request, key), clock.now()
    if slot.state is not slots.SlotState.CONFIRMED:
        return HttpResponseRedirect(reverse("booking:one", args=[slot.moved_to or slot.key]))
    if request.method != "POST":
        return _show(request, slot)
    begins = choosing.moment_of(request.POST.get("begins", ""))
    if begins is None:
        return _show(request, slot, said=words.refusal(slots.NotOffered("closed")), status=422)
    try:
        moved = slots.move(
            slot=key,
            begins=begins,
            client_key=choosing.client_key(request, begins, slot.ends - slot.begins),
            by=who.person(request, at=at),
            at=at,
        )
    except (slots.Refused, slots.ClientKeyTaken) as problem:
        return _show(request, slot, said=words.refusal(problem), status=409)
    return HttpResponseRedirect(reverse("booking:one", args=[moved.key]))


def _show(
    request: HttpRequest, slot: slots.Slot, *, said: words.Said | None = None, status: int = 200
) -> HttpResponse:
    service = slots.service(key=slot.service)
    length = slot.ends - slot.begins
    week = days.week(service, since=choosing.day_of(request), length=length, at=clock.now())
    context = {
        "slot": slot,
        "name": words.own(service),
        "when": words.when(slot),
        "week": week,
        "minutes": length // timedelta(minutes=1),
        "token": uuid4().hex,
        "said": said,
    }
    return render(request, "booking/move.html", context, status=status)
