"""Stays: where people were and are, by keys."""

from sagacity.checkin import models, persons, types


def stays(*, reception: str) -> list[types.Stay]:
    """Everybody who was at a reception, in the order in which they came."""
    rows = models.Stay.objects.filter(reception__key=reception).select_related("reception")
    return [as_fact(row) for row in rows.order_by("since", "id")]


def stays_of(*, person: str) -> list[types.Stay]:
    """Where one person was, in order."""
    rows = models.Stay.objects.filter(person=persons.first_of(person)).select_related("reception")
    return [as_fact(row) for row in rows.order_by("since", "id")]


def as_fact(row: models.Stay) -> types.Stay:
    return types.Stay(
        reception=row.reception.key,
        person=row.person,
        since=row.since,
        until=row.until,
        entries=tuple(row.entries),
        moved_to=row.moved_to,
    )
