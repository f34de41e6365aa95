"""Receptions: opened for one event or one shelter, closed when it is over."""

from datetime import datetime

from django.db import transaction

from sagacity.checkin import models, signals, types
from sagacity.kit import keys, policy
from sagacity.kit.audit import api as audit


class NoSuchReception(LookupError):
    """There is no reception of this key."""


class ReceptionOver(Exception):
    """The reception is closed; open it again, or let the entries come as a file."""


def reception(key: str) -> types.Reception:
    """One reception.

    Raises:
        NoSuchReception: there is none of this key.
    """
    return as_fact(row_of(key))


def receptions(*, is_open: bool = True, purpose: types.Purpose | None = None) -> list[types.Reception]:
    """Open receptions, or closed ones, the newest first."""
    rows = models.Reception.objects.filter(closed_at__isnull=is_open).order_by("-opened_at", "-id")
    rows = rows.filter(purpose=purpose) if purpose else rows
    return [as_fact(row) for row in rows]


def reception_at(*, subject: str, purpose: types.Purpose) -> types.Reception | None:
    """The open reception of an event or a shelter, if any."""
    row = models.Reception.objects.filter(subject=subject, purpose=purpose, closed_at=None).first()
    return as_fact(row) if row else None


def receptions_at(*, subject: str, purpose: types.Purpose) -> list[types.Reception]:
    """All receptions of an event or a shelter, open or closed, the newest first."""
    rows = models.Reception.objects.filter(subject=subject, purpose=purpose).order_by("-opened_at", "-id")
    return [as_fact(row) for row in rows]


@transaction.atomic
def open_reception(
    *,
    subject: str,
    title: str,
    purpose: types.Purpose,
    by: policy.Person,
    at: datetime,
    asks_name: bool = False,
    capacity: int | None = None,
) -> types.Reception:
    """Open a reception; one that is open already is given back as it is."""
    values = {
        "key": keys.new("Reception"),
        "title": title,
        "asks_name": asks_name or purpose == types.Purpose.SHELTER,
        "capacity": capacity,
        "opened_at": at,
    }
    row, is_new = models.Reception.objects.get_or_create(
        subject=subject, purpose=purpose, closed_at=None, defaults=values
    )
    if is_new:
        audit.record(actor=by, action="checkin.open", thing=row.key, at=at, after=title)
        signals.reception_opened.announce(as_fact(row))
    return as_fact(row)


@transaction.atomic
def close_reception(*, key: str, by: policy.Person, at: datetime) -> types.Reception:
    """Close a reception: nobody is here any more; what devices still hold comes in.

    Raises:
        NoSuchReception: there is none of this key.
    """
    row = row_of(key, lock=True)
    if row.closed_at is None:
        row.closed_at = at
        row.save(update_fields=["closed_at"])
        audit.record(actor=by, action="checkin.close", thing=key, at=at)
        signals.reception_closed.announce(as_fact(row))
    return as_fact(row)


def row_of(key: str, *, lock: bool = False) -> models.Reception:
    rows = models.Reception.objects.select_for_update() if lock else models.Reception.objects.all()
    row = rows.filter(key=key).first()
    if row is None:
        raise NoSuchReception(key)
    return row


def as_fact(row: models.Reception) -> types.Reception:
    return types.Reception(
        key=row.key,
        subject=row.subject,
        title=row.title,
        purpose=types.Purpose(row.purpose),
        asks_name=row.asks_name,
        capacity=row.capacity,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
    )
