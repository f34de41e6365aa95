"""Waiting for a time to come free: the first in line whom it suits is offered it before others see it."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from sagacity.kit import clock, keys, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.written_through import written_through
from sagacity.reservations.slots import (
    availability,
    holding,
    locking,
    models,
    offering,
    resources,
    services,
    signals,
    telling,
    types,
)
from sagacity.reservations.slots.refusals import (
    ClientKeyTaken,
    NoSuchWaiter,
    NotOffered,
    StillFree,
    Taken,
    TooMany,
)
from sagacity.reservations.slots.types import SlotState, WaiterState

LIVE = (WaiterState.WAITING, WaiterState.OFFERED)
MOST = 3  # times somebody waits for at once


def waiter(*, key: str) -> types.Waiter:
    """Somebody who waits.

    Raises:
        NoSuchWaiter: there is none of this key.
    """
    return _as_fact(_row(key))


def waiters_of(*, holder: str) -> tuple[types.Waiter, ...]:
    """What somebody waits for or is offered, the next first."""
    rows = models.Waiter.objects.filter(holder=holder, state__in=LIVE) if holder else ()
    return tuple(_as_fact(row) for row in rows)


def waiters(*, area: str) -> tuple[types.Waiter, ...]:
    """The line of an area, in the order of arrival."""
    rows = models.Waiter.objects.filter(service__area=area, state__in=LIVE)
    return tuple(_as_fact(row) for row in rows.select_related("service", "slot").order_by("id"))


def wait(
    *,
    service: str,
    holder: str,
    since: datetime,
    until: datetime,
    client_key: str,
    by: policy.Person,
    at: datetime,
    length: timedelta | None = None,
    language: str = "ja",
) -> types.Waiter:
    """Stand in line for a time between two moments; the same client key stands there once.

    Raises:
        NoSuchService, ClientKeyTaken: nobody waits.
        NotOffered, StillFree, TooMany: nobody waits; the class says why.
        policy.TooLittleAssurance: the service wants to know better who books.
    """
    row = services.row_of(service)
    terms = services.terms_of(row)
    policy.demand(by, level=terms.level)
    length = length or terms.length
    first = models.Waiter.objects.filter(client_key=client_key).select_related("service", "slot").first()
    if first is not None:
        return _again(first, holder)
    _refuse(terms, holder, since, until, length, at)
    with written_through():
        try:
            with transaction.atomic():
                made = models.Waiter.objects.create(
                    key=keys.new("Waiter"),
                    client_key=client_key,
                    service=row,
                    holder=holder,
                    since=since,
                    until=until,
                    minutes=length // services.MINUTE,
                    made_at=at,
                )
                audit.record(actor=by, action="slots.wait", thing=made.key, at=at)
        except IntegrityError:
            return _again(models.Waiter.objects.get(client_key=client_key), holder)
    telling.keep_reachable(holder, language=language, at=at)
    return _as_fact(made)


def leave(*, waiter: str, by: policy.Person, at: datetime) -> types.Waiter:
    """Wait no longer; what was offered goes to the next. Twice is once.

    Raises:
        NoSuchWaiter: there is none of this key.
    """
    from sagacity.reservations.slots import promises  # promises give the next in line their turn

    row = _row(waiter)
    if row.state == WaiterState.OFFERED and row.slot is not None:
        promises.give_back(slot=row.slot.key, by=by, at=at)
    models.Waiter.objects.filter(pk=row.pk, state=WaiterState.WAITING).update(state=WaiterState.LEFT)
    audit.record(actor=by, action="slots.wait.leave", thing=row.key, at=at)
    return _as_fact(_row(waiter))


def offer_next(*, area: str, days: Iterable[date], at: datetime) -> int:
    """Offer what is free on these days to those who wait, in order of arrival; the area is held."""
    wanted = sorted(set(days))
    line = models.Waiter.objects.filter(
        service__area=area,
        service__is_offered=True,
        state=WaiterState.WAITING,
        until__gt=max(at, _midnight(wanted[0])),
        since__lt=_midnight(wanted[-1] + timedelta(days=1)),
    )
    return sum(_offer(row, wanted, at) for row in line.select_related("service").order_by("id"))


def look_after(*, at: datetime) -> int:
    """Offer what came free otherwise, such as by an absence that ended; end what is over."""
    models.Waiter.objects.filter(state=WaiterState.WAITING, until__lte=at).update(state=WaiterState.OVER)
    offered = 0
    line = models.Waiter.objects.filter(state=WaiterState.WAITING).values_list(
        "service__area", "since", "until"
    )
    for area, day in sorted({(area, day) for area, since, until in line for day in _days(since, until, at)}):
        with written_through(), transaction.atomic():
            locking.lock(area, [day])
            offered += offer_next(area=area, days=[day], at=at)
    return offered


def is_taken(slot: models.Slot) -> None:
    models.Waiter.objects.filter(slot=slot, state=WaiterState.OFFERED).update(state=WaiterState.TAKEN)


def is_let_go(slot: models.Slot, *, is_over: bool) -> None:
    state = WaiterState.PASSED if is_over else WaiterState.LEFT
    models.Waiter.objects.filter(slot=slot, state=WaiterState.OFFERED).update(state=state)


def _offer(row: models.Waiter, days: list[date], at: datetime) -> bool:
    terms = services.terms_of(row.service)
    length = row.minutes * services.MINUTE
    for begins in _starts(row, terms, length, days, at):
        until = min(at + terms.offer, begins - terms.notice)
        made = _hold(row, terms, begins, length, until, at) if until > at else None
        if made is None:
            continue
        slot = models.Slot.objects.get(key=made)
        # Nobody else lets it go by pressing the same time: the clock does, and gives the next their turn.
        slot.occupancies.update(held_until=None)
        row.slot, row.state = slot, WaiterState.OFFERED
        row.save(update_fields=["slot", "state"])
        news = types.WaiterNews(
            waiter=row.key,
            slot=slot.key,
            service=terms.key,
            holder=row.holder,
            begins=begins.isoformat(),
            until=until.isoformat(),
            at=at,
        )
        signals.slot_offered.announce(news)
        return True
    return False


def _starts(
    row: models.Waiter, terms: types.Service, length: timedelta, days: list[date], at: datetime
) -> list[datetime]:
    first, last = max(days[0], clock.day(row.since)), min(days[-1], clock.day(row.until))
    found = availability.free(service=terms.key, since=first, until=last, at=at, length=length)
    return [one.begins for one in found if row.since <= one.begins and one.begins + length <= row.until]


def _hold(
    row: models.Waiter,
    terms: types.Service,
    begins: datetime,
    length: timedelta,
    until: datetime,
    at: datetime,
) -> str | None:
    ends = begins + length
    pool = [
        one for one in services.pool_of(row.service) if offering.is_open_for(one, begins=begins, ends=ends)
    ]
    wanted = holding.Wanted(
        service=row.service,
        terms=terms,
        pool=pool,
        parts=resources.parts_of(pool),
        begins=begins,
        ends=ends,
        holder=row.holder,
        subject="",
        client_key=f"waiter:{row.key}",
        most=0,  # the lock of a person stands behind that of an area, and this one is held already
        at=at,
        expires_at=until,
    )
    try:
        return holding.write(wanted).key
    except (Taken, ClientKeyTaken):
        return None


def _refuse(
    terms: types.Service, holder: str, since: datetime, until: datetime, length: timedelta, at: datetime
) -> None:
    earliest, last = at + terms.notice, clock.day(at) + timedelta(terms.days_ahead)
    if not holder or until - since < length or until <= earliest or clock.day(until) > last:
        raise NotOffered("too_soon" if until <= earliest else "too_far")
    live = models.Waiter.objects.filter(holder=holder, state__in=LIVE).count()
    coming = models.Slot.objects.filter(
        holder=holder, service__key=terms.key, begins__gt=at, state=SlotState.CONFIRMED
    )
    if live >= MOST or (terms.most and coming.count() >= terms.most):
        raise TooMany
    found = availability.free(
        service=terms.key, since=clock.day(since), until=clock.day(until), at=at, length=length
    )
    if any(since <= one.begins and one.begins + length <= until for one in found):
        raise StillFree


def _again(row: models.Waiter, holder: str) -> types.Waiter:
    if row.holder != holder:
        raise ClientKeyTaken(row.client_key)
    return _as_fact(row)


def _row(key: str) -> models.Waiter:
    row = models.Waiter.objects.filter(key=key).select_related("service", "slot").first()
    if row is None:
        raise NoSuchWaiter(key)
    return row


def _days(since: datetime, until: datetime, at: datetime) -> list[date]:
    first, last = clock.day(max(since, at)), clock.day(until)
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=clock.JAPAN)


def _as_fact(row: models.Waiter) -> types.Waiter:
    position = 0
    if row.state == WaiterState.WAITING:
        ahead = models.Waiter.objects.filter(
            service=row.service, state=WaiterState.WAITING, pk__lt=row.pk, since__lt=row.until,
            until__gt=row.since,
        )  # fmt: skip
        position = ahead.count() + 1
    return types.Waiter(
        key=row.key,
        service=row.service.key,
        holder=row.holder,
        since=row.since,
        until=row.until,
        length=row.minutes * services.MINUTE,
        state=WaiterState(row.state),
        position=position,
        slot=row.slot.key if row.slot else "",
    )
