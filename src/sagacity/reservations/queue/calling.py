"""What a clerk does with those who wait: call the next, begin, end, skip, return, hand on."""

from datetime import datetime

from sagacity.kit import policy
from sagacity.reservations.queue import desks, facts, lines, log, order, plan, types
from sagacity.reservations.queue.refusals import DeskBusy, NotNow
from sagacity.reservations.queue.types import State, What


def call_next(*, desk: str, client_key: str, by: policy.Person, at: datetime) -> types.Ticket | None:
    """Call whoever is next in the lines of a desk; None when nobody may be called.

    Of two who press at the same instant each gets another ticket, and nobody gets none while two wait.

    Raises:
        NoSuchDesk: it is not open.
        DeskBusy: it has somebody already.
        ClientKeyTaken: nothing happened.
    """
    with log.one_at_a_time():
        first = log.first_answer(client_key, What.CALLED)
        if first is not None:
            return facts.ticket(first, visits=True)
        row = desks.row_of(desk)
        if busy := desks.whom(row.label, row.place):
            raise DeskBusy(busy)
        rules = plan.rules()
        waiting = order.sort(lines.waiting(row.lines, at=at), rules=rules, at=at)
        who = next((one for one in waiting if order.may_be_called(one, rules=rules, at=at)), None)
        if who is None:
            return None
        return log.write(
            ticket=who.key,
            what=What.CALLED,
            client_key=client_key,
            by=by,
            at=at,
            data={"desk": row.label},
        )


def call_again(*, ticket: str, client_key: str, by: policy.Person, at: datetime) -> types.Ticket:
    """Call the same number to the same desk once more.

    Raises:
        NoSuchTicket, ClientKeyTaken, NotNow: nothing happened.
    """
    row = log.row_of(ticket)
    if row.state != State.CALLED:
        raise NotNow(ticket, row.state)
    return _do(ticket, What.CALLED, client_key, by, at, desk=row.desk)


def start(*, ticket: str, client_key: str, by: policy.Person, at: datetime) -> types.Ticket:
    """The person sits down.

    Raises:
        NoSuchTicket, ClientKeyTaken, NotNow: nothing happened.
    """
    return _do(ticket, What.STARTED, client_key, by, at, desk=log.row_of(ticket).desk)


def end(*, ticket: str, client_key: str, by: policy.Person, at: datetime) -> types.Ticket:
    """The talk is over.

    Raises:
        NoSuchTicket, ClientKeyTaken, NotNow: nothing happened.
    """
    return _do(ticket, What.ENDED, client_key, by, at)


def skip(*, ticket: str, client_key: str, by: policy.Person, at: datetime) -> types.Ticket:
    """Called, and nobody came: the number waits aside until its holder comes.

    Raises:
        NoSuchTicket, ClientKeyTaken, NotNow: nothing happened.
    """
    return _do(ticket, What.SKIPPED, client_key, by, at)


def put_back(*, ticket: str, client_key: str, by: policy.Person, at: datetime) -> types.Ticket:
    """Return somebody to the line, at the turn they had.

    Raises:
        NoSuchTicket, ClientKeyTaken, NotNow: nothing happened.
    """
    return _do(ticket, What.RETURNED, client_key, by, at)


def transfer(
    *, ticket: str, to: str, client_key: str, by: policy.Person, at: datetime, case: str = ""
) -> types.Ticket:
    """Hand somebody on to another line with their case; they keep number and hour of arrival.

    Raises:
        NoSuchLine, NoSuchTicket, ClientKeyTaken, NotNow: nothing happened.
    """
    plan.line(key=to)
    return _do(ticket, What.TRANSFERRED, client_key, by, at, to=to, case=case)


def _do(
    ticket: str, what: What, client_key: str, by: policy.Person, at: datetime, **data: str
) -> types.Ticket:
    return log.happen(ticket=ticket, what=what, client_key=client_key, by=by, at=at, data=data)
