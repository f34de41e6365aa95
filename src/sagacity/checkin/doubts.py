"""Doubts written down: each is asked once, whoever finds it again."""

from collections.abc import Iterable
from datetime import datetime

from sagacity.checkin import models, types
from sagacity.kit import keys


def ask(
    doubt: types.Doubt,
    *,
    about: Iterable[str],
    entries: Iterable[str],
    reception: models.Reception,
    person: str,
    reason: str,
    at: datetime,
) -> bool:
    """Ask staff; says whether this is a new question."""
    name = name_of(doubt, about)
    if models.Question.objects.filter(name=name).exists():
        return False
    row = made(name, doubt, entries=entries, reception=reception, person=person, at=at, reason=reason)
    row.save()
    return True


def name_of(doubt: types.Doubt, about: Iterable[str]) -> str:
    """The same doubt has the same name, whenever it is found again."""
    return ":".join([doubt, *about])


def made(
    name: str,
    doubt: types.Doubt,
    *,
    entries: Iterable[str],
    reception: models.Reception,
    person: str,
    at: datetime,
    reason: str = "",
) -> models.Question:
    """A question that is not stored yet."""
    return models.Question(
        key=keys.new("CheckinQuestion"),
        name=name,
        doubt=doubt,
        reception=reception,
        person=person,
        entries=list(entries),
        reason=reason,
        asked_at=at,
    )
