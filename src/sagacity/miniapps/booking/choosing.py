"""Choosing what and when: the list of services, the days of one, and holding a time of it."""

from datetime import date, datetime, timedelta
from urllib.parse import urlencode
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sagacity.kit import clock, keys, policy
from sagacity.miniapps.booking import days, mine, who, words
from sagacity.reservations.slots import api as slots

MINUTE = timedelta(minutes=1)
STEP = timedelta(minutes=15)


@require_safe
@policy.access(policy.ANYONE)
@never_cache
def door(request: HttpRequest) -> HttpResponse:
    """What can be booked; `?service=` leads on to one, with the length that was worked out elsewhere."""
    if wanted := request.GET.get("service"):
        return HttpResponseRedirect(_path(who.service_or_404(wanted), request.GET.get("minutes", "")))
    offered = slots.services()
    context = {
        "groups": [
            (
                group,
                title,
                words.ICONS[group],
                [(_short(one), one, words.own(one), words.told(one)) for one in own],
            )
            for group, title in words.GROUPS.items()
            if (own := [one for one in offered if one.group is group])
        ],
        "coming": mine.coming(request, clock.now()),
        "has_rounds": bool(slots.rounds(since=clock.now() - timedelta(days=30))),
    }
    return render(request, "booking/door.html", context)


@require_safe
@policy.access(policy.ANYONE)
@never_cache
def page(request: HttpRequest, service: str) -> HttpResponse:
    """Free times of one service, day by day."""
    return show(request, who.service_or_404(service))


@require_POST
@policy.access(policy.ANYONE)
def hold(request: HttpRequest, service: str) -> HttpResponse:
    """Keep a time for a few minutes; then its page asks to decide."""
    found, at = who.service_or_404(service), clock.now()
    begins = moment_of(request.POST.get("begins", ""))
    if begins is None:
        return show(request, found, said=words.refusal(slots.NotOffered("closed")), status=422)
    length = length_of(found, request.POST.get("minutes", ""))
    try:
        held = slots.hold(
            service=found.key,
            begins=begins,
            length=length,
            holder=who.holder(request, at=at),
            client_key=client_key(request, begins, length),
            at=at,
        )
    except (slots.Refused, slots.ClientKeyTaken) as problem:
        return show(request, found, said=words.refusal(problem), status=409)
    return HttpResponseRedirect(reverse("booking:one", args=[held.key]))


def show(
    request: HttpRequest, service: slots.Service, *, said: words.Said | None = None, status: int = 200
) -> HttpResponse:
    """The page of a service, with what went wrong on top."""
    at = clock.now()
    asked = request.POST.get("minutes") or request.GET.get("minutes", "")
    length = length_of(service, asked)
    week = days.week(service, since=day_of(request), length=length, at=at)
    example = week.first and slots.quote(service=service.key, begins=week.first.begins, length=length, at=at)
    context = {
        "service": service,
        "short": _short(service),
        "name": words.own(service),
        "about": words.told(service),
        "week": week,
        "length": length,
        "minutes": length // MINUTE,
        "long": words.minutes(length),
        "lengths": _lengths(service, length),
        "is_cut": asked.isdecimal() and int(asked) * MINUTE > service.longest,
        "quote": example,
        "token": uuid4().hex,
        "said": said,
        "needs": service.level,
    }
    return render(request, "booking/service.html", context, status=status)


def length_of(service: slots.Service, asked: str) -> timedelta:
    """The length asked for, within what the service allows; the usual one if nothing was asked."""
    if not (asked.isascii() and asked.isdecimal()) or len(asked) > 4:
        return service.length
    return min(max(int(asked) * MINUTE, service.shortest), service.longest)


def moment_of(said: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        return None
    return found if found.tzinfo else None


def client_key(request: HttpRequest, begins: datetime, length: timedelta) -> str:
    """One press of one button of one page: pressed twice it is the same."""
    token = "".join(one for one in request.POST.get("token", "") if one.isalnum())[:32] or uuid4().hex
    return f"booking:{token}:{begins:%Y%m%dT%H%M%z}:{length // MINUTE}"


def _lengths(service: slots.Service, chosen: timedelta) -> list[tuple[int, str, bool]]:
    step = max(STEP, service.grid)
    found, one = {chosen}, service.shortest
    while one <= service.longest:
        found.add(one)
        one += step
    if len(found) == 1:
        return []
    return [(each // MINUTE, words.minutes(each), each == chosen) for each in sorted(found)]


def day_of(request: HttpRequest) -> date | None:
    try:
        return date.fromisoformat(request.POST.get("from") or request.GET.get("from", ""))
    except ValueError:
        return None


def _short(service: slots.Service) -> str:
    return keys.parse(service.key).local


def _path(service: slots.Service, minutes: str) -> str:
    path = reverse("booking:service", args=[_short(service)])
    return f"{path}?{urlencode({'minutes': minutes})}" if minutes else path
