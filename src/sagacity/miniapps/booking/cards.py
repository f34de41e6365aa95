"""What the home screen says: a time to decide, the next time to come, a bill of it."""

from datetime import datetime, timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from sagacity.kit import clock
from sagacity.kit.cards import Card
from sagacity.miniapps.booking import mine
from sagacity.reservations.slots.api import SlotState

SOON = timedelta(days=14)


def cards(request: HttpRequest, at: datetime) -> list[Card]:
    """What is to decide first, then the next time to come."""
    found = mine.coming(request, at)
    held = [
        _card(one, _("決めてください：%(name)s"), 84, at) for one in found if one.slot.state is SlotState.HELD
    ]
    promised = [one for one in found if one.slot.state is SlotState.CONFIRMED and one.slot.begins - at < SOON]
    return [*held, *(_coming(one, at) for one in promised[:1])]


def offline(request: HttpRequest) -> list[str]:
    """The list of one's times, to be read without a network."""
    return [reverse("booking:mine")]


def _coming(line: mine.Line, at: datetime) -> Card:
    ahead = (clock.day(line.slot.begins) - clock.day(at)).days
    if ahead == 0:
        return _card(line, _("きょうの予約：%(name)s"), 76, at)
    if ahead == 1:
        return _card(line, _("あしたの予約：%(name)s"), 70, at)
    return _card(line, _("次の予約：%(name)s"), 40, at)


def _card(line: mine.Line, title: str, urgency: int, at: datetime) -> Card:
    ahead = (clock.day(line.slot.begins) - clock.day(at)).days
    return Card(
        app="booking",
        key=f"booking-{line.slot.key}-{line.slot.state}-{min(ahead, 2)}",
        title=title % {"name": line.name},
        body=line.when,
        url=reverse("booking:one", args=[line.slot.key]),
        icon="calendar",
        urgency=urgency,
        because=_("あなたの予約"),
        expires=line.slot.expires_at or line.slot.ends,
        personal=True,
    )
