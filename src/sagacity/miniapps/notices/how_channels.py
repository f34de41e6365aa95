"""Channels: their order, when they rest, and where they reach me."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sagacity.kit import clock, policy
from sagacity.messaging import api as messaging
from sagacity.miniapps.notices import forms, how, me


@require_POST
@policy.access(policy.ANYONE)
def order(request: HttpRequest) -> HttpResponse:
    """Move one channel to a place, or out of use: named, so that a second press changes nothing."""
    at = clock.now()
    person = me.begin(request, at=at)
    wishes = messaging.preferences(person=person)
    channel, do = request.POST.get("channel", ""), request.POST.get("do", "")
    if channel in how.NAMES:
        kept = [one for one in wishes.channels if one != channel]
        if do.isascii() and do.isdigit() and len(do) < 3:
            kept.insert(min(int(do), len(kept)), channel)
        elif do != "leave":
            kept = list(wishes.channels)
        _keep(person, replace(wishes, channels=tuple(kept)))
    return HttpResponseRedirect(f"{reverse('notices:how')}#order")


@require_POST
@policy.access(policy.ANYONE)
def hours(request: HttpRequest) -> HttpResponse:
    """When nothing may ring, and how often a day it may."""
    form = forms.HoursForm(request.POST)
    if not form.is_valid():
        return how.show(request, status=422, hours_form=form)
    person = me.begin(request, at=clock.now())
    first, last = form.hours()
    wishes = replace(
        messaging.preferences(person=person),
        quiet_from=first,
        quiet_until=last,
        most_per_day=form.cleaned_data["most_per_day"],
    )
    _keep(person, wishes)
    messages.success(request, _("休む時間と1日の数を保存しました。"))
    return HttpResponseRedirect(f"{reverse('notices:how')}#hours")


@require_POST
@policy.access(policy.ANYONE)
def line(request: HttpRequest) -> HttpResponse:
    """A code which the person sends to the city's account of LINE."""
    at = clock.now()
    code = messaging.line_invitation(person=me.begin(request, at=at), at=at)
    return how.show(request, line_code=code)


@require_POST
@policy.access(policy.ANYONE)
def drop(request: HttpRequest) -> HttpResponse:
    """Forget where a channel reaches me."""
    channel, person = request.POST.get("channel", ""), me.person(request)
    if person and channel in how.NAMES:
        messaging.drop_endpoint(person=person, channel=channel, at=clock.now())
        messages.success(request, _("登録を消しました。受信箱では、これからも読めます。"))
    return HttpResponseRedirect(reverse("notices:how"))


def _keep(person: str, wishes: messaging.Preferences) -> None:
    messaging.prefer(person=person, preferences=replace(wishes, language=me.language()), at=clock.now())
