"""Applicants of an event: figures first, names only for a purpose that is written down."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.kit.ui import api as ui
from sagacity.registry import api as registry
from sagacity.reservations import api as reservations
from sagacity.reservations.api import BookingState, OfferState, Order, Phase

LOOK = policy.permitted(identity.EVENT_APPLICANTS)
PER_PAGE = 50
FOUND = 20
PURPOSES: dict[str, Promise] = {
    "roster": _("名簿の準備"),
    "contact": _("申込者への連絡"),
    "day": _("当日の受付"),
    "question": _("問い合わせへの回答"),
}
STATES: dict[str, Promise] = {
    BookingState.BOOKED: _("参加"),
    BookingState.WAITING: _("キャンセル待ち"),
    BookingState.CANCELLED: _("取り消し"),
}
WALK_IN = _("当日参加")
ORDERS: dict[str, Promise] = {
    Order.NUMBER: _("受付番号の順"),
    Order.NAME: _("名前の順（ふりがな）"),
    Order.STATE: _("参加・キャンセル待ち・取り消しの順"),
}
PHASES: dict[Phase, Promise] = {
    Phase.NOT_YET: _("受付前"),
    Phase.PLACES: _("受付中"),
    Phase.WAITING: _("キャンセル待ち受付中"),
    Phase.FULL: _("満員"),
    Phase.OVER: _("締め切り"),
    Phase.CLOSED: _("受付を止めています"),
    Phase.CANCELLED: _("中止"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the clerk wants to see, and why."""

    purpose: str
    words: str
    state: str
    order: Order

    @classmethod
    def of(cls, request: HttpRequest) -> "Asked":
        said = request.GET
        order = said.get("order", "")
        state = said.get("state", "")
        return cls(
            purpose=said.get("for", "") if said.get("for", "") in PURPOSES else "",
            words=said.get("q", "").strip()[:100],
            state=state if state in STATES else "",
            order=Order(order) if order in ORDERS else Order.NUMBER,
        )

    @property
    def reason(self) -> str:
        """The purpose as the audit log keeps it."""
        return str(PURPOSES[self.purpose])

    @property
    def states(self) -> tuple[BookingState, ...]:
        return (BookingState(self.state),) if self.state else ()


@dataclass(frozen=True, slots=True)
class Row:
    """One applicant as a clerk sees them."""

    booking: reservations.Booking

    @property
    def state(self) -> Promise:
        if self.booking.walk_in and self.booking.state is BookingState.BOOKED:
            return WALK_IN
        return STATES[self.booking.state]

    @property
    def colour(self) -> str:
        colours = {BookingState.BOOKED: "green", BookingState.WAITING: "yellow"}
        return colours.get(self.booking.state, "")

    @property
    def must_be_telephoned(self) -> bool:
        """Moved up or called off, and there is no device that could have told them."""
        booking = self.booking
        if booking.person or booking.walk_in or booking.state is BookingState.CANCELLED:
            return False
        return booking.promoted_at is not None or booking.offer_state is OfferState.CANCELLED


@require_GET
@policy.access(LOOK)
def offers(request: HttpRequest) -> HttpResponse:
    """Events that take applications, and a search for one that shall."""
    at = clock.now()
    found, total = reservations.latest_offers(limit=FOUND, offset=ui.offset(request, per_page=FOUND))
    words = request.GET.get("q", "").strip()[:100]
    events = _found(words, at) if words else ()
    have = reservations.offers(subjects=[event.key for event in events])
    context = {
        "offers": [(offer, PHASES[offer.phase(at)]) for offer in found],
        "total": total,
        "per_page": FOUND,
        "words": words,
        "events": [(event, have.get(event.key)) for event in events],
    }
    return render(request, "events/desk_applicants_home.html", context)


def _found(words: str, at: datetime) -> tuple[registry.Event, ...]:
    """Events that are to come, else all there are."""
    coming, many = registry.find_events(words=words, from_=clock.day(at), limit=FOUND)
    return coming if many else registry.find_events(words=words, limit=FOUND)[0]


@require_GET
@policy.access(LOOK)
def page(request: HttpRequest, key: str) -> HttpResponse:
    """Figures first; names once the clerk has said what for."""
    return render(request, "events/desk_applicants.html", context(request, offer_or_404(key), clock.now()))


def context(request: HttpRequest, offer: reservations.Offer, at: datetime) -> dict[str, object]:
    """Everything the page of an event's applicants shows; with a purpose this is a look at names."""
    asked = Asked.of(request)
    rows, total = (
        look(request, offer, asked, at, offset=ui.offset(request, per_page=PER_PAGE))
        if asked.purpose
        else ((), 0)
    )
    tally = reservations.tally(subject=offer.subject)
    return {
        "offer": offer,
        "phase": PHASES[offer.phase(at)],
        "is_cancelled": offer.state is OfferState.CANCELLED,
        "is_closed": offer.state is OfferState.CLOSED,
        "figures": [
            (title, tally.bookings.get(state, 0), tally.places.get(state, 0))
            for state, title in STATES.items()
        ],
        "attended": tally.attended,
        "asked": asked,
        "query": request.GET.urlencode(),
        "purposes": PURPOSES.items(),
        "states": STATES.items(),
        "orders": ORDERS.items(),
        "rows": rows,
        "total": total,
        "per_page": PER_PAGE,
        "may_tick": asked.purpose == "day",
        "may_write": policy.person_of(request).may(identity.NOTICE_WRITE),
    }


def look(
    request: HttpRequest,
    offer: reservations.Offer,
    asked: Asked,
    at: datetime,
    *,
    offset: int = 0,
    limit: int = PER_PAGE,
) -> tuple[tuple[Row, ...], int]:
    """The applicants asked for; each look is a line in the audit log."""
    found = reservations.bookings(
        subject=offer.subject,
        by=policy.person_of(request),
        purpose=asked.reason,
        at=at,
        states=asked.states,
        words=asked.words,
        order=asked.order,
        limit=limit,
        offset=offset,
    )
    return tuple(Row(booking) for booking in found.bookings), found.total


def offer_or_404(key: str) -> reservations.Offer:
    try:
        return reservations.offer(subject=key)
    except reservations.NoSuchOffer as problem:
        raise Http404(key) from problem
