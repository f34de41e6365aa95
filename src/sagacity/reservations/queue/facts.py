"""Rows as facts, and facts as rows."""

from datetime import datetime
from typing import Any

from sagacity.kit import policy
from sagacity.reservations.queue import models, types

COLUMNS = (
    "line", "number", "kind", "channel", "priority", "state", "issued_at", "turn_at", "appointment_at",
    "slot", "case", "desk", "branch", "calls",
)  # fmt: skip


def ticket(row: models.Ticket, *, visits: bool = False) -> types.Ticket:
    """A ticket; its stays cost a question of the database."""
    return types.Ticket(
        key=row.key,
        line=row.line,
        number=row.number,
        kind=types.Kind(row.kind),
        channel=types.Channel(row.channel),
        priority=row.priority,
        state=types.State(row.state),
        issued_at=row.issued_at,
        turn_at=row.turn_at,
        appointment_at=row.appointment_at,
        slot=row.slot,
        case=row.case,
        desk=row.desk,
        branch=row.branch,
        calls=row.calls,
        visits=tuple(visit(one) for one in row.visits.order_by("turn")) if visits else (),
        conflicts=tuple(_conflict(one) for one in row.conflicts),
    )


def visit(row: models.Visit) -> types.Visit:
    return types.Visit(
        line=row.line,
        since=row.since,
        called_at=row.called_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
        desk=row.desk,
        outcome=row.outcome,
    )


def entry(row: models.Entry) -> types.Entry:
    return types.Entry(
        id=row.key,
        ticket=row.ticket,
        what=types.What(row.what),
        clock=row.clock,
        branch=row.branch,
        counter=row.counter,
        data=row.data,
    )


def entry_row(one: types.Entry, *, by: policy.Person, at: datetime) -> models.Entry:
    return models.Entry(
        key=one.id,
        ticket=one.ticket,
        what=one.what,
        clock=one.clock,
        branch=one.branch,
        counter=one.counter,
        data=dict(one.data),
        by=by.key if by.is_staff else by.kind,
        heard_at=at,
    )


def conflict_as_json(one: types.Conflict) -> dict[str, Any]:
    return {
        "entry": one.entry,
        "what": one.what.value,
        "found": one.found.value,
        "clock": one.clock.isoformat(),
        "branch": one.branch,
        "counted": one.counted,
    }


def _conflict(said: dict[str, Any]) -> types.Conflict:
    return types.Conflict(
        entry=said["entry"],
        what=types.What(said["what"]),
        found=types.State(said["found"]),
        clock=datetime.fromisoformat(said["clock"]),
        branch=said["branch"],
        counted=said["counted"],
    )


def news(one: types.Ticket, entry: types.Entry, *, at: datetime) -> types.TicketNews:
    return types.TicketNews(
        ticket=one.key,
        line=one.line,
        number=one.number,
        what=entry.what.value,
        desk=one.desk,
        state=one.state.value,
        entry=entry.id,
        happened_at=entry.clock,
        at=at,
    )


def projected(one: types.Ticket) -> dict[str, Any]:
    """The columns of a ticket as its entries make it."""
    return {
        **{name: getattr(one, name) for name in COLUMNS},
        "conflicts": [conflict_as_json(each) for each in one.conflicts],
    }
