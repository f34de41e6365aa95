"""Rows as facts."""

from sagacity.reservations.remote import models, types


def call(row: models.Call) -> types.Call:
    return types.Call(
        key=row.key,
        ticket=row.ticket,
        line=row.line,
        state=types.State(row.state),
        person=row.person,
        language=row.language,
        clerk=row.clerk,
        subject=row.subject,
        page=row.page,
        last=row.last,
        begun_at=row.begun_at,
        opened_at=row.opened_at,
        ended_at=row.ended_at,
    )


def seat(row: models.Seat) -> types.Seat:
    return types.Seat(call(row.call), types.Role(row.role), row.name, bool(row.connection))


def message(row: models.Message) -> types.Message:
    return types.Message(row.number, row.sender, row.to, types.Kind(row.kind), row.body, row.at)
