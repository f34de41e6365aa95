"""Tickets: taken on a phone, printed, or by a clerk; looked at by whoever holds the key."""

from datetime import datetime, timedelta

from sagacity.kit import clock, keys, policy
from sagacity.kit.city import api as city
from sagacity.kit.hours import api as hours
from sagacity.reservations.queue import desks, facts, log, models, plan, types
from sagacity.reservations.queue.refusals import NoAppointment, NotOnPhones, NotOpen
from sagacity.reservations.queue.types import Channel, Kind, State, What
from sagacity.reservations.slots import api as slots

LIVE = (State.WAITING, State.CALLED, State.SERVING, State.SKIPPED)


def ticket(*, key: str) -> types.Ticket:
    """One ticket with its stays, for whoever holds its key.

    Raises:
        NoSuchTicket: there is none.
    """
    return facts.ticket(log.row_of(key), visits=True)


def tickets_of(*, person: str) -> tuple[types.Ticket, ...]:
    """Tickets of one person that are not over, the oldest first; nobody has none."""
    if not person:
        return ()
    rows = models.Ticket.objects.filter(held_by__person=person, state__in=LIVE)
    return tuple(facts.ticket(row) for row in rows.order_by("issued_at", "id"))


def issue(
    *,
    line: str,
    channel: Channel,
    client_key: str,
    by: policy.Person,
    at: datetime,
    holder: str = "",
    language: str = "ja",
    priority: str = "",
    slot: str = "",
    case: str = "",
) -> types.Ticket:
    """Give a place in a line; the same client key gives the first answer again.

    A phone has one ticket of a line at a time, and an appointment has one for ever: asking again gives it.
    `holder` is whose phone is told when the number is called, and `language` in which; `slot` is the key of a
    promised time of this line's service; `priority` is a class that staff grant.

    Raises:
        NoSuchLine, ClientKeyTaken, NotOnPhones, NotOpen, NoAppointment: no ticket was issued.
    """
    found = plan.line(key=line)
    if channel is Channel.PHONE:
        _refuse_phone(found, at)
    if priority and priority not in plan.plan().priorities:
        raise LookupError(priority)
    with log.one_at_a_time():
        first = log.first_answer(client_key, What.ISSUED) or _has_one(line, holder, slot, at)
        if first is not None:
            return facts.ticket(first, visits=True)
        data = {
            "line": line,
            "number": _number(found, at),
            "channel": channel.value,
            "kind": Kind.APPOINTMENT.value if slot else Kind.WALK_IN.value,
            "priority": priority,
            "case": case,
        }
        if slot:
            data |= {"slot": slot, "appointment_at": _appointment(found, slot, at=at).isoformat()}
            slots.mark(slot=slot, came=True, by=by, at=at)
        made = log.write(
            ticket=keys.new("QueueTicket"), what=What.ISSUED, client_key=client_key, by=by, at=at, data=data
        )
        if holder:
            row = log.row_of(made.key)
            models.Holder.objects.create(ticket=row, person=holder, language=language)
        return made


def leave(*, ticket: str, client_key: str, by: policy.Person, at: datetime) -> types.Ticket:
    """Give one's place up. Twice is once.

    Raises:
        NoSuchTicket, ClientKeyTaken: nothing happened.
        NotNow: the talk has begun, or is over.
    """
    if log.row_of(ticket).state == State.LEFT:
        return facts.ticket(log.row_of(ticket), visits=True)
    return log.happen(ticket=ticket, what=What.LEFT, client_key=client_key, by=by, at=at)


def close_day(*, at: datetime) -> int:
    """In the night, whoever was not called has left and no desk is open; says how many had waited."""
    today = _begin_of(at)
    left = models.Ticket.objects.filter(state__in=LIVE, issued_at__lt=today)
    keys_left = list(left.values_list("key", "state"))
    for key, state in keys_left:
        over = What.ENDED if state == State.SERVING else What.LEFT
        log.happen(ticket=key, what=over, client_key=f"night:{key}", by=policy.SYSTEM, at=at)
    models.Desk.objects.filter(closed_at=None, opened_at__lt=today).update(closed_at=at)
    return len(keys_left)


def is_open(line: types.Line, *, at: datetime) -> bool:
    """Whether somebody works there: by the calendar of the place, or because a desk is open."""
    calendar = hours.calendars().get(plan.plan().places[line.place].calendar)
    if calendar is None or hours.is_open(calendar=calendar, at=at, is_holiday=city.is_holiday):
        return True
    return any(line.key in desk.lines for desk in desks.desks(place=line.place))


def _refuse_phone(line: types.Line, at: datetime) -> None:
    if not line.phone:
        raise NotOnPhones(line.key)
    if not is_open(line, at=at):
        raise NotOpen(line.key)


def _has_one(line: str, holder: str, slot: str, at: datetime) -> models.Ticket | None:
    if slot and (row := models.Ticket.objects.filter(slot=slot).first()):
        return row
    if not holder or slot:
        return None
    mine = models.Ticket.objects.filter(line=line, held_by__person=holder, state__in=LIVE, slot="")
    return mine.filter(issued_at__gte=_begin_of(at)).first()


def _begin_of(at: datetime) -> datetime:
    return clock.local(at).replace(hour=0, minute=0, second=0, microsecond=0)


def _number(line: types.Line, at: datetime) -> str:
    count, _made = models.Count.objects.get_or_create(line=line.key, day=clock.day(at))
    count.last += 1
    count.save(update_fields=["last"])
    return number_of(line.letter, count.last)


def number_of(head: str, count: int) -> str:
    """A number as it is shown and spoken: letters, and at least three digits."""
    return f"{head}{count:03d}"


def _appointment(line: types.Line, key: str, *, at: datetime) -> datetime:
    try:
        promised = slots.slot(key=key)
    except slots.NoSuchSlot as problem:
        raise NoAppointment(key) from problem
    is_kept = promised.state in {slots.SlotState.CONFIRMED, slots.SlotState.CAME, slots.SlotState.NO_SHOW}
    if not line.service or promised.service != line.service or not is_kept:
        raise NoAppointment(key)
    if abs(promised.begins - at) > timedelta(hours=12) or clock.day(promised.begins) != clock.day(at):
        raise NoAppointment(key)
    return promised.begins
