"""What this browser has: times promised, waited for, won; and one of them, before and after it is decided."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sagacity.kit import clock, ical, keys, policy
from sagacity.kit.city import api as city
from sagacity.miniapps.booking import who, words
from sagacity.miniapps.booking.forms import ContactForm
from sagacity.reservations.slots import api as slots
from sagacity.reservations.slots.api import SlotState

LASTS = (SlotState.HELD, SlotState.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Line:
    """One time as a list shows it."""

    slot: slots.Slot
    name: str
    when: str
    said: words.Said


@require_safe
@policy.access(policy.ANYONE)
@never_cache
def listed(request: HttpRequest) -> HttpResponse:
    at = clock.now()
    everything = [line(one, at) for one in who.slots_of(request)]
    to_come = {one.slot.key for one in coming(request, at)}
    waiting = [
        (one, words.own(slots.service(key=one.service)))
        for one in who.waiters_of(request)
        if one.state is slots.WaiterState.WAITING
    ]
    entries = [(one, slots.round_(key=one.round)) for one in who.entries_of(request)]
    context = {
        "coming": [one for one in everything if one.slot.key in to_come],
        "over": [one for one in reversed(everything) if one.slot.key not in to_come and _is_shown(one.slot)],
        "waiting": waiting,
        "entries": entries,
    }
    return render(request, "booking/mine.html", context)


@require_safe
@policy.access(policy.ANYONE)
@never_cache
def one(request: HttpRequest, key: str) -> HttpResponse:
    """One time; while it is held, the page that decides it."""
    return show(request, who.own(request, key))


def show(
    request: HttpRequest,
    slot: slots.Slot,
    *,
    form: ContactForm | None = None,
    said: words.Said | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a time, with what went wrong on top."""
    at = clock.now()
    service, resource = slots.service(key=slot.service), slots.resource(key=slot.resource)
    is_held = slot.state is SlotState.HELD and slot.expires_at is not None and slot.expires_at > at
    is_promised = slot.state is SlotState.CONFIRMED and slot.ends > at
    bill = slots.bill_of(slot=slot.key)
    length = slot.ends - slot.begins
    quote = slots.quote(service=service.key, begins=slot.begins, length=length, at=at)
    context = {
        "slot": slot,
        "said": said or words.of(slot, at),
        "service": service,
        "short": keys.parse(service.key).local,
        "minutes": int(length.total_seconds() // 60),
        "name": words.own(service),
        "place": words.own(resource),
        "note": words.told(resource),
        "when": words.when(slot),
        "number": words.number(slot.key),
        "is_held": is_held,
        "is_promised": is_promised,
        "is_early": slot.begins > at,
        "quote": quote,
        "backs_now": max((each.percent for each in quote.backs), default=0),
        "form": form or ContactForm(must_be_reachable=service.level > 0),
        "raise_path": ""
        if who.level(request) >= service.level
        else who.raise_path(request, service.level, reverse("booking:one", args=[slot.key])),
        "contact": slots.contact_of_own(slot=slot.key, holder=slot.holder),
        "bill": bill,
        "may_change": is_promised and at <= quote.cancel_until,
    }
    return render(request, "booking/one.html", context, status=status)


@require_safe
@policy.access(policy.ANYONE)
def calendar(request: HttpRequest, key: str) -> HttpResponse:
    """The time for a calendar; cancelled, the same entry says so."""
    slot = who.own(request, key)
    service, resource = slots.service(key=slot.service), slots.resource(key=slot.resource)
    begins, ends = clock.local(slot.begins), clock.local(slot.ends)
    entry = ical.Entry(
        uid=slot.key,
        on=begins.date(),
        starts=begins.time(),
        ends=ends.time(),
        summary=words.own(service),
        description=f"{words.number(slot.key)}\n{words.told(resource)}".strip(),
        location=words.own(resource),
        url=request.build_absolute_uri(reverse("booking:one", args=[slot.key])),
        is_cancelled=not slot.is_live,
    )
    here = city.current().name_in("ja")
    body = ical.calendar(
        name=words.own(service), product=f"-//{here}//Sagacity//JA", stamp=clock.now(), entries=[entry],
        evening_alarm=False,
    )  # fmt: skip
    said = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    name = f"{begins:%Y%m%d}-{words.number(slot.key)}.ics"
    said["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    patch_cache_control(said, private=True, no_store=True)
    return said


def coming(request: HttpRequest, at: datetime) -> list[Line]:
    """What is to come or to decide, the next first."""
    return [
        line(one, at)
        for one in who.slots_of(request)
        if one.state in LASTS and one.ends > at and not (one.expires_at and one.expires_at <= at)
    ]


def line(slot: slots.Slot, at: datetime) -> Line:
    return Line(slot, words.own(slots.service(key=slot.service)), words.when(slot), words.of(slot, at))


def _is_shown(slot: slots.Slot) -> bool:
    """Times that were only looked at are no history."""
    return slot.state not in {SlotState.RELEASED, SlotState.HELD, SlotState.MOVED}
