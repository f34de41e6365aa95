"""The log of what happened to tickets: the only writer. Whoever writes waits for the one before."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime

from django.db import connection, transaction

from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.kit.written_through import written_through
from sagacity.reservations.queue import facts, folding, models, signals, types
from sagacity.reservations.queue.refusals import ClientKeyTaken, NoSuchTicket, NotNow
from sagacity.reservations.queue.types import What


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """A transaction that no other writer of the queue shares.

    SQLite: a transaction begins IMMEDIATE, so there is only one writer. PostgreSQL: one advisory lock, taken
    before anything is read; a city writes a few entries a second at most, and one lock for all lines lets a
    desk call from several and a ticket change its line without ever meeting another writer.
    """
    with written_through(), transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('queue', 0))")
        yield


def first_answer(client_key: str, *whats: What) -> models.Ticket | None:
    """The ticket that this client key was used for already.

    Raises:
        ClientKeyTaken: it was used for something else.
    """
    entry = models.Entry.objects.filter(key=client_key).first()
    if entry is None:
        return None
    if entry.what not in whats:
        raise ClientKeyTaken(client_key)
    return row_of(entry.ticket)


def row_of(key: str) -> models.Ticket:
    row = models.Ticket.objects.filter(key=key).first()
    if row is None:
        raise NoSuchTicket(key)
    return row


def happen(
    *,
    ticket: str,
    what: What,
    client_key: str,
    by: policy.Person,
    at: datetime,
    data: Mapping[str, str] | None = None,
) -> types.Ticket:
    """Write one entry of the house down, if it fits; the same client key gives the first answer again.

    Raises:
        NoSuchTicket, ClientKeyTaken, NotNow: nothing happened.
    """
    with one_at_a_time():
        first = first_answer(client_key, what)
        if first is not None:
            if first.key != ticket:
                raise ClientKeyTaken(client_key)
            return facts.ticket(first, visits=True)
        row = row_of(ticket)
        if what not in folding.FITS[types.State(row.state)]:
            raise NotNow(ticket, row.state)
        return write(ticket=ticket, what=what, client_key=client_key, by=by, at=at, data=data or {})


def write(
    *,
    ticket: str,
    what: What,
    client_key: str,
    by: policy.Person,
    at: datetime,
    data: Mapping[str, str],
) -> types.Ticket:
    """Add an entry of the house; the caller holds the lock and has looked whether it fits."""
    known = models.Entry.objects.filter(ticket=ticket, branch="").count()
    entry = types.Entry(id=client_key, ticket=ticket, what=what, clock=at, counter=known, data=dict(data))
    found = add([entry], by=by, at=at)
    return found[ticket]


def add(entries: Iterable[types.Entry], *, by: policy.Person, at: datetime) -> dict[str, types.Ticket]:
    """Add entries that are not there yet, work their tickets out anew and announce what changed."""
    new = list(entries)
    models.Entry.objects.bulk_create(facts.entry_row(one, by=by, at=at) for one in new)
    touched = {one.ticket for one in new}
    told: dict[str, list[types.Entry]] = {key: [] for key in touched}
    for row in models.Entry.objects.filter(ticket__in=touched):
        told[row.ticket].append(facts.entry(row))
    found = {}
    for key in sorted(touched):
        ticket = folding.fold(told[key])
        if ticket is not None:
            _project(ticket, version=len(told[key]))
            found[key] = ticket
    for one in new:
        audit.record(actor=by, action=f"queue.{one.what}", thing=one.ticket, at=at, after=dict(one.data))
        if one.ticket in found:
            signals.ticket_changed.announce(facts.news(found[one.ticket], one, at=at))
    return found


def _project(ticket: types.Ticket, *, version: int) -> None:
    row, _made = models.Ticket.objects.update_or_create(
        key=ticket.key,
        defaults={**facts.projected(ticket), "version": version},
    )
    row.visits.all().delete()
    models.Visit.objects.bulk_create(
        models.Visit(ticket=row, turn=turn, **asdict(visit)) for turn, visit in enumerate(ticket.visits)
    )
