"""Seats: a token that nobody guesses is the right to sit; a new one ends the old one."""

import secrets
from datetime import datetime

from django.db import transaction

from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.reservations.queue import api as queue
from sagacity.reservations.remote import facts, messages, models, refusals, types
from sagacity.reservations.remote.tokens import hash_of, row_of
from sagacity.reservations.remote.types import Kind, Role, State

LONGEST_NAME = 60


def seat(*, token: str) -> types.Seat:
    """Who sits there, in a call that goes on or has just ended.

    Raises:
        NoSuchSeat: the token opens nothing.
    """
    return facts.seat(row_of(token))


def seats(*, call: str) -> tuple[types.Seat, ...]:
    """All seats of a call."""
    return tuple(facts.seat(row) for row in models.Seat.objects.filter(call__key=call).order_by("id"))


def give(row: models.Call, role: Role) -> str:
    """A fresh token for a seat; whoever sat there by an older one sits there no more."""
    token = secrets.token_urlsafe(32)
    models.Seat.objects.update_or_create(
        call=row, role=role, defaults={"token_hash": hash_of(token), "connection": ""}
    )
    return token


@transaction.atomic
def invite(*, call: str, by: policy.Person, at: datetime) -> str:
    """A token for an interpreter; an invitation given before counts no more.

    Raises:
        NoSuchCall: there is none.
        NotNow: it is over, or another clerk's.
    """
    row = messages.open_row(call)
    if row.clerk != by.key:
        raise refusals.NotNow(call)
    models.Seat.objects.filter(call=row, role=Role.INTERPRETER).delete()
    audit.record(actor=by, action="remote.invite", thing=row.key, at=at)
    return give(row, Role.INTERPRETER)


@transaction.atomic
def say_name(*, token: str, name: str, at: datetime) -> types.Seat:
    """An interpreter says who they are; everybody in the call sees it.

    Raises:
        NoSuchSeat, NotYours, NotNow: nothing is kept.
    """
    row = row_of(token)
    if row.role != Role.INTERPRETER or not name.strip():
        raise refusals.NotYours(row.role)
    call = messages.open_row(row.call.key)
    row.name = name.strip()[:LONGEST_NAME]
    row.save(update_fields=["name"])
    messages.add(call, kind=Kind.HERE, body={"role": row.role, "name": row.name}, at=at)
    return facts.seat(row)


@transaction.atomic
def come(*, token: str, at: datetime) -> tuple[types.Seat, str]:
    """A page of this seat is connected; the name of the connection ends it again.

    Raises:
        NoSuchSeat: the token opens nothing.
    """
    row = row_of(token)
    if row.call.state == State.ENDED:
        return facts.seat(row), ""
    call = messages.open_row(row.call.key)
    row.connection = secrets.token_hex(16)
    row.save(update_fields=["connection"])
    if row.role == Role.RESIDENT and call.state == State.OPEN:
        start_talk(call, by=policy.SYSTEM, at=at)
    if row.role != Role.INTERPRETER or row.name:
        messages.add(call, kind=Kind.HERE, body={"role": row.role, "name": row.name}, at=at)
    return facts.seat(row), row.connection


@transaction.atomic
def go(*, token: str, connection: str, at: datetime) -> None:
    """A connection has ended; it means nothing when the seat has come back by another one."""
    row = models.Seat.objects.filter(token_hash=hash_of(token)).select_related("call").first()
    if row is None or not connection or row.call.state == State.ENDED:
        return
    call = messages.open_row(row.call.key)
    if models.Seat.objects.filter(pk=row.pk, connection=connection).update(connection=""):
        messages.add(call, kind=Kind.AWAY, body={"role": row.role, "name": row.name}, at=at)


def start_talk(call: models.Call, *, by: policy.Person, at: datetime) -> None:
    """Both are there: for the queue the talk begins now. Twice is once."""
    ticket = queue.ticket(key=call.ticket)
    if ticket.state is queue.State.CALLED:
        queue.start(ticket=ticket.key, client_key=f"remote:{ticket.key}:{ticket.calls}", by=by, at=at)
