"""Promises: a hold that was confirmed, and what becomes of it."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.kit.written_through import written_through
from sagacity.reservations.slots import (
    charges,
    contacts,
    facts,
    holding,
    locking,
    models,
    services,
    signals,
    telling,
    types,
    waiting,
)
from sagacity.reservations.slots.refusals import HoldOver, NoSuchSlot, OtherPrice, TooLate
from sagacity.reservations.slots.types import SlotState


def slot(*, key: str) -> types.Slot:
    """One slot, for whoever holds its key.

    Raises:
        NoSuchSlot: there is none.
    """
    return facts.slot(_row(key))


def slots_of(*, holder: str) -> tuple[types.Slot, ...]:
    """What one person has, the next to come first; nobody has nothing."""
    if not holder:
        return ()
    rows = models.Slot.objects.filter(holder=holder).select_related("service", "resource")
    return tuple(facts.slot(row) for row in rows.order_by("begins", "id"))


def slots_between(
    *, area: str, since: datetime, until: datetime, also: Collection[SlotState] = ()
) -> tuple[types.Slot, ...]:
    """What is promised in an area, in order: the day of a desk; `also` names states that are over."""
    rows = models.Slot.objects.filter(
        service__area=area, begins__gte=since, begins__lt=until, state__in=[*types.LIVE, *also]
    )
    return tuple(
        facts.slot(row) for row in rows.select_related("service", "resource").order_by("begins", "id")
    )


def confirm(
    *, slot: str, by: policy.Person, at: datetime, contact: types.Contact | None = None
) -> types.Slot:
    """Make a promise of a hold, and ask for its fee. Twice is once.

    Raises:
        NoSuchSlot: there is none.
        HoldOver: the hold has ended, or the time was given back.
        BadContact: something of the contact cannot be read.
        policy.TooLittleAssurance: the service wants to know better who books.
    """
    written = contacts.read(contact) if contact else None
    with written_through(), transaction.atomic():
        row = _row(slot, lock=True)
        if row.state == SlotState.CONFIRMED:
            return facts.slot(row)
        if row.state != SlotState.HELD or row.expires_at is None or row.expires_at <= at:
            raise HoldOver(slot)
        if by.kind not in {"staff", "system"}:
            policy.demand(by, level=services.terms_of(row.service).level)
        row.state, row.expires_at, row.changed_at = SlotState.CONFIRMED, None, at
        row.save(update_fields=["state", "expires_at", "changed_at"])
        row.occupancies.update(held_until=None)
        contacts.keep(row, written)
        waiting.is_taken(row)
        if not row.charged:
            charges.ask(row, payer=by.key if by.kind == "resident" else "", by=by, at=at)
        audit.record(actor=by, action="slots.confirm", thing=row.key, at=at)
        signals.slot_confirmed.announce(facts.news(row, at=at))
        return facts.slot(row)


def give_back(
    *, slot: str, by: policy.Person, at: datetime, however_late: bool = False, why: str = ""
) -> types.Slot:
    """Cancel a promise, or let a hold go; the first who waits is offered it. Twice is once.

    Of what was paid goes back what the service says; all of it when staff cancel. `why` is told to whoever
    had it.

    Raises:
        NoSuchSlot: there is none.
        TooLate: it can no longer be cancelled from home; staff can.
        PaymentUnderWay: somebody is paying at this moment.
    """
    with written_through(), transaction.atomic():
        row = _locked_with_its_day(slot)
        if not facts.slot(row).is_live:
            return facts.slot(row)
        if not however_late:
            _refuse_late(row, by, at)
        end = SlotState.RELEASED if row.state == SlotState.HELD else SlotState.CANCELLED
        charges.give_back(row, by=by, at=at, whole=by.is_staff)
        is_over = row.expires_at is not None and row.expires_at <= at
        _end(row, end, at=at)
        waiting.is_let_go(row, is_over=is_over)
        audit.record(actor=by, action="slots.give_back", thing=row.key, at=at, purpose=why[:200])
        signals.slot_given_back.announce(facts.news(row, at=at))
        if by.is_staff:
            telling.that_it_was_cancelled(row, why=why, at=at)
        waiting.offer_next(area=row.service.area, days=locking.days_of(row), at=at)
        return facts.slot(row)


def move(
    *,
    slot: str,
    begins: datetime,
    client_key: str,
    by: policy.Person,
    at: datetime,
    length: timedelta | None = None,
) -> types.Slot:
    """Another time for the same thing: the new one is promised and the old one free, or everything stays.

    Raises:
        NoSuchSlot, HoldOver: there is nothing to move.
        TooLate, NotOffered, Taken, OtherPrice: the old time stays.
    """
    with written_through(), transaction.atomic():
        row = _locked_with_its_day(slot, begins)
        if row.state == SlotState.MOVED:
            return facts.slot(_row(row.moved_to))
        if row.state != SlotState.CONFIRMED:
            raise HoldOver(slot)
        _refuse_late(row, by, at)
        long = length or row.ends - row.begins
        _refuse_other_price(row, begins, long, at)
        _end(row, SlotState.MOVED, at=at)
        made = holding.hold(
            service=row.service.key,
            begins=begins,
            length=long,
            holder=row.holder,
            subject=row.subject,
            client_key=client_key,
            by=by if by.is_staff else None,
            at=at,
        )
        row.moved_to = made.key
        row.save(update_fields=["moved_to"])
        models.Slot.objects.filter(key=made.key).update(charged=row.charged, series=row.series)
        models.Contact.objects.filter(slot=row).update(slot=_row(made.key))
        audit.record(actor=by, action="slots.move", thing=row.key, at=at, after={"to": made.key})
        signals.slot_moved.announce(facts.news(row, at=at))
        done = confirm(slot=made.key, by=by, at=at)
        if by.is_staff:
            telling.that_it_was_moved(_row(made.key), at=at)
        waiting.offer_next(area=row.service.area, days=locking.days_of(row), at=at)
        return done


def let_holds_go(*, at: datetime) -> int:
    """Give back every hold that was not confirmed in time; how many."""
    over = models.Slot.objects.filter(state=SlotState.HELD, expires_at__lte=at).values_list("key", flat=True)
    keys = list(over)
    for key in keys:
        give_back(slot=key, by=policy.SYSTEM, at=at)
    return len(keys)


def mark(*, slot: str, came: bool, by: policy.Person, at: datetime) -> types.Slot:
    """Note that somebody came, or did not; until the end of the day it can be changed.

    Raises:
        NoSuchSlot: there is none.
        HoldOver: nothing was promised.
    """
    with transaction.atomic():
        row = _row(slot, lock=True)
        if row.state not in {SlotState.CONFIRMED, SlotState.CAME, SlotState.NO_SHOW}:
            raise HoldOver(slot)
        row.state, row.changed_at = (SlotState.CAME if came else SlotState.NO_SHOW), at
        row.save(update_fields=["state", "changed_at"])
        audit.record(actor=by, action="slots.mark", thing=row.key, at=at, after={"came": came})
        return facts.slot(row)


def _refuse_late(row: models.Slot, by: policy.Person, at: datetime) -> None:
    ends = row.begins - services.terms_of(row.service).cancel_until
    if not by.is_staff and row.state == SlotState.CONFIRMED and at > ends:
        raise TooLate(row.key)


def _refuse_other_price(row: models.Slot, begins: datetime, length: timedelta, at: datetime) -> None:
    if not row.charged:
        return
    bill = charges.bill_of(slot=row.key)
    now = charges.quote(service=row.service.key, begins=begins, length=length, at=at).yen
    if now != (bill.amount if bill else 0):
        raise OtherPrice(row.key)


def _locked_with_its_day(key: str, *also: datetime) -> models.Slot:
    """The slot, once nobody else writes on its days: whoever holds a time takes the same locks first."""
    row = _row(key)
    locking.lock(row.service.area, [*locking.days_of(row), *also])
    return _row(key, lock=True)


def _end(row: models.Slot, state: SlotState, *, at: datetime) -> None:
    row.state, row.expires_at, row.changed_at = state, None, at
    row.save(update_fields=["state", "expires_at", "changed_at"])
    row.occupancies.update(is_live=False, held_until=None)


def _row(key: str, *, lock: bool = False) -> models.Slot:
    rows = models.Slot.objects.select_for_update(of=("self",)) if lock else models.Slot.objects.all()
    row = rows.select_related("service", "resource").filter(key=key).first()
    if row is None:
        raise NoSuchSlot(key)
    return row
