"""Rows as facts."""

from datetime import datetime

from sagacity.reservations.slots import models, types


def slot(row: models.Slot) -> types.Slot:
    return types.Slot(
        key=row.key,
        service=row.service.key,
        resource=row.resource.key,
        begins=row.begins,
        ends=row.ends,
        state=types.SlotState(row.state),
        holder=row.holder,
        subject=row.subject,
        expires_at=row.expires_at,
        moved_to=row.moved_to,
        series=row.series,
    )


def news(row: models.Slot, *, at: datetime) -> types.SlotNews:
    return types.SlotNews(
        slot=row.key,
        service=row.service.key,
        resource=row.resource.key,
        begins=row.begins.isoformat(),
        ends=row.ends.isoformat(),
        holder=row.holder,
        subject=row.subject,
        state=row.state,
        moved_to=row.moved_to,
        at=at,
    )
