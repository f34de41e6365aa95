"""Carriages: who may carry the card of another person; by a counter, or for a child by the register."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from sagacity.identity.cards import endings, models, standing, types
from sagacity.kit import clock, keys, policy
from sagacity.kit.audit import api as audit


class NoSuchCarriage(LookupError):
    """The resident may not carry this person's card, or no longer."""


class CarriedAlready(Exception):
    """The resident may carry this person's card already."""


def carriages(*, resident: str, at: datetime) -> list[types.Carriage]:
    """Whose cards a resident may carry now."""
    rows = models.Carriage.objects.on(clock.day(at)).filter(resident=resident)
    return [as_fact(row) for row in rows.order_by("id") if standing.stands(row, at=at)]


def carriages_of_inhabitant(*, inhabitant: str, at: datetime) -> list[types.Carriage]:
    """Who may carry this person's card now; for staff."""
    rows = models.Carriage.objects.on(clock.day(at)).filter(inhabitant=inhabitant)
    return [as_fact(row) for row in rows.order_by("id")]


def row_of(*, key: str, resident: str, at: datetime) -> models.Carriage:
    row = models.Carriage.objects.on(clock.day(at)).filter(key=key, resident=resident).first()
    if row is None or not standing.stands(row, at=at):
        raise NoSuchCarriage(key)
    return row


@transaction.atomic
def allow(
    *,
    resident: str,
    inhabitant: str,
    kind: types.Kind,
    label: str,
    reason: str,
    ends_on: date | None,
    by: policy.Person,
    at: datetime,
) -> types.Carriage:
    """Let a resident carry the card of a child or of somebody cared for.

    Raises:
        CarriedAlready: that is so already.
        ValueError: it is no kind of card that others carry.
    """
    if kind not in {types.Kind.CHILD, types.Kind.PROXY}:
        raise ValueError(kind)
    try:
        with transaction.atomic():
            row = models.Carriage.objects.create(
                key=keys.new("Carriage"),
                resident=resident,
                inhabitant=inhabitant,
                kind=kind,
                label=label,
                starts_on=clock.day(at),
                ends_on=ends_on,
                reason=reason,
                granted_by=by.key,
                granted_by_name=by.name,
                granted_at=at,
            )
    except IntegrityError as problem:
        raise CarriedAlready(resident) from problem
    audit.record(actor=by, action="card.carriage.allow", thing=row.key, purpose=reason, at=at)
    return as_fact(row)


@transaction.atomic
def withdraw(*, carriage: str, by: policy.Person, at: datetime, inhabitant: str = "") -> None:
    """End a carriage, and the cards that were carried by it; of this inhabitant, where one is named.

    Raises:
        NoSuchCarriage: there is none of this key.
    """
    row = models.Carriage.objects.select_for_update().filter(key=carriage, ended_at=None).first()
    if row is None or (inhabitant and row.inhabitant != inhabitant):
        raise NoSuchCarriage(carriage)
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    audit.record(actor=by, action="card.carriage.withdraw", thing=row.key, at=at)
    carried = models.Card.objects.filter(resident=row.resident, inhabitant=row.inhabitant, kind=row.kind)
    endings.end_rows(carried, why=types.Why.CARRIAGE, by=by, at=at)


@transaction.atomic
def end_what_is_over(*, at: datetime) -> None:
    """Carriages whose last day is over end with their cards."""
    for row in models.Carriage.objects.filter(ended_at=None, ends_on__lt=clock.day(at)):
        withdraw(carriage=row.key, by=policy.SYSTEM, at=at)


def as_fact(row: models.Carriage) -> types.Carriage:
    return types.Carriage(
        key=row.key,
        resident=row.resident,
        kind=types.Kind(row.kind),
        label=row.label,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        granted_by_name=row.granted_by_name,
    )
