"""How one comes in: by a number taken here, by today's appointment, or by a number taken elsewhere."""

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.kit.manifest import in_language
from sagacity.reservations.queue import api as queue
from sagacity.reservations.remote import api as remote
from sagacity.reservations.slots import api as slots

LONGEST_KEY = 60


@policy.access(policy.ANYONE)
@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Every remote line, appointments of today, and the numbers of this phone."""
    at = clock.now()
    context = {
        "rows": [_row(line, at) for line in queue.lines() if line.remote],
        "mine": [(one, _name(queue.line(key=one.line))) for one in _mine(request)],
        "appointments": _appointments(request, at),
        "once": uuid.uuid4(),
    }
    return render(request, "remote_app/home.html", context)


@policy.access(policy.ANYONE)
@require_POST
def take(request: HttpRequest, line: str) -> HttpResponse:
    """Take a number and sit down; pressed twice it is the same number."""
    at = clock.now()
    wish = request.POST.get("slot", "")
    if not any(one.key == line and one.remote for one in queue.lines()):
        raise Http404(line)
    if wish and wish not in {slot.key for slot, *_rest in _appointments(request, at)}:
        raise Http404(wish)
    try:
        ticket = queue.issue(
            line=line,
            channel=queue.Channel.PHONE,
            client_key=f"remote:{request.POST.get('once', '')[:LONGEST_KEY] or uuid.uuid4()}",
            by=policy.resident_person_of(request),
            holder=identity.begin(request, at=at).key,
            language=get_language() or "ja",
            slot=wish,
            at=at,
        )
    except (queue.NotOpen, queue.NotOnPhones):
        messages.error(request, _("いまは閉まっています。開いている時間に、もう一度来てください。"))
    except (queue.NoAppointment, queue.ClientKeyTaken):
        messages.error(request, _("入れませんでした。このページから、もう一度おしてください。"))
    else:
        return _sit(request, ticket.key, at)
    return HttpResponseRedirect(reverse("remote:home"))


@policy.access(policy.ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sit(request: HttpRequest, key: str) -> HttpResponse:
    """Come in with a number that one has; whoever holds its key may."""
    try:
        ticket = queue.ticket(key=key)
        line = queue.line(key=ticket.line)
    except (queue.NoSuchTicket, queue.NoSuchLine) as problem:
        raise Http404(key) from problem
    if not line.remote:
        raise Http404(key)
    if request.method == "POST":
        return _sit(request, key, clock.now())
    context = {"ticket": ticket, "name": _name(line), "is_over": ticket.state.is_over}
    return render(request, "remote_app/sit.html", context)


def _sit(request: HttpRequest, ticket: str, at: datetime) -> HttpResponse:
    try:
        _call, token = remote.enter(
            ticket=ticket,
            by=policy.resident_person_of(request),
            person=identity.begin(request, at=at).key,
            language=get_language() or "ja",
            at=at,
        )
    except remote.NotNow:
        messages.error(request, _("この番号での話は終わっています。新しい番号を取ってください。"))
        return HttpResponseRedirect(reverse("remote:home"))
    return HttpResponseRedirect(reverse("remote:room", args=[token]))


def _row(line: queue.Line, at: datetime) -> dict[str, Any]:
    board = queue.board(line=line.key, at=at)
    return {
        "line": line,
        "name": _name(line),
        "people": len(board.waiting),
        "minutes": board.newcomer.median if board.newcomer else None,
        "is_open": queue.is_open(line, at=at),
    }


def _mine(request: HttpRequest) -> list[queue.Ticket]:
    held = queue.tickets_of(person=identity.device_of(request).key)
    remote_lines = {line.key for line in queue.lines() if line.remote}
    return [one for one in held if one.line in remote_lines]


def _appointments(request: HttpRequest, at: datetime) -> list[tuple[slots.Slot, queue.Line, str]]:
    holders = [identity.device_of(request).key, policy.resident_person_of(request).key]
    found = queue.appointments(holders=holders, at=at, remote=True)
    return [(slot, line, _name(line)) for slot, line in found]


def _name(line: queue.Line) -> str:
    return in_language(line.name, get_language() or "ja")
