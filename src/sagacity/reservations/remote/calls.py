"""Calls: somebody sits down, a clerk takes them, hands them on, ends."""

from datetime import datetime

from django.db import transaction

from sagacity.kit import keys, policy
from sagacity.kit.audit import api as audit
from sagacity.reservations.queue import api as queue
from sagacity.reservations.remote import facts, messages, models, refusals, seats, types
from sagacity.reservations.remote.types import Kind, Role, State

OVER = {queue.State.DONE, queue.State.LEFT}


def call(*, key: str) -> types.Call:
    """One call.

    Raises:
        NoSuchCall: there is none.
    """
    return facts.call(messages.row_of(key))


def call_of(*, ticket: str) -> types.Call | None:
    """The call of a ticket, once somebody sat down."""
    row = models.Call.objects.filter(ticket=ticket).first()
    return facts.call(row) if row else None


def calls_with(*, clerk: str) -> tuple[types.Call, ...]:
    """Calls that a member of staff has now."""
    rows = models.Call.objects.filter(clerk=clerk, state=State.OPEN)
    return tuple(facts.call(row) for row in rows.order_by("begun_at"))


@transaction.atomic
def enter(
    *, ticket: str, by: policy.Person, at: datetime, person: str = "", language: str = "ja"
) -> tuple[types.Call, str]:
    """Sit down with a ticket; coming back gives a fresh token, and the old one counts no more.

    Raises:
        NoSuchTicket: there is none.
        NotRemote: its line is served face to face.
        NotNow: the ticket is over.
    """
    row = _row_for(ticket, at)
    if person:
        row.person, row.language = person, language
        row.save(update_fields=["person", "language"])
    if (
        queue.ticket(key=ticket).state is queue.State.SKIPPED
    ):  # called while they were away: the turn they had
        queue.put_back(ticket=ticket, client_key=f"back:{keys.new('Press')}", by=by, at=at)
    token = seats.give(row, Role.RESIDENT)
    audit.record(actor=by, action="remote.enter", thing=row.key, at=at)
    return facts.call(row), token


@transaction.atomic
def accept(*, ticket: str, by: policy.Person, at: datetime) -> tuple[types.Call, str]:
    """A clerk takes whoever has this ticket; the same clerk again gets a fresh token.

    Raises:
        NoSuchTicket, NotRemote: nothing happens.
        NotNow: the ticket is over, or another clerk has them.
    """
    row = _row_for(ticket, at)
    if row.state == State.OPEN and row.clerk != by.key:
        raise refusals.NotNow(row.key)
    row.state, row.clerk, row.opened_at = State.OPEN, by.key, row.opened_at or at
    row.save(update_fields=["state", "clerk", "opened_at"])
    if row.seats.filter(role=Role.RESIDENT).exclude(connection="").exists():
        seats.start_talk(row, by=by, at=at)
    audit.record(actor=by, action="remote.accept", thing=row.key, at=at)
    return facts.call(row), seats.give(row, Role.CLERK)


@transaction.atomic
def put_aside(*, call: str, by: policy.Person, at: datetime, client_key: str) -> None:
    """Called, and nobody came: they wait aside, and sit down again when they come back.

    Raises:
        NoSuchCall, NotNow: nothing happens.
    """
    row = messages.open_row(call)
    if row.clerk != by.key:
        raise refusals.NotNow(call)
    try:
        queue.skip(ticket=row.ticket, client_key=client_key, by=by, at=at)
    except queue.NotNow as problem:  # they came after all
        raise refusals.NotNow(call) from problem
    row.state, row.clerk = State.WAITING, ""
    row.save(update_fields=["state", "clerk"])
    models.Seat.objects.filter(call=row, role=Role.CLERK).delete()
    _drop_signals(row)
    messages.add(row, kind=Kind.AWAY, body={"role": Role.CLERK.value}, at=at)


