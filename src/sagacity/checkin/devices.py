"""Devices: phones of staff that take entries for one reception, each counting its own."""

from datetime import datetime

from django.db import transaction

from sagacity.checkin import merging, models, receptions, types
from sagacity.kit import keys, policy
from sagacity.kit.audit import api as audit

DESK = "desk"  # the entries that staff make when they answer a question


class NoSuchDevice(LookupError):
    """No device of this key takes entries."""


def device(key: str) -> types.Device:
    """One device, with the numbers it used and nobody has received.

    Raises:
        NoSuchDevice: there is none of this key.
    """
    return as_fact(row_of(key))


def devices(*, reception: str) -> list[types.Device]:
    """Every device that takes or took entries for a reception, the desk's own left out."""
    rows = models.Device.objects.filter(reception__key=reception).exclude(name=DESK).order_by("id")
    return [as_fact(row) for row in rows.select_related("reception")]


@transaction.atomic
def enrol_device(*, reception: str, name: str, by: policy.Person, at: datetime) -> types.Device:
    """Let one more phone take entries for a reception.

    Raises:
        NoSuchReception, ReceptionOver: nothing changed.
    """
    row = receptions.row_of(reception)
    if row.closed_at is not None:
        raise receptions.ReceptionOver(reception)
    made = models.Device.objects.create(
        key=keys.new("CheckinDevice"), reception=row, name=_called(name), staff=by.key, made_at=at
    )
    audit.record(actor=by, action="checkin.device", thing=made.key, at=at, after=name)
    return as_fact(made)


@transaction.atomic
def end_device(*, key: str, by: policy.Person, at: datetime, why: str = "") -> types.Device:
    """Take nothing more from a device that was lost; it wipes itself when it next asks.

    Raises:
        NoSuchDevice: there is none of this key.
    """
    row = row_of(key)
    if row.ended_at is None:
        row.ended_at = at
        row.save(update_fields=["ended_at"])
        audit.record(actor=by, action="checkin.device_end", thing=key, at=at, purpose=why[:200])
    return as_fact(row)


@transaction.atomic
def rename_device(*, key: str, name: str, by: policy.Person, at: datetime) -> types.Device:
    """Call a device otherwise, such as by the door at which it stands now.

    Raises:
        NoSuchDevice: there is none of this key.
    """
    row, name = row_of(key, lock=True), _called(name)
    if row.name != name:
        before, row.name = row.name, name
        row.save(update_fields=["name"])
        audit.record(actor=by, action="checkin.device_name", thing=key, at=at, before=before, after=name)
    return as_fact(row)


def _called(name: str) -> str:
    """The name of a phone; the desk's own stays the desk's."""
    return f"{name} 1" if name == DESK else name


def desk_of(reception: models.Reception, *, at: datetime) -> models.Device:
    """The reception's own device for what staff enter on their page."""
    row, _ = models.Device.objects.get_or_create(
        reception=reception,
        name=DESK,
        defaults={"key": keys.new("CheckinDevice"), "staff": "", "made_at": at},
    )
    return row


def next_number(row: models.Device) -> int:
    last = models.Entry.objects.filter(device=row).order_by("-counter").values_list("counter", flat=True)
    return (last.first() or 0) + 1


def row_of(key: str, *, lock: bool = False) -> models.Device:
    rows = models.Device.objects.select_for_update() if lock else models.Device.objects.all()
    row = rows.filter(key=key).first()
    if row is None:
        raise NoSuchDevice(key)
    return row


def missing(row: models.Device) -> tuple[tuple[int, int], ...]:
    return merging.missing_numbers(row.entries.values_list("counter", flat=True))


def as_fact(row: models.Device) -> types.Device:
    return types.Device(
        key=row.key,
        reception=row.reception.key,
        name=row.name,
        made_at=row.made_at,
        last_sync_at=row.last_sync_at,
        skew_s=row.skew_s,
        missing=missing(row),
        ended_at=row.ended_at,
    )
