"""What the home screen says of tickets: the number one waits with."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from sagacity.identity import api as identity
from sagacity.kit.cards import Card
from sagacity.miniapps.waiting import words
from sagacity.reservations.queue import api as queue

WAITS, IS_CALLED = 80, 100


def cards(request: HttpRequest, at: datetime) -> list[Card]:
    """One card for each ticket of this phone that is not over."""
    return [_card(one, at) for one in queue.tickets_of(person=identity.device_of(request).key)]


def _card(ticket: queue.Ticket, at: datetime) -> Card:
    is_called = ticket.state is queue.State.CALLED
    standing = queue.standing(ticket=ticket, at=at)
    body = str(words.STATES[ticket.state])
    if is_called:
        body = words.call(ticket.number, ticket.desk)
    elif standing:
        body = _("前に%(n)s人、%(minutes)s") % {
            "n": standing.position - 1,
            "minutes": words.minutes(standing.forecast),
        }
    return Card(
        app="waiting",
        key=ticket.key,
        title=_("受付番号 %(number)s：%(line)s")
        % {"number": ticket.number, "line": words.name(queue.line(key=ticket.line))},
        body=body,
        url=reverse("waiting:one", args=[ticket.key]),
        icon="clock",
        urgency=IS_CALLED if is_called else WAITS,
        because=_("あなたが取った番号"),
        expires=None,
        mute_as="waiting.ticket",
        personal=True,
    )