@transaction.atomic
def show(*, call: str, subject: str, page: str, seat: Role, by: policy.Person, at: datetime) -> types.Call:
    """Let everybody see this page; said again, it has changed. `seat` is whoever shows or changed it.

    Raises:
        NoSuchCall, NotNow: nothing is shown.
    """
    row = messages.open_row(call)
    if subject != row.subject:
        audit.record(actor=by, action="remote.show", thing=row.key, at=at, after=subject)
    row.subject, row.page = subject, page
    row.save(update_fields=["subject", "page"])
    messages.add(row, kind=Kind.PAGE, body={"page": page, "by": seat.value}, at=at)
    return facts.call(row)


@transaction.atomic
def tell(*, call: str, kind: Kind, body: dict[str, str], at: datetime) -> types.Message:
    """The house says that something happened: a picture came, the application was sent.

    Raises:
        NoSuchCall, NotNow: the call is over.
    """
    return messages.add(messages.open_row(call), kind=kind, body=body, at=at)


@transaction.atomic
def hand_over(*, call: str, to: str, note: str, by: policy.Person, at: datetime, client_key: str) -> None:
    """Hand whoever sits there on to another line; what is shown and said stays for the next clerk.

    Raises:
        NoSuchCall, NoSuchLine, NotRemote, NotNow: nothing happens.
    """
    row = messages.open_row(call)
    if row.clerk != by.key:
        raise refusals.NotNow(call)
    if not queue.line(key=to).remote:
        raise refusals.NotRemote(to)
    queue.transfer(ticket=row.ticket, to=to, client_key=client_key, by=by, at=at)
    row.line, row.state, row.clerk = to, State.WAITING, ""
    row.save(update_fields=["line", "state", "clerk"])
    models.Seat.objects.filter(call=row, role=Role.CLERK).delete()
    _drop_signals(row)
    if note.strip():
        body = {"text": note.strip()[: messages.LONGEST_TEXT]}
        messages.add(row, kind=Kind.TEXT, body=body, at=at, to=Role.CLERK)
    messages.add(row, kind=Kind.WAIT, body={}, at=at)
    audit.record(actor=by, action="remote.hand_over", thing=row.key, at=at, after=to)


@transaction.atomic
def end(*, call: str, by: policy.Person, at: datetime, client_key: str) -> types.Call:
    """The talk is over: what was said goes at once, and so does the way back. Twice is once.

    Raises:
        NoSuchCall: there is none.
    """
    row = messages.row_of(call, lock=True)
    if row.state == State.ENDED:
        return facts.call(row)
    ticket = queue.ticket(key=row.ticket)
    if ticket.state is queue.State.SERVING or ticket.state is queue.State.CALLED:
        queue.end(ticket=row.ticket, client_key=client_key, by=by, at=at)
    elif ticket.state not in OVER:
        queue.leave(ticket=row.ticket, client_key=client_key, by=by, at=at)
    row.state, row.ended_at = State.ENDED, at
    row.save(update_fields=["state", "ended_at"])
    row.messages.all().delete()
    row.seats.update(connection="")
    messages.add(row, kind=Kind.END, body={}, at=at)
    audit.record(actor=by, action="remote.end", thing=row.key, at=at)
    return facts.call(row)


def _row_for(ticket: str, at: datetime) -> models.Call:
    found = queue.ticket(key=ticket)
    if not queue.line(key=found.line).remote:
        raise refusals.NotRemote(found.line)
    if found.state in OVER:
        raise refusals.NotNow(ticket)
    key = keys.new("RemoteCall")
    models.Call.objects.get_or_create(
        ticket=ticket,
        defaults={"key": key, "line": found.line, "state": State.WAITING, "begun_at": at},
    )
    row = models.Call.objects.select_for_update().get(ticket=ticket)
    if row.state == State.ENDED:
        raise refusals.NotNow(row.key)
    if row.line != found.line:  # handed on by the queue itself
        row.line = found.line
        row.save(update_fields=["line"])
    return row


def _drop_signals(row: models.Call) -> None:
    row.messages.filter(kind__in=types.SIGNALS).delete()
