"""What was changed at the counters: a day and a sentence, written down so that it can be judged later."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sagacity.desks.reform import models
from sagacity.kit import keys, policy
from sagacity.kit.audit import api as audit


class NoSuchChange(LookupError):
    """There is no change of this key."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change: from `day` on something was different, in one line or the whole house."""

    key: str
    day: date
    sentence: str
    line: str
    procedure: str
    written_by_name: str
    written_at: datetime


def changes() -> list[Change]:
    """Every change, the newest first."""
    return [_fact(row) for row in models.Change.objects.order_by("-day", "-id")]


def change(*, key: str) -> Change:
    """One of them.

    Raises:
        NoSuchChange: there is none.
    """
    row = models.Change.objects.filter(key=key).first()
    if row is None:
        raise NoSuchChange(key)
    return _fact(row)


@transaction.atomic
def write(
    *,
    client_key: str,
    day: date,
    sentence: str,
    by: policy.Person,
    at: datetime,
    line: str = "",
    procedure: str = "",
) -> Change:
    """Write a change down; the same client key gives the first answer again."""
    row, made = models.Change.objects.get_or_create(
        client_key=client_key,
        defaults={
            "key": keys.new("Change"),
            "day": day,
            "sentence": sentence,
            "line": line,
            "procedure": procedure,
            "written_by_name": by.name,
            "written_at": at,
        },
    )
    if made:
        audit.record(actor=by, action="reform.change", thing=row.key, at=at, after=sentence)
    return _fact(row)


@transaction.atomic
def take_back(*, key: str, by: policy.Person, at: datetime) -> None:
    """Take a change out again that was written down by mistake. Twice is once."""
    row = models.Change.objects.filter(key=key).first()
    if row is not None:
        audit.record(actor=by, action="reform.take_back", thing=key, at=at, before=row.sentence)
        row.delete()


def _fact(row: models.Change) -> Change:
    return Change(
        key=row.key,
        day=row.day,
        sentence=row.sentence,
        line=row.line,
        procedure=row.procedure,
        written_by_name=row.written_by_name,
        written_at=row.written_at,
    )
