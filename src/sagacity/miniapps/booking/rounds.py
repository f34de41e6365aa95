"""Draws: take part, and work the draw out again from what is published."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sagacity.kit import clock, policy
from sagacity.kit.manifest import in_language
from sagacity.miniapps.booking import who, words
from sagacity.reservations.slots import api as slots

SHOWN_AFTER = timedelta(days=60)
WISHES = 3


@require_safe
@policy.access(policy.ANYONE)
@never_cache
def listed(request: HttpRequest) -> HttpResponse:
    found = slots.rounds(since=clock.now() - SHOWN_AFTER)
    return render(request, "booking/rounds.html", {"rounds": [(one, _name(one)) for one in found]})


@require_safe
@policy.access(policy.ANYONE)
@never_cache
def one(request: HttpRequest, key: str) -> HttpResponse:
    """One round: its times, one's own number, and everything that is published."""
    return _show(request, _round(key))


@require_POST
@policy.access(policy.ANYONE)
def enter(request: HttpRequest, key: str) -> HttpResponse:
    """Take part, or change one's wishes."""
    found, at = _round(key), clock.now()
    service = slots.service(key=found.service)
    if who.level(request) < service.level:
        return who.to_raise(request, service.level, reverse("booking:round", args=[key]))
    wishes = [int(one) for one in request.POST.getlist("wish") if one.isascii() and one.isdecimal()]
    try:
        slots.enter(
            round=key,
            holder=who.holder(request, at=at),
            wishes=wishes,
            by=who.person(request, at=at),
            language=get_language() or "ja",
            at=at,
        )
    except slots.Refused as problem:
        return _show(request, found, said=words.refusal(problem), status=422)
    messages.success(request, _("抽選に申し込みました。"))
    return HttpResponseRedirect(reverse("booking:round", args=[key]))


@require_POST
@policy.access(policy.ANYONE)
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Take part no longer."""
    found, at = _round(key), clock.now()
    for entry in _own(request, key):
        try:
            slots.withdraw(entry=entry.key, by=who.person(request, at=at), at=at)
        except slots.Refused as problem:
            return _show(request, found, said=words.refusal(problem), status=409)
    messages.info(request, _("抽選の申し込みをやめました。"))
    return HttpResponseRedirect(reverse("booking:round", args=[key]))


@require_safe
@policy.access(policy.ANYONE)
def draw(request: HttpRequest, key: str) -> HttpResponse:
    """Everything that is published of a round, for whoever works it out again. Numbers, no names."""
    found = _round(key)
    said = {
        "promise": found.promise,
        "numbers": list(found.numbers),
        "digest": found.digest,
        "seed": found.seed,
        "order": list(found.order),
        "lots": [[one.resource, one.begins.isoformat()] for one in found.lots],
        "results": dict(found.results),
    }
    return JsonResponse(said, json_dumps_params={"ensure_ascii": False, "indent": 1})


def _show(
    request: HttpRequest, found: slots.Round, *, said: words.Said | None = None, status: int = 200
) -> HttpResponse:
    at = clock.now()
    service = slots.service(key=found.service)
    lots = [(number, _told(lot)) for number, lot in enumerate(found.lots, start=1)]
    context = {
        "round": found,
        "name": _name(found),
        "service": words.own(service),
        "lots": lots,
        "own": next(iter(_own(request, found.key)), None),
        "is_open": found.state is slots.RoundState.OPEN and found.opens_at <= at < found.closes_at,
        "wishes": range(1, min(WISHES, len(lots)) + 1),
        "won": [(number, dict(lots)[lot]) for number, lot in found.results.items()],
        "said": said,
    }
    return render(request, "booking/round.html", context, status=status)


def _own(request: HttpRequest, key: str) -> list[slots.Entry]:
    return [one for one in who.entries_of(request) if one.round == key]


def _round(key: str) -> slots.Round:
    try:
        return slots.round_(key=key)
    except slots.NoSuchRound as problem:
        raise Http404(key) from problem


def _name(found: slots.Round) -> str:
    return in_language(found.name, get_language() or "ja")


def _told(lot: slots.Lot) -> str:
    when = words.span(lot.begins, lot.begins + lot.length)
    return f"{when} {words.own(slots.resource(key=lot.resource))}"
