"""Deciding: confirm what is held, or give back what one has. Twice is once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sagacity.kit import clock, policy
from sagacity.miniapps.booking import mine, who, words
from sagacity.miniapps.booking.forms import ContactForm
from sagacity.reservations.slots import api as slots


@require_POST
@policy.access(policy.ANYONE)
def confirm(request: HttpRequest, key: str) -> HttpResponse:
    """Make a promise of a held time; its fee is asked for at the same moment."""
    slot, at = who.own(request, key), clock.now()
    if slot.state is slots.SlotState.CONFIRMED:
        return _to(slot)
    service = slots.service(key=slot.service)
    if who.level(request) < service.level:
        return who.to_raise(request, service.level, reverse("booking:one", args=[key]))
    form = ContactForm(request.POST, must_be_reachable=service.level > 0)
    if not form.is_valid():
        return mine.show(request, slot, form=form, status=422)
    by = who.person(request, at=at)
    try:
        slots.confirm(slot=key, contact=form.contact(get_language() or "ja"), by=by, at=at)
    except slots.BadContact as problem:
        form.refuse(problem)
        return mine.show(request, slot, form=form, status=422)
    except slots.HoldOver as problem:
        return mine.show(request, who.own(request, key), said=words.refusal(problem), status=409)
    return _to(slot)


@require_POST
@policy.access(policy.ANYONE)
def cancel(request: HttpRequest, key: str) -> HttpResponse:
    """Give a time back; who waits is offered it."""
    slot, at = who.own(request, key), clock.now()
    try:
        gone = slots.give_back(slot=key, by=who.person(request, at=at), at=at)
    except slots.Refused as problem:
        return mine.show(request, slot, said=words.refusal(problem), status=409)
    if gone.state is slots.SlotState.RELEASED:
        messages.info(request, _("選んだ時間をもどしました。"))
        return HttpResponseRedirect(reverse("booking:door"))
    return _to(gone)


def _to(slot: slots.Slot) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("booking:one", args=[slot.key]))
