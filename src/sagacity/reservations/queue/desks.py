"""Desks: where somebody works now, and the lines it calls from."""

from collections.abc import Collection
from datetime import datetime

from sagacity.kit import keys, policy
from sagacity.kit.audit import api as audit
from sagacity.reservations.queue import log, models, plan, types
from sagacity.reservations.queue.refusals import DeskBusy, DeskTaken, LinesApart, NoSuchDesk
from sagacity.reservations.queue.types import State

AT_A_DESK = (State.CALLED, State.SERVING)


def desk(*, key: str) -> types.Desk:
    """One open desk, with whom it has called or serves.

    Raises:
        NoSuchDesk: it is not open.
    """
    return as_fact(row_of(key))


def desks(*, place: str = "", by: str = "") -> tuple[types.Desk, ...]:
    """Desks that are open, of one place or of all, of one member of staff or of all, by label."""
    wanted = {name: value for name, value in (("place", place), ("by", by)) if value}
    rows = models.Desk.objects.filter(closed_at=None, **wanted)
    return tuple(as_fact(row) for row in rows.order_by("label"))


def open_desk(*, label: str, lines: Collection[str], by: policy.Person, at: datetime) -> types.Desk:
    """Open a desk where its lines are; whoever opened it and opens it again changes its lines.

    Raises:
        NoSuchLine: a line is none, or there is none.
        LinesApart: the lines are at several places.
        DeskTaken: somebody else works there.
    """
    wanted = sorted(set(lines))
    places = {plan.line(key=key).place for key in wanted}
    if not places:
        raise plan.NoSuchLine(label)
    if len(places) > 1:
        raise LinesApart(label)
    (place,) = places
    with log.one_at_a_time():
        row = models.Desk.objects.filter(place=place, label=label, closed_at=None).first()
        if row is not None and row.by != by.key:
            raise DeskTaken(label)
        row = row or models.Desk(key=keys.new("Desk"), place=place, label=label, by=by.key, opened_at=at)
        row.lines = wanted
        row.save()
        audit.record(actor=by, action="queue.desk.open", thing=row.key, at=at, after=row.lines)
        return as_fact(row)


def close_desk(*, desk: str, by: policy.Person, at: datetime) -> None:
    """Close a desk. Twice is once.

    Raises:
        DeskBusy: somebody is called to it or sits there.
    """
    with log.one_at_a_time():
        row = models.Desk.objects.filter(key=desk, closed_at=None).first()
        if row is None:
            return
        if busy := whom(row.label, row.place):
            raise DeskBusy(busy)
        row.closed_at = at
        row.save(update_fields=["closed_at"])
        audit.record(actor=by, action="queue.desk.close", thing=row.key, at=at)


def row_of(key: str) -> models.Desk:
    row = models.Desk.objects.filter(key=key, closed_at=None).first()
    if row is None:
        raise NoSuchDesk(key)
    return row


def whom(label: str, place: str) -> str:
    """The key of the ticket that a desk has called or serves."""
    known = [line.key for line in plan.lines(place=place)]
    found = models.Ticket.objects.filter(line__in=known, desk=label, state__in=AT_A_DESK)
    return found.order_by("issued_at").values_list("key", flat=True).first() or ""


def as_fact(row: models.Desk) -> types.Desk:
    return types.Desk(
        key=row.key,
        label=row.label,
        place=row.place,
        lines=tuple(row.lines),
        opened_at=row.opened_at,
        ticket=whom(row.label, row.place),
    )
