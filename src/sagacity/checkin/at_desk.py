"""What staff take down on their own page: entries of the reception's desk, which is a device like others."""

from datetime import datetime

from django.db import transaction

from sagacity.checkin import desk_entries, devices, models, receiving, types
from sagacity.kit import policy
from sagacity.kit.audit import api as audit


class NotHere(Exception):
    """Nobody of this key is at the reception now."""


@transaction.atomic
def take_down(
    *,
    reception: str,
    uuid: str,
    kind: types.Kind,
    by: policy.Person,
    at: datetime,
    card: str = "",
    visitor: types.Visitor | None = None,
    people: int = 0,
) -> types.Answer:
    """Write one thing down; a form that is sent twice, with one uuid, is taken down once.

    Raises:
        NoSuchReception, ReceptionOver: nothing was taken down.
    """
    desk = desk_entries.open_desk(reception, at=at)
    entry = types.Entry(
        uuid=uuid,
        counter=devices.next_number(desk),
        clock=at,
        kind=kind,
        way=types.Way.CODE if card else types.Way.FORM,
        card=card,
        visitor=visitor,
        people=people,
    )
    return receiving.receive(device=desk.key, entries=[entry], clock=at, by=by, at=at).answers[0]


@transaction.atomic
def check_out(*, reception: str, person: str, by: policy.Person, at: datetime) -> None:
    """Let somebody of the roster go, also somebody without a card.

    Raises:
        NoSuchReception, ReceptionOver, NotHere: nothing changed.
    """
    desk = desk_entries.open_desk(reception, at=at)
    if not models.Stay.objects.filter(reception=desk.reception, person=person, until=None).exists():
        raise NotHere(person)
    row = desk_entries.write(desk, kind=types.Kind.CHECK_OUT, at=at, person=person)
    audit.record(actor=by, action="checkin.check_out", thing=row.uuid, at=at)
