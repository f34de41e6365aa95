"""Who came: figures first, then, for a purpose, the applicants beside those whom check-in took down."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sagacity.checkin import api as checkin
from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.kit.japanese import widths
from sagacity.miniapps.events import applicants, desk_reception
from sagacity.reservations import api as reservations
from sagacity.reservations.api import Belonging, BookingState

ALL = 20_000


@dataclass(frozen=True, slots=True)
class Came:
    """Somebody who came without having applied, as far as we know."""

    arrival: reservations.Arrival
    name: str  # empty: the reception asks for none, or this clerk may not read them
    likely: tuple[reservations.Booking, ...]  # applicants of the same name who have not come

    @property
    def has_place(self) -> bool:
        return self.arrival.how is Belonging.WALK_IN


@dataclass(frozen=True, slots=True)
class Applicant:
    """One application with whoever came of it."""

    row: applicants.Row
    came: int
    said_by_staff: tuple[str, ...]  # persons that staff said belong here, to be taken back


@require_safe
@policy.access(applicants.LOOK)
@never_cache
def page(request: HttpRequest, key: str) -> HttpResponse:
    """Figures, and names once the clerk has said what for."""
    offer, asked, at = applicants.offer_or_404(key), applicants.Asked.of(request), clock.now()
    context = {
        "offer": offer,
        "receptions": desk_reception.lines(key),
        "figures": reservations.attendance(subject=key),
        "is_over": offer.terms.ends_at <= at,
        "asked": asked,
        "purposes": applicants.PURPOSES.items(),
        **(_names(request, offer, asked, at) if asked.purpose else {}),
    }
    return render(request, "events/desk_applicants_came.html", context)


@require_POST
@policy.access(applicants.LOOK)
def join(request: HttpRequest, key: str) -> HttpResponse:
    """Say that somebody who came is one of the applicants, or take that back."""
    applicants.offer_or_404(key)
    by, at, person = policy.person_of(request), clock.now(), request.POST.get("person", "")[:120]
    try:
        if request.POST.get("undo"):
            reservations.parts(subject=key, person=person, by=by, at=at)
            messages.success(request, _("結びつきを取り消しました。"))
        else:
            booking = request.POST.get("booking", "")[:80]
            reservations.belongs(subject=key, person=person, booking=booking, by=by, at=at)
            messages.success(request, _("申込者と結びつけました。二重には数えません。"))
    except (reservations.NoSuchArrival, reservations.NoSuchBooking) as problem:
        raise Http404(key) from problem
    except reservations.NotBooked:
        messages.warning(request, _("この申し込みは取り消されています。ページを開き直してください。"))
    purpose = request.POST.get("for", "")
    query = f"?for={purpose}#list" if purpose in applicants.PURPOSES else ""
    return HttpResponseRedirect(reverse("events_desk:applicants_came", args=[key]) + query)


def _names(
    request: HttpRequest, offer: reservations.Offer, asked: applicants.Asked, at: datetime
) -> dict[str, object]:
    rows, _total = applicants.look(request, offer, asked, at, limit=ALL)
    arrivals = reservations.arrivals(subject=offer.subject)
    names = _read(request, offer.subject, asked.reason, at)
    missing = [row.booking for row in rows if _is_missing(row.booking)]
    return {
        "applied": [_applicant(row, arrivals) for row in rows if _applied(row.booking)],
        "besides": [
            Came(one, name := names.get(one.person, ""), _likely(name, missing))
            for one in arrivals
            if one.how in (None, Belonging.WALK_IN)
        ],
    }


def _applied(booking: reservations.Booking) -> bool:
    return not booking.walk_in and booking.state is not BookingState.CANCELLED


def _is_missing(booking: reservations.Booking) -> bool:
    return booking.state is BookingState.BOOKED and not booking.walk_in and booking.attended_at is None


def _applicant(row: applicants.Row, arrivals: tuple[reservations.Arrival, ...]) -> Applicant:
    own = [one for one in arrivals if one.booking == row.booking.key]
    by_staff = tuple(one.person for one in own if one.how is Belonging.STAFF)
    return Applicant(row, len(own) or (row.booking.places if row.booking.attended_at else 0), by_staff)


def _read(request: HttpRequest, subject: str, purpose: str, at: datetime) -> dict[str, str]:
    """Names of who came, where the reception asks for them and this clerk may read them; each is a look."""
    by = policy.person_of(request)
    if not by.may(identity.CHECKIN_EVENT):
        return {}
    names: dict[str, str] = {}
    for one in checkin.receptions_at(subject=subject, purpose=checkin.Purpose.EVENT):
        if one.asks_name:
            guests = checkin.roster(reception=one.key, by=by, purpose=purpose, at=at, is_here=False)
            names |= {guest.person: guest.name for guest in guests}
    return names


def _likely(name: str, missing: list[reservations.Booking]) -> tuple[reservations.Booking, ...]:
    """Applicants of this name who have not come: a hint for a person, never a rule."""
    key = widths.compare_key(name)
    if not key:
        return ()
    told = ((one, (one.contact.name, one.contact.kana)) for one in missing)
    return tuple(one for one, names in told if key in map(widths.compare_key, names))
