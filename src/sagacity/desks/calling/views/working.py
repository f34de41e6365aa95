"""A clerk's page: whom they have, who is next and why, who was skipped, what did not fit."""

import uuid
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sagacity.desks.calling import doors, words
from sagacity.kit import clock, policy
from sagacity.reservations.queue import api as queue

PART = "part"  # asked for by the page itself, every few seconds


@policy.access(doors.CALL)
@never_cache
@require_safe
def page(request: HttpRequest, key: str) -> HttpResponse:
    desk, at = doors.desk_or_404(key), clock.now()
    if PART in request.GET:
        return render(request, "desk_calling/lines.html", lines_of(desk, at))
    ticket = queue.ticket(key=desk.ticket) if desk.ticket else None
    context = {
        "tab": "home",
        "ticket": ticket,
        "line_name": words.line(ticket.line) if ticket else "",
        "state": words.STATES[ticket.state] if ticket else "",
        "others": [
            (one.key, words.named(one)) for one in queue.lines() if not ticket or one.key != ticket.line
        ],
        "priorities": [(one.key, words.named(one)) for one in queue.priorities()],
        "own_lines": [(one.key, words.named(one)) for one in queue.lines(place=desk.place)],
        **lines_of(desk, at),
    }
    return render(request, "desk_calling/desk.html", context)


def lines_of(desk: queue.Desk, at: datetime) -> dict[str, Any]:
    """What changes by itself on a clerk's page."""
    boards = [one for one in queue.boards(place=desk.place, at=at) if one.line.key in desk.lines]
    seen = [
        *(standing.ticket for board in boards for standing in board.waiting),
        *(ticket for board in boards for ticket in (*board.called, *board.serving, *board.skipped)),
    ]
    return {
        "desk": desk,
        "once": uuid.uuid4(),
        "rows": [
            (words.named(board.line), one, words.WHYS[one.why], words.since(one.ticket.issued_at, at),
             words.minutes(one.forecast))
            for board in boards
            for one in board.waiting
        ],
        "skipped": [(words.named(board.line), one) for board in boards for one in board.skipped],
        "conflicts": [
            (ticket.number, words.conflict(one)) for ticket in seen for one in ticket.conflicts
        ],
    }  # fmt: skip
