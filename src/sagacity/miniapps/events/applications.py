"""What this device has applied for: numbers, places in the line, and the way back out."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.miniapps.events import applying_words, words
from sagacity.registry import api as registry
from sagacity.reservations import api as reservations


@dataclass(frozen=True, slots=True)
class Line:
    """One application as a list shows it."""

    booking: reservations.Booking
    event: registry.Event | None  # None when the city has taken it out of its list
    standing: applying_words.Standing
    is_over: bool

    @property
    def name(self) -> str:
        return words.name_of(self.event) if self.event else self.booking.title

    @property
    def when(self) -> str:
        if self.event is None or not self.event.occurrences:
            return ""
        first = self.event.occurrences[0]
        return " ".join(filter(None, [words.days(first), words.hours(first.starts, first.ends)]))

    @property
    def people(self) -> str:
        return applying_words.people(self.booking.places)


@require_GET
@policy.access(policy.ANYONE)
def mine(request: HttpRequest) -> HttpResponse:
    """Everything this device has applied for: what is to come, then what is over."""
    found = lines(request, clock.now())
    context = {
        "coming": [one for one in found if not one.is_over],
        "over": [one for one in found if one.is_over],
    }
    return render(request, "events/apply_mine.html", context)


@require_GET
@policy.access(policy.ANYONE)
def one(request: HttpRequest, key: str) -> HttpResponse:
    """One application, with its number large enough to be read out."""
    at = clock.now()
    booking = _own(request, key)
    context = {
        "line": _line(booking, _events([booking]), at),
        "booking": booking,
        "may_cancel": booking.is_live and booking.ends_at is not None and at < booking.ends_at,
        "phone": words.phone(event.phone) if (event := _events([booking]).get(booking.subject)) else "",
    }
    return render(request, "events/apply_one.html", context)


@require_POST
@policy.access(policy.ANYONE)
def cancel(request: HttpRequest, key: str) -> HttpResponse:
    """Give the place back; whoever waits moves up."""
    at = clock.now()
    booking = _own(request, key)
    if booking.is_live and booking.ends_at is not None and at >= booking.ends_at:
        return render(request, "events/apply_late.html", {"booking": booking}, status=409)
    by = policy.Person(booking.person, "", "resident")
    reservations.cancel(booking=booking.key, by=by, at=at)
    return HttpResponseRedirect(reverse("events:booking", args=[booking.key]))


def lines(request: HttpRequest, at: datetime) -> list[Line]:
    """The applications of this device, the newest first."""
    found = reservations.bookings_of(person=identity.device_of(request).key)
    events = _events(found)
    return [_line(booking, events, at) for booking in found]


def _line(booking: reservations.Booking, events: dict[str, registry.Event], at: datetime) -> Line:
    is_over = not booking.is_live or (booking.ends_at is not None and at >= booking.ends_at)
    standing = applying_words.of_booking(booking, at)
    return Line(booking, events.get(booking.subject), standing, is_over)


def _events(
    found: list[reservations.Booking] | tuple[reservations.Booking, ...],
) -> dict[str, registry.Event]:
    wanted = list({booking.subject for booking in found})
    return {event.key: event for event in registry.events(wanted)} if wanted else {}


def _own(request: HttpRequest, key: str) -> reservations.Booking:
    """A booking of this device; of anybody else's the page does not even say that it exists."""
    person = identity.device_of(request).key
    try:
        booking = reservations.booking(key=key)
    except reservations.NoSuchBooking as problem:
        raise Http404(key) from problem
    if not person or booking.person != person:
        raise Http404(key)
    return booking
