"""Who may do what at this desk: call numbers, or look at figures."""

from django.http import Http404

from sagacity.identity import api as identity
from sagacity.kit import policy
from sagacity.reservations.queue import api as queue

CALL = policy.permitted(identity.QUEUE_CALL)
FIGURES = policy.permitted(identity.QUEUE_FIGURES)


def desk_or_404(key: str) -> queue.Desk:
    try:
        return queue.desk(key=key)
    except queue.NoSuchDesk as problem:
        raise Http404(key) from problem


def ticket_or_404(key: str) -> queue.Ticket:
    try:
        ticket = queue.ticket(key=key)
        queue.line(key=ticket.line)
    except (queue.NoSuchTicket, queue.NoSuchLine) as problem:
        raise Http404(key) from problem
    return ticket
