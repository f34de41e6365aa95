"""Series: the same time every so many days, for a club. Each date is held by itself, what is taken told."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from sagacity.kit import clock, keys, policy
from sagacity.kit.audit import api as audit
from sagacity.reservations.slots import facts, holding, models, promises, types
from sagacity.reservations.slots.refusals import BadService, NotOffered, Refused, Taken
from sagacity.reservations.slots.types import SlotState

MOST = 60  # dates of one series
WEEK = timedelta(days=7)


def series(*, key: str) -> types.Series:
    """The slots of a series that are not given back, in order."""
    rows = models.Slot.objects.filter(series=key, state__in=[*types.LIVE, SlotState.NO_SHOW])
    found = rows.select_related("service", "resource").order_by("begins")
    return types.Series(key, tuple(facts.slot(row) for row in found))


def book_series(
    *,
    service: str,
    first: datetime,
    times: int,
    client_key: str,
    by: policy.Person,
    at: datetime,
    every: timedelta = WEEK,
    length: timedelta | None = None,
    resource: str = "",
    holder: str = "",
    contact: types.Contact | None = None,
) -> types.Series:
    """Promise every date that is free and name those that are not; the same client key books them once.

    A process that ends in the middle has promised some of them: pressed again, it goes on from there.
    For staff; a resident books dates one by one, or takes part in a round.

    Raises:
        NoSuchService, ClientKeyTaken, BadService, BadContact: see `hold` and `confirm`.
    """
    if not 1 <= times <= MOST or every < timedelta(days=1) or every % timedelta(days=1):
        raise BadService(f"a series has 1 to {MOST} dates, whole days apart")
    key, missed, kept = keys.make("Series", client_key), list[types.Missed](), list[types.Slot]()
    for number, begins in enumerate(_dates(first, every, times)):
        try:
            held = holding.hold(
                service=service,
                begins=begins,
                length=length,
                holder=holder,
                client_key=f"{client_key}:{number}",
                resource=resource,
                by=by,
                at=at,
            )
        except (Taken, NotOffered) as refused:
            missed.append(types.Missed(begins, getattr(refused, "reason", "taken")))
            continue
        if held.state is SlotState.HELD:
            promises.confirm(slot=held.key, contact=contact, by=by, at=at)
        if held.is_live:
            models.Slot.objects.filter(key=held.key).update(series=key)
            kept.append(replace(promises.slot(key=held.key)))
    audit.record(actor=by, action="slots.series", thing=key, at=at, after={"slots": len(kept)})
    return types.Series(key, tuple(kept), tuple(missed))


def give_back_series(*, key: str, by: policy.Person, at: datetime, why: str = "") -> tuple[types.Slot, ...]:
    """Give back every date of a series that is to come; what cannot be given back stays, the rest goes."""
    gone = []
    for one in series(key=key).slots:
        if one.begins > at and one.state is SlotState.CONFIRMED:
            try:
                gone.append(promises.give_back(slot=one.key, by=by, at=at, why=why))
            except Refused:
                continue
    return tuple(gone)


def _dates(first: datetime, every: timedelta, times: int) -> Iterable[datetime]:
    """The same time on the wall."""
    local = clock.local(first)
    return [local + number * every for number in range(times)]
