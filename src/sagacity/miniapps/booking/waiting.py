"""Waiting for a full day: whoever gives a time back makes the first in line an offer."""

from datetime import date, datetime, time, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sagacity.kit import clock, policy
from sagacity.miniapps.booking import choosing, who, words
from sagacity.reservations.slots import api as slots


@require_POST
@policy.access(policy.ANYONE)
def wait(request: HttpRequest, service: str) -> HttpResponse:
    """Stand in line for any time of one day."""
    found, at = who.service_or_404(service), clock.now()
    if who.level(request) < found.level:
        return who.to_raise(request, found.level, reverse("booking:service", args=[service]))
    try:
        day = date.fromisoformat(request.POST.get("day", ""))
    except ValueError as problem:
        raise Http404(service) from problem
    midnight = datetime.combine(day, time(), tzinfo=clock.JAPAN)
    length = choosing.length_of(found, request.POST.get("minutes", ""))
    try:
        slots.wait(
            service=found.key,
            holder=who.holder(request, at=at),
            since=midnight,
            until=midnight + timedelta(days=1) - timedelta(minutes=1),
            length=length,
            client_key=choosing.client_key(request, midnight, length),
            by=who.person(request, at=at),
            language=get_language() or "ja",
            at=at,
        )
    except (slots.Refused, slots.ClientKeyTaken) as problem:
        return choosing.show(request, found, said=words.refusal(problem), status=409)
    messages.success(request, _("待つ列に入りました。空きが出たら、順番にお知らせします。"))
    return HttpResponseRedirect(reverse("booking:mine"))


@require_POST
@policy.access(policy.ANYONE)
def leave(request: HttpRequest, key: str) -> HttpResponse:
    """Wait no longer."""
    try:
        found = slots.waiter(key=key)
    except slots.NoSuchWaiter as problem:
        raise Http404(key) from problem
    if found.holder not in who.owners(request):
        raise Http404(key)
    at = clock.now()
    slots.leave(waiter=key, by=who.person(request, at=at), at=at)
    messages.info(request, _("待つのをやめました。"))
    return HttpResponseRedirect(reverse("booking:mine"))
