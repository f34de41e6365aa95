"""Pages of residents: how busy the lines are, taking a number, and one's own place."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.miniapps.waiting import appointments, opinions, words
from sagacity.reservations.queue import api as queue

LONGEST_KEY = 60


@policy.access(policy.ANYONE)
@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Every line of every place, and the tickets of this phone."""
    at = clock.now()
    places = []
    for place in queue.places():
        if any(not line.remote for line in queue.lines(place=place.key)):
            boards = queue.boards(place=place.key, at=at)
            rows = [(one, words.name(one.line), words.COLOURS[one.colour], words.minutes(one.newcomer),
                     queue.is_open(one.line, at=at)) for one in boards if not one.line.remote]  # fmt: skip
            places.append((place, words.name(place), rows))
    mine = queue.tickets_of(person=identity.device_of(request).key)
    context = {
        "places": places,
        "mine": [(one, words.name(queue.line(key=one.line)), words.STATES[one.state]) for one in mine],
        "appointments": appointments.today(request, at=at),
        "rules": words.rules(),
        "as_of": words.as_of(at),
        "once": uuid.uuid4(),
    }
    return render(request, "waiting/home.html", context)


@policy.access(policy.ANYONE)
@require_POST
def take(request: HttpRequest, line: str) -> HttpResponse:
    """A number on this phone; pressed twice or in two windows it is the same."""
    at = clock.now()
    wish = request.POST.get("slot", "")
    if wish and wish not in {slot.key for slot, *_rest in appointments.today(request, at=at)}:
        raise Http404(wish)
    try:
        ticket = queue.issue(
            line=line,
            channel=queue.Channel.PHONE,
            client_key=f"phone:{request.POST.get('once', '')[:LONGEST_KEY] or uuid.uuid4()}",
            by=policy.resident_person_of(request),
            holder=identity.begin(request, at=at).key,
            language=get_language() or "ja",
            slot=wish,
            at=at,
        )
    except queue.NoSuchLine as problem:
        raise Http404(line) from problem
    except queue.NotOnPhones:
        messages.error(request, _("この窓口の番号は、窓口で取ってください。"))
    except queue.NotOpen:
        messages.error(request, _("いまは窓口が閉まっています。開いている時間に、もう一度取ってください。"))
    except (queue.NoAppointment, queue.ClientKeyTaken):
        messages.error(request, _("番号を取れませんでした。このページから、もう一度おしてください。"))
    else:
        return HttpResponseRedirect(reverse("waiting:one", args=[ticket.key]))
    return HttpResponseRedirect(reverse("waiting:home"))


@policy.access(policy.ANYONE)
@never_cache
@require_safe
def one(request: HttpRequest, key: str) -> HttpResponse:
    """My place: the number, how many are before me, and how long it will take."""
    at = clock.now()
    ticket = _ticket(key)
    standing = queue.standing(ticket=ticket, at=at)
    line = queue.line(key=ticket.line)
    context = {
        "ticket": ticket,
        "line": line,
        "name": words.name(line),
        "state": words.STATES[ticket.state],
        "standing": standing,
        "minutes": words.minutes(standing.forecast) if standing else "",
        "before": standing.position - 1 if standing else 0,
        "why": words.why(standing) if standing else "",
        "question": opinions.asked(ticket, at=at),
        "may_leave": ticket.state in {queue.State.WAITING, queue.State.CALLED, queue.State.SKIPPED},
        "is_told": any(
            mine.key == ticket.key for mine in queue.tickets_of(person=identity.device_of(request).key)
        ),
        "call": words.call(ticket.number, ticket.desk) if ticket.state is queue.State.CALLED else "",
        "as_of": words.as_of(at),
        "pattern": words.pattern(),
    }
    return render(request, "waiting/one.html", context)


@policy.access(policy.ANYONE)
@require_POST
def leave(request: HttpRequest, key: str) -> HttpResponse:
    """Give the place up; whoever holds the key of a ticket may."""
    ticket = _ticket(key)
    try:
        queue.leave(
            ticket=ticket.key,
            client_key=f"leave:{ticket.key}:{ticket.calls}",
            by=policy.resident_person_of(request),
            at=clock.now(),
        )
    except queue.NotNow:
        messages.error(request, _("もう窓口で始まっているか、終わっています。"))
    else:
        messages.success(request, _("番号を取りやめました。"))
    return HttpResponseRedirect(reverse("waiting:one", args=[ticket.key]))


def _ticket(key: str) -> queue.Ticket:
    try:
        ticket = queue.ticket(key=key)
        queue.line(key=ticket.line)
    except (queue.NoSuchTicket, queue.NoSuchLine) as problem:
        raise Http404(key) from problem
    return ticket
