"""The lines of a place as everybody may see them: who is called, who waits, how long it will take."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db.models import Count, Max

from sagacity.kit import clock
from sagacity.reservations.queue import desks, forecasting, lines, models, order, plan, types
from sagacity.reservations.queue.types import State
from sagacity.reservations.slots import api as slots

FRESH = 20  # seconds for which a forecast stands while nothing happens
LEARNED = 300  # talks of a line that are looked at
AHEAD = timedelta(hours=2)  # appointments to come that are reckoned with
MINUTE = timedelta(minutes=1)


def boards(*, place: str, at: datetime) -> tuple[types.Board, ...]:
    """Every line of a place, in the city's order; phone, page and display ask here and agree.

    Raises:
        NoSuchLine: the city has no lines there.
    """
    if not plan.lines(place=place):
        raise plan.NoSuchLine(place)
    moment = datetime.fromtimestamp(at.timestamp() // FRESH * FRESH, tz=clock.JAPAN)
    key = f"queue:{place}:{edition()}:{moment.timestamp():.0f}"
    found: tuple[types.Board, ...] | None = cache.get(key)
    if found is None:
        found = _drawn(place, moment, seed=key)
        cache.set(key, found, 2 * FRESH)
    return found


def board(*, line: str, at: datetime) -> types.Board:
    """One line.

    Raises:
        NoSuchLine: there is none.
    """
    wanted = plan.line(key=line)
    return next(one for one in boards(place=wanted.place, at=at) if one.line.key == wanted.key)


def standing(*, ticket: types.Ticket, at: datetime) -> types.Standing | None:
    """Where a ticket stands; None when it does not wait."""
    found = board(line=ticket.line, at=at)
    return next((one for one in found.waiting if one.ticket.key == ticket.key), None)


def edition() -> str:
    """Changes whenever anything happened to a ticket, or a desk was opened or closed."""
    last = models.Entry.objects.aggregate(last=Max("id"))["last"] or 0
    opened = models.Desk.objects.aggregate(last=Max("id"), closed=Count("closed_at"))
    return f"{last}.{opened['last'] or 0}.{opened['closed']}"


def learned(line: types.Line) -> list[float]:
    """Minutes of the line's last talks, from the call to the end, filled up by the pack while few."""
    rows = models.Visit.objects.filter(line=line.key, outcome="ended", called_at__isnull=False)
    spans = rows.order_by("-ended_at").values_list("called_at", "ended_at")[:LEARNED]
    known = [(ended - called) / MINUTE for called, ended in spans if ended and called]
    return forecasting.lengths(known, usual=line.minutes)


def _drawn(place: str, at: datetime, *, seed: str) -> tuple[types.Board, ...]:
    every = plan.lines(place=place)
    keys = [line.key for line in every]
    rules = plan.rules()
    today = lines.standing(keys, *State, at=at)
    open_desks = desks.desks(place=place)
    waiting = order.sort([one for one in today if one.state is State.WAITING], rules=rules, at=at)
    hall = forecasting.Hall(
        windows=_windows(open_desks, today, at),
        waiting=[one.line for one in waiting],
        lengths={line.key: learned(line) for line in every},
        promised=_promised(every, at),
    )
    told, asked = forecasting.waits(hall, newcomers=keys, seed=seed)
    found = [(ticket, forecast) for ticket, forecast in zip(waiting, told, strict=True)]
    newcomers = dict(zip(keys, asked, strict=True))
    return tuple(_of_line(line, today, found, newcomers[line.key], open_desks, at, rules) for line in every)


def _of_line(
    line: types.Line,
    today: Sequence[types.Ticket],
    waiting: Sequence[tuple[types.Ticket, types.Forecast | None]],
    newcomer: types.Forecast | None,
    open_desks: Sequence[types.Desk],
    at: datetime,
    rules: types.Rules,
) -> types.Board:
    def those(state: State) -> tuple[types.Ticket, ...]:
        return tuple(one for one in today if one.line == line.key and one.state is state)

    mine = [(ticket, forecast) for ticket, forecast in waiting if ticket.line == line.key]
    places = tuple(
        types.Standing(
            ticket=ticket,
            position=number,
            why=order.why(ticket, rules=rules, at=at),
            forecast=_not_before(ticket, forecast, rules, at),
        )
        for number, (ticket, forecast) in enumerate(mine, start=1)
    )
    return types.Board(
        line=line,
        at=at,
        desks=sum(line.key in desk.lines for desk in open_desks),
        called=tuple(reversed(those(State.CALLED))),
        serving=those(State.SERVING),
        waiting=places,
        skipped=those(State.SKIPPED),
        newcomer=newcomer,
        colour=line.colour(people=len(places), minutes=newcomer.median if newcomer else None),
    )


def _not_before(
    ticket: types.Ticket, forecast: types.Forecast | None, rules: types.Rules, at: datetime
) -> types.Forecast | None:
    """An appointment is not called before it may be: that is known, so no forecast says less."""
    if forecast is None or ticket.appointment_at is None or order.may_be_called(ticket, rules=rules, at=at):
        return forecast
    known = int((ticket.appointment_at - at) / MINUTE) - rules.early
    return types.Forecast(
        median=max(forecast.median, known), least=max(forecast.least, known), most=max(forecast.most, known)
    )


def _windows(
    open_desks: Sequence[types.Desk], today: Sequence[types.Ticket], at: datetime
) -> list[forecasting.Window]:
    busy = {one.key: one for one in today if one.state in desks.AT_A_DESK}
    return [
        forecasting.Window(
            lines=frozenset(desk.lines),
            busy_with=busy[desk.ticket].line if desk.ticket in busy else "",
            since=_since(desk.ticket, at) if desk.ticket in busy else 0.0,
        )
        for desk in open_desks
    ]


def _since(ticket: str, at: datetime) -> float:
    row = models.Visit.objects.filter(ticket__key=ticket).order_by("-turn").first()
    called = row.called_at if row else None
    return max(0.0, (at - called) / MINUTE) if called else 0.0


def _promised(every: Sequence[types.Line], at: datetime) -> list[tuple[float, str]]:
    """Appointments of people who are not here yet."""
    found = []
    by_service = {line.service: line.key for line in every if line.service}
    areas = {service.area for service in slots.services() if service.key in by_service}
    for area in areas:
        for slot in slots.slots_between(area=area, since=at, until=at + AHEAD):
            if slot.service in by_service and slot.state is slots.SlotState.CONFIRMED:
                found.append(((slot.begins - at) / MINUTE, by_service[slot.service]))
    return sorted(found)
