"""That two persons are one: said by staff with a reason, and taken back by staff. Entries stay."""

from datetime import datetime

from django.db import transaction

from sagacity.checkin import models, persons, working_out
from sagacity.checkin.announcing import announce_of
from sagacity.kit import policy
from sagacity.kit.audit import api as audit


class SaidAlready(Exception):
    """This person counts as another one already; take that back first."""


@transaction.atomic
def say(*, person: str, same_as: str, why: str, by: policy.Person, at: datetime) -> None:
    """Count a person as another one from now on.

    Raises:
        SaidAlready: nothing changed.
    """
    first = persons.first_of(same_as)
    if first == person:
        return
    if models.Sameness.objects.filter(person=person, undone_at=None).exists():
        raise SaidAlready(person)
    models.Sameness.objects.create(person=person, same_as=first, said_by=by.key, said_at=at, why=why[:400])
    audit.record(actor=by, action="checkin.same", thing=person, at=at, purpose=why[:200], after=first)
    _count_anew({person, first}, at)


@transaction.atomic
def take_back(*, person: str, why: str, by: policy.Person, at: datetime) -> bool:
    """Let a person count as themselves again; says whether they counted as another."""
    row = models.Sameness.objects.filter(person=person, undone_at=None).first()
    if row is None:
        return False
    row.undone_at, row.undone_by = at, by.key
    row.save(update_fields=["undone_at", "undone_by"])
    audit.record(actor=by, action="checkin.not_same", thing=person, at=at, purpose=why[:200])
    _count_anew({person, row.same_as}, at)
    return True


def _count_anew(persons: set[str], at: datetime) -> None:
    working_out.work_out(persons, at=at)
    announce_of(persons, at)
