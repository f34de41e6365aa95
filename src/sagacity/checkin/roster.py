"""The roster: who is here, by name where the reception asks for names; each name is a look in the log."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from sagacity.checkin import models, receptions, types
from sagacity.identity import api as identity
from sagacity.identity.register import api as register
from sagacity.kit import policy
from sagacity.kit.audit import api as audit


class NoNames(Exception):
    """This reception does not ask for names, the purpose is missing, or the person may not read them."""


def roster(
    *, reception: str, by: policy.Person, purpose: str, at: datetime, is_here: bool = True
) -> list[types.Guest]:
    """Everybody who is or was here, with names.

    An event shows names only and an address never; a shelter shows name, birth date and address. An address
    under support measures (支援措置) is in no roster.

    Raises:
        NoSuchReception: there is none of this key.
        NoNames: nothing was opened; the attempt is in the log.
    """
    row = _opened(reception, by=by, purpose=purpose, at=at)
    stays = models.Stay.objects.filter(reception=row).order_by("since", "id")
    stays = stays.filter(until=None) if is_here else stays
    told = {one.person: one for one in models.Visitor.objects.filter(reception=row)}
    return [
        replace(
            _guest(stay.person, told.get(stay.person), row, by, purpose, at),
            since=stay.since,
            until=stay.until,
            moved_to=stay.moved_to,
        )
        for stay in stays
    ]


def named(
    *, reception: str, people: Collection[str], by: policy.Person, purpose: str, at: datetime
) -> dict[str, types.Guest]:
    """The same of some of them, such as those a question is about; whoever was never here is left out.

    Raises:
        NoSuchReception: there is none of this key.
        NoNames: nothing was opened; the attempt is in the log.
    """
    row = _opened(reception, by=by, purpose=purpose, at=at)
    written = models.Entry.objects.filter(reception=row, person__in=people)
    here = list(written.order_by("person").values_list("person", flat=True).distinct())
    told = {one.person: one for one in models.Visitor.objects.filter(reception=row, person__in=here)}
    return {person: _guest(person, told.get(person), row, by, purpose, at) for person in here}


def _opened(reception: str, *, by: policy.Person, purpose: str, at: datetime) -> models.Reception:
    """The reception, once it is written down who opens its names, and what for."""
    row = receptions.row_of(reception)
    is_refused = not row.asks_name or len(purpose.strip()) < 4 or not by.may(_needed(row))
    action = "checkin.roster.refused" if is_refused else "checkin.roster"
    with transaction.atomic():
        audit.record(actor=by, action=action, thing=reception, at=at, purpose=purpose)
    if is_refused:
        raise NoNames(reception)
    return row


def _needed(row: models.Reception) -> str:
    return identity.CHECKIN_SHELTER if row.purpose == types.Purpose.SHELTER else identity.CHECKIN_EVENT


def _guest(
    person: str,
    told: models.Visitor | None,
    row: models.Reception,
    by: policy.Person,
    purpose: str,
    at: datetime,
) -> types.Guest:
    shelter = row.purpose == types.Purpose.SHELTER
    name, birth_date, address, household = "", None, "", ""
    if told is not None:
        name, birth_date, address, household = told.name, told.birth_date, told.address, told.household
    else:
        group = register.ColumnGroup.FOUR_FACTS if shelter else register.ColumnGroup.NAME
        try:
            facts = register.facts(
                key=person,
                by=by,
                purpose=purpose,
                groups=frozenset({group}),
                channel="scanner",
                at=at,
            )
            name, birth_date, address = facts.name, facts.birth_date, facts.address
        except (register.NoSuchInhabitant, register.NotAllowed):
            name = ""  # a card of somebody who is no longer in the register, or closed to others
    return types.Guest(
        person=person,
        way=types.Way.FORM if told else types.Way.PICTURE,
        name=name,
        birth_date=birth_date if shelter else None,
        address=address if shelter else "",
        household=household if shelter else "",
        since=None,
        until=None,
        moved_to="",
    )
