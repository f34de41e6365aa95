"""One order of appointments and walk-ins, by rules that everybody may read."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sagacity.reservations.queue.types import Kind, Rules, Ticket, Why

MINUTE = timedelta(minutes=1)
Place = tuple[int, datetime, datetime, str]


def why(ticket: Ticket, *, rules: Rules, at: datetime) -> Why:
    """Why a ticket stands where it stands at a moment."""
    if ticket.priority:
        return Why.PRIORITY
    if ticket.kind is Kind.APPOINTMENT and ticket.appointment_at and not is_late(ticket, rules):
        return Why.APPOINTMENT if at >= ticket.appointment_at else Why.EARLY
    return Why.LONG if at >= ticket.issued_at + rules.long * MINUTE else Why.ARRIVAL


def place(ticket: Ticket, *, rules: Rules, at: datetime) -> Place:
    """What the line is sorted by.

    First whoever has an appointment whose time has come, is of a class of the city's rules, or has waited
    very long: among them by the moment their turn is counted from. Then the others by arrival, and last
    appointments whose time is yet to come.
    """
    reason = why(ticket, rules=rules, at=at)
    band = {Why.ARRIVAL: 1, Why.EARLY: 2}.get(reason, 0)
    is_timely = reason in {Why.APPOINTMENT, Why.EARLY}
    turn = ticket.turn_at if is_timely else ticket.issued_at
    if reason is Why.LONG:
        turn += rules.long * MINUTE  # the moment it joined the first band
    return (band, turn, ticket.issued_at, ticket.number)


def sort(tickets: Iterable[Ticket], *, rules: Rules, at: datetime) -> list[Ticket]:
    """Those who wait, the next one first."""
    return sorted(tickets, key=lambda one: place(one, rules=rules, at=at))


def may_be_called(ticket: Ticket, *, rules: Rules, at: datetime) -> bool:
    """An appointment is not called long before its time: who comes early has not been promised it."""
    if why(ticket, rules=rules, at=at) is not Why.EARLY or ticket.appointment_at is None:
        return True
    return at >= ticket.appointment_at - rules.early * MINUTE


def is_late(ticket: Ticket, rules: Rules) -> bool:
    """Whether somebody came so long after their time that they are called by arrival."""
    appointment = ticket.appointment_at
    return appointment is not None and ticket.issued_at > appointment + rules.late * MINUTE
