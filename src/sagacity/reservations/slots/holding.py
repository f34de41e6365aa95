"""Holding a time: the only way a slot comes into being. One winner, always somebody."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import QuerySet

from sagacity.kit import keys, policy
from sagacity.kit.written_through import written_through
from sagacity.reservations.slots import facts, locking, models, offering, resources, services, types
from sagacity.reservations.slots.refusals import ClientKeyTaken, NotOffered, Taken, TooMany

Parts = Mapping[int, tuple[models.Resource, ...]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A time that somebody wants, with everything the writer needs."""

    service: models.Service
    terms: types.Service
    pool: Sequence[models.Resource]
    parts: Parts
    begins: datetime
    ends: datetime
    holder: str
    subject: str
    client_key: str
    most: int
    at: datetime
    expires_at: datetime | None

    @property
    def since(self) -> int:
        return int((self.begins - self.terms.before).timestamp())

    @property
    def until(self) -> int:
        return int((self.ends + self.terms.after).timestamp())

    @property
    def locks(self) -> list[str]:
        """What nobody else may hold meanwhile: the area on each day touched, and the person's own count."""
        moments = (self.begins - self.terms.before, self.ends + self.terms.after)
        names = locking.names(self.terms.area, moments)
        if self.most and self.holder:
            names.append(locking.person(self.terms.key, self.holder))
        return names


def hold(
    *,
    service: str,
    begins: datetime,
    holder: str,
    client_key: str,
    at: datetime,
    length: timedelta | None = None,
    subject: str = "",
    by: policy.Person | None = None,
    resource: str = "",
    until: datetime | None = None,
) -> types.Slot:
    """Keep a time for somebody while they decide; the same client key gives the first answer again.

    `by` is the member of staff who writes it down: notice, days ahead and limits of a person do not bind
    them. `resource` names one of the pool; else the first that is free is taken. `until` is when the
    hold ends, if not after the time that the service gives.

    Raises:
        NoSuchService, ClientKeyTaken: nothing was promised.
        NotOffered, Taken, TooMany: nothing was promised; the class says why.
    """
    row = services.row_of(service)
    terms = services.terms_of(row)
    length = length or terms.length
    first = models.Slot.objects.filter(client_key=client_key).select_related("service", "resource").first()
    if first is not None:
        return _again(first, service, begins)
    offering.refuse_by_terms(terms, begins=begins, length=length, at=at, is_staff=by is not None)
    ends = begins + length
    pool = [one for one in services.pool_of(row) if not resource or one.key == resource]
    pool = [one for one in pool if offering.is_open_for(one, begins=begins, ends=ends)]
    if not pool:
        raise NotOffered("closed")
    wanted = Wanted(
        service=row,
        terms=terms,
        pool=pool,
        parts=resources.parts_of(pool),
        begins=begins,
        ends=ends,
        holder=holder,
        subject=subject,
        client_key=client_key,
        most=0 if by else terms.most,
        at=at,
        expires_at=until or at + terms.hold,
    )
    return write(wanted)


def write(wanted: Wanted) -> types.Slot:
    """Write a slot down, or say why not. A deadlock or a constraint met in a rush is tried once more."""
    try:
        made, said = _write(wanted)
    except (IntegrityError, OperationalError):
        if connection.in_atomic_block:
            raise
        made, said = _write(wanted)
    if said == "too_many":
        raise TooMany
    if made is None:
        raise Taken
    row = models.Slot.objects.select_related("service", "resource").get(pk=made)
    return _again(row, wanted.terms.key, wanted.begins) if said == "again" else facts.slot(row)


def _again(row: models.Slot, service: str, begins: datetime) -> types.Slot:
    if (row.service.key, row.begins) != (service, begins):
        raise ClientKeyTaken(row.client_key)
    return facts.slot(row)


def _write(wanted: Wanted) -> tuple[int | None, str]:
    if connection.vendor == "postgresql":
        return _by_function(wanted)
    with written_through(), transaction.atomic():
        return _by_hand(wanted)


def _by_function(wanted: Wanted) -> tuple[int | None, str]:
    candidates = [[one.pk, [part.pk for part in wanted.parts[one.pk]]] for one in wanted.pool]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT slot_id, said FROM slots_hold(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                wanted.locks,
                keys.new("Slot"),
                wanted.client_key,
                wanted.service.pk,
                json.dumps(candidates),
                wanted.begins,
                wanted.ends,
                wanted.since,
                wanted.until,
                wanted.holder,
                wanted.subject,
                wanted.most,
                wanted.at,
                wanted.expires_at,
            ],
        )
        made, said = cursor.fetchone()
    return made, said


def _by_hand(wanted: Wanted) -> tuple[int | None, str]:
    """The same as the function, where one writer at a time is the rule of the database."""
    first = models.Slot.objects.filter(client_key=wanted.client_key).values_list("pk", flat=True).first()
    if first is not None:
        return first, "again"
    near = models.Occupancy.objects.filter(
        is_live=True,
        resource__in={part.pk for parts in wanted.parts.values() for part in parts},
        begins__lt=wanted.until,
        ends__gt=wanted.since,
    )
    let_go(near.filter(held_until__lte=int(wanted.at.timestamp())), at=wanted.at)
    if wanted.most and wanted.holder and _to_come(wanted) >= wanted.most:
        return None, "too_many"
    taken = set(near.values_list("resource", flat=True))
    away = set(
        models.Absence.objects.filter(begins__lt=wanted.ends, ends__gt=wanted.begins).values_list(
            "resource", flat=True
        )
    )
    for one in wanted.pool:
        parts = {part.pk for part in wanted.parts[one.pk]}
        if not parts & taken and not (parts | {one.pk}) & away:
            return _insert(wanted, one, parts), "held"
    return None, "taken"


def let_go(over: QuerySet[models.Occupancy], *, at: datetime) -> int:
    """Release the slots of holds that are over."""
    slots = set(over.values_list("slot", flat=True))
    if slots:
        models.Occupancy.objects.filter(slot__in=slots).update(is_live=False)
        models.Slot.objects.filter(pk__in=slots, state=types.SlotState.HELD).update(
            state=types.SlotState.RELEASED, expires_at=None, changed_at=at
        )
    return len(slots)


def _to_come(wanted: Wanted) -> int:
    live = models.Slot.objects.filter(service=wanted.service, holder=wanted.holder, begins__gt=wanted.at)
    held = live.filter(state=types.SlotState.HELD, expires_at__gt=wanted.at)
    return live.filter(state=types.SlotState.CONFIRMED).count() + held.count()


def _insert(wanted: Wanted, resource: models.Resource, parts: set[int]) -> int:
    state = types.SlotState.HELD if wanted.expires_at else types.SlotState.CONFIRMED
    row = models.Slot.objects.create(
        key=keys.new("Slot"),
        client_key=wanted.client_key,
        service=wanted.service,
        resource=resource,
        begins=wanted.begins,
        ends=wanted.ends,
        state=state,
        holder=wanted.holder,
        subject=wanted.subject,
        expires_at=wanted.expires_at,
        made_at=wanted.at,
        changed_at=wanted.at,
    )
    until = int(wanted.expires_at.timestamp()) if wanted.expires_at else None
    models.Occupancy.objects.bulk_create(
        models.Occupancy(slot=row, resource_id=part, begins=wanted.since, ends=wanted.until, held_until=until)
        for part in sorted(parts)
    )
    return row.pk
