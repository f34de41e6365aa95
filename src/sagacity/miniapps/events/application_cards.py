"""Cards of applications: who moved up, what is near, what is called off."""

from datetime import date, datetime, timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from sagacity.kit import clock
from sagacity.kit.cards import Card
from sagacity.miniapps.events.applications import Line, lines
from sagacity.reservations.api import BookingState, OfferState

NEWS = timedelta(days=5)


def cards(request: HttpRequest, at: datetime) -> list[Card]:
    """What concerns this resident of the events they applied for."""
    return [card for line in lines(request, at) if (card := _card(line, at))]


def _card(line: Line, at: datetime) -> Card | None:
    booking = line.booking
    if booking.ends_at is None or at >= booking.ends_at or booking.state is BookingState.CANCELLED:
        return None
    if booking.offer_state is OfferState.CANCELLED:
        return _made(line, "off", _("中止になりました：%(name)s"), 85, until=booking.ends_at)
    if booking.state is not BookingState.BOOKED:
        return None
    if (day := _near(line, at)) is not None:
        title = _("きょう：%(name)s") if day == clock.day(at) else _("あした：%(name)s")
        return _made(line, f"soon-{day.isoformat()}", title, 72, until=booking.ends_at)
    if booking.promoted_at and at - booking.promoted_at < NEWS:
        title = _("参加できることになりました：%(name)s")
        return _made(line, "up", title, 80, until=min(booking.promoted_at + NEWS, booking.ends_at))
    return None


def _near(line: Line, at: datetime) -> date | None:
    today = clock.day(at)
    days = line.event.occurrences if line.event else ()
    near = (max(one.on, today) for one in days if one.on <= today + timedelta(days=1) and one.until >= today)
    return next(near, None)


def _made(line: Line, what: str, title: str, urgency: int, *, until: datetime) -> Card:
    number = _("受付番号%(number)s・%(people)s") % {"number": line.booking.number, "people": line.people}
    return Card(
        app="events",
        key=f"events-{what}-{line.booking.key}",
        title=title % {"name": line.name},
        body="\n".join(filter(None, [line.when, number])),
        url=reverse("events:booking", args=[line.booking.key]),
        icon="event",
        urgency=urgency,
        because=_("この催しに申し込んだため"),
        expires=until,
    )
