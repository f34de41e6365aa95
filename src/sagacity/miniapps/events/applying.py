"""Applying for an event: no account, one form, a number at the end."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.miniapps.events import applying_words, mine, words
from sagacity.miniapps.events.applying_forms import CONTACT, ApplyForm
from sagacity.registry import api as registry
from sagacity.reservations import api as reservations

NOTE = "contact"


@require_http_methods(["GET", "POST"])
@policy.access(policy.ANYONE)
def page(request: HttpRequest, key: str) -> HttpResponse:
    """The form of one event, or why there is none to fill in."""
    at = clock.now()
    event, offer = _event(key), _offer(key)
    if request.method == "GET":
        form = ApplyForm.fresh(offer, _remembered(request))
        return render(request, "events/apply.html", _context(request, event, offer, form, at))
    form = ApplyForm(request.POST, offer=offer)
    if form.is_valid():
        try:
            booking = _book(request, offer, form, at=at)
            return HttpResponseRedirect(reverse("events:booking", args=[booking.key]))
        except reservations.Refused as problem:
            offer = _offer(key)
            form.refuse(problem, offer)
    return render(request, "events/apply.html", _context(request, event, offer, form, at), status=422)


def panel(request: HttpRequest, event: registry.Event, at: datetime) -> SafeString | str:
    """What the page of an event says of applying: how many places, until when, or one's own number."""
    try:
        offer = reservations.offer(subject=event.key)
    except reservations.NoSuchOffer:
        return ""
    context = {
        "event": event,
        "offer": offer,
        "standing": applying_words.of_offer(offer, at),
        "may_apply": offer.phase(at).takes_bookings,
        "bookings": _own(request, offer, at),
    }
    return render_to_string("events/apply_panel.html", context, request)


def _book(
    request: HttpRequest, offer: reservations.Offer, form: ApplyForm, *, at: datetime
) -> reservations.Booking:
    contact = form.contact(get_language() or "ja")
    booking = reservations.book(
        subject=offer.subject,
        person=identity.begin(request, at=at).key,
        client_key=f"events-{form.cleaned_data['client_key']}",
        contact=contact,
        places=form.cleaned_data["places"],
        at=at,
    )
    if form.cleaned_data["remember"]:
        value = {name: getattr(contact, name) for name in CONTACT}
        identity.remember(request, app=mine.APP, name=NOTE, value=value, at=at)
    else:
        identity.forget(request, app=mine.APP, name=NOTE)
    return booking


def _remembered(request: HttpRequest) -> dict[str, str]:
    said = identity.recall(request, app=mine.APP, name=NOTE, default={})
    return {str(name): str(value) for name, value in said.items()} if isinstance(said, dict) else {}


def _context(
    request: HttpRequest, event: registry.Event, offer: reservations.Offer, form: ApplyForm, at: datetime
) -> dict[str, object]:
    days = [(words.days(one), words.hours(one.starts, one.ends)) for one in event.occurrences]
    return {
        "event": event,
        "name": words.name_of(event),
        "when": days[0] if days else None,
        "place": words.where(event),
        "phone": words.phone(event.phone),
        "offer": offer,
        "form": form,
        "standing": applying_words.of_offer(offer, at),
        "phase": offer.phase(at).value,
        "may_apply": offer.phase(at).takes_bookings,
        "bookings": _own(request, offer, at),
    }


def _own(
    request: HttpRequest, offer: reservations.Offer, at: datetime
) -> list[tuple[reservations.Booking, applying_words.Standing]]:
    """What this device has booked here already."""
    person = identity.device_of(request).key
    return [
        (one, applying_words.of_booking(one, at))
        for one in reservations.bookings_of(person=person)
        if one.subject == offer.subject and one.is_live
    ]


def _event(key: str) -> registry.Event:
    try:
        return registry.event(key)
    except registry.NoSuchEvent as problem:
        raise Http404(key) from problem


def _offer(key: str) -> reservations.Offer:
    try:
        return reservations.offer(subject=key)
    except reservations.NoSuchOffer as problem:
        raise Http404(key) from problem
