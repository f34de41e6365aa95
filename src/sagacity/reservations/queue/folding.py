"""A ticket is what happened to it: the same entries, in any order and however often, are the same ticket."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sagacity.reservations.queue.types import Channel, Conflict, Entry, Kind, State, Ticket, Visit, What

FITS: Mapping[State, Mapping[What, State]] = {
    State.WAITING: {
        What.CALLED: State.CALLED,
        What.STARTED: State.SERVING,
        What.LEFT: State.LEFT,
        What.TRANSFERRED: State.WAITING,
    },
    State.CALLED: {
        What.CALLED: State.CALLED,
        What.STARTED: State.SERVING,
        What.ENDED: State.DONE,
        What.LEFT: State.LEFT,
        What.SKIPPED: State.SKIPPED,
        What.RETURNED: State.WAITING,
        What.TRANSFERRED: State.WAITING,
    },
    State.SERVING: {
        What.ENDED: State.DONE,
        What.RETURNED: State.WAITING,
        What.TRANSFERRED: State.WAITING,
    },
    State.SKIPPED: {What.RETURNED: State.WAITING, What.LEFT: State.LEFT, What.TRANSFERRED: State.WAITING},
    State.LEFT: {What.RETURNED: State.WAITING},
    State.DONE: {},
}
# What a clerk saw with their own eyes counts even where it does not fit; it is shown as a conflict.
SEEN: Mapping[State, Mapping[What, State]] = {
    State.SKIPPED: {What.STARTED: State.SERVING},
    State.LEFT: {What.STARTED: State.SERVING},
}


def ordered(entries: Iterable[Entry]) -> list[Entry]:
    """Entries of one ticket in the order in which they happened, as far as anybody can know.

    A station's own counter is trusted before its clock: a clock that was set back does not turn its day
    around. Between stations the clocks decide, then their keys, so that everybody decides alike.
    """
    latest: dict[str, datetime] = {}
    placed = []
    for entry in sorted({one.id: one for one in entries}.values(), key=lambda one: (one.counter, one.id)):
        moment = max(entry.clock, latest.get(entry.branch, entry.clock))
        latest[entry.branch] = moment
        first = entry.what is not What.ISSUED
        placed.append(((first, moment, entry.branch, entry.counter, entry.id), entry))
    return [entry for _key, entry in sorted(placed, key=lambda one: one[0])]


def fold(entries: Iterable[Entry]) -> Ticket | None:
    """The ticket that these entries make; None until it is known that it was issued."""
    told = ordered(entries)
    if not told or told[0].what is not What.ISSUED:
        return None
    ticket = _issued(told[0])
    for entry in told[1:]:
        ticket = _next(ticket, entry)
    return ticket


def _issued(entry: Entry) -> Ticket:
    data = entry.data
    appointment = datetime.fromisoformat(data["appointment_at"]) if data.get("appointment_at") else None
    return Ticket(
        key=entry.ticket,
        line=data["line"],
        number=data["number"],
        kind=Kind(data.get("kind", Kind.WALK_IN)),
        channel=Channel(data.get("channel", Channel.CLERK)),
        priority=data.get("priority", ""),
        state=State.WAITING,
        issued_at=entry.clock,
        turn_at=appointment or entry.clock,
        appointment_at=appointment,
        slot=data.get("slot", ""),
        case=data.get("case", ""),
        branch=entry.branch,
        visits=(Visit(line=data["line"], since=max(entry.clock, appointment or entry.clock)),),
    )


def _next(ticket: Ticket, entry: Entry) -> Ticket:
    state = FITS[ticket.state].get(entry.what)
    if state is not None and not _other_desk(ticket, entry):
        return _changed(ticket, entry, state)
    seen = SEEN.get(ticket.state, {}).get(entry.what)
    conflict = Conflict(
        entry=entry.id,
        what=entry.what,
        found=ticket.state,
        clock=entry.clock,
        branch=entry.branch,
        counted=seen is not None,
    )
    noted = replace(ticket, conflicts=(*ticket.conflicts, conflict))
    return noted if seen is None else _changed(noted, entry, seen)


def _other_desk(ticket: Ticket, entry: Entry) -> bool:
    """Two desks have called the same ticket: the first call stands."""
    return (
        ticket.state is State.CALLED
        and entry.what is What.CALLED
        and entry.data.get("desk", "") != ticket.desk
    )


def _changed(ticket: Ticket, entry: Entry, state: State) -> Ticket:
    *before, visit = ticket.visits
    return replace(
        ticket,
        state=state,
        line=entry.data.get("to", ticket.line) if entry.what is What.TRANSFERRED else ticket.line,
        case=entry.data.get("case") or ticket.case,
        desk="" if state in {State.WAITING, State.LEFT} else entry.data.get("desk") or ticket.desk,
        calls=ticket.calls + (entry.what is What.CALLED),
        visits=(*before, *_visits(visit, entry)),
    )


def _visits(visit: Visit, entry: Entry) -> Sequence[Visit]:
    """The last stay in a line with one more entry; a transfer ends it and begins another."""
    at, desk = entry.clock, entry.data.get("desk") or visit.desk
    if entry.what is What.CALLED:
        return [replace(visit, called_at=visit.called_at or at, desk=desk)]
    if entry.what is What.STARTED:
        begun = replace(visit, called_at=visit.called_at or at, started_at=at, desk=desk)
        return [replace(begun, ended_at=None, outcome="")]
    if entry.what in {What.ENDED, What.LEFT}:
        return [replace(visit, ended_at=at, outcome=entry.what.value)]
    if entry.what is What.RETURNED:
        return [replace(visit, called_at=None, started_at=None, ended_at=None, outcome="", desk="")]
    if entry.what is What.TRANSFERRED:
        over = replace(visit, ended_at=at, outcome=entry.what.value)
        return [over, Visit(line=entry.data.get("to", visit.line), since=at)]
    return [visit]
