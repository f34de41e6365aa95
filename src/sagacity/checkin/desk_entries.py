"""The reception's own device: whatever staff enter on their page is written here, and only here."""

import uuid as uuids
from datetime import datetime
from typing import Any

from sagacity.checkin import devices, models, receptions, types, working_out
from sagacity.checkin.announcing import announce


def open_desk(reception: str, *, at: datetime) -> models.Device:
    """The desk of a reception that is open, held until the transaction ends so that its numbers do not meet.

    Raises:
        NoSuchReception, ReceptionOver: nothing changed.
    """
    row = receptions.row_of(reception, lock=True)
    if row.closed_at is not None:
        raise receptions.ReceptionOver(reception)
    return devices.desk_of(row, at=at)


def write(desk: models.Device, *, kind: types.Kind, at: datetime, **said: Any) -> models.Entry:
    """Add one entry of the desk, and work out what it changes."""
    row = models.Entry.objects.create(
        uuid=str(uuids.uuid4()),
        device=desk,
        counter=devices.next_number(desk),
        clock=at,
        at=at,
        received_at=at,
        reception=desk.reception,
        kind=kind,
        way=types.Way.FORM,
        **said,
    )
    working_out.work_out(working_out.touched_by([row]), at=at)
    announce(desk.reception, at)
    return row
