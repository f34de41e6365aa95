"""Rows of visits as facts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sagacity.kit import policy
from sagacity.procedures.visits import models, refusals, sealing, types


def row_of(key: str, *, lock: bool = False) -> models.Visit:
    rows = models.Visit.objects.select_for_update() if lock else models.Visit.objects.all()
    row = rows.filter(key=key).first()
    if row is None:
        raise refusals.NoSuchVisit(key)
    return row


def open_row(key: str) -> models.Visit:
    """A visit that goes on, locked.

    Raises:
        NoSuchVisit, VisitIsOver
    """
    row = row_of(key, lock=True)
    if row.ended_at is not None:
        raise refusals.VisitIsOver(key)
    return row


def own_row(key: str, by: policy.Person) -> models.Visit:
    """The same, for the clerk who has it.

    Raises:
        NoSuchVisit, VisitIsOver, OtherClerk
    """
    row = open_row(key)
    if row.clerk != by.key:
        raise refusals.OtherClerk(row.clerk)
    return row


def keep(row: models.Visit, said: Mapping[str, Any]) -> None:
    """Write what was said, as one more revision."""
    row.revision += 1
    row.sealed = sealing.seal(said, key=row.key)
    row.save()


def as_fact(row: models.Visit, said: Mapping[str, Any] | None = None) -> types.Visit:
    said = sealing.opened(row) if said is None else said
    screen = models.Screen.objects.filter(visit=row).exclude(token_hash="").exists()
    return types.Visit(
        key=row.key,
        event=row.event,
        handed=row.handed,
        ticket=row.ticket,
        clerk=row.clerk,
        visitor=types.Visitor(row.inhabitant, row.resident, row.purpose),
        wanted=tuple(types.Wanted(**one) for one in row.wanted),
        state=types.State(row.state),
        revision=row.revision,
        signed=_signed(said["signed"]),
        opened_at=row.opened_at,
        until=row.until,
        ended_at=row.ended_at,
        screen=screen,
    )


def _signed(said: Mapping[str, Any] | None) -> types.Signed | None:
    if not said:
        return None
    return types.Signed(
        types.How(said["how"]),
        datetime.fromisoformat(said["at"]),
        said["revision"],
        said["digest"],
        said["upload"],
    )
