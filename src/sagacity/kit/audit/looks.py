"""Who looked at a person's data, as they may read it: day, division, purpose; never a name of staff."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from sagacity.kit import clock
from sagacity.kit.audit import models

REFUSED = ".refused"  # how actions end that were not let through


class NoSuchLook(LookupError):
    """This person's data was not looked at under this number, or a law withholds it still."""


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the data of one person."""

    number: int  # what a question about it names
    day: date
    division: str
    purpose: str
    group: str  # which columns: four_facts, household …
    channel: str
    action: str


def looks_at(*, subjects: Collection[str], at: datetime, limit: int = 50, offset: int = 0) -> list[Look]:
    """The looks at one person's data, under all their keys, that they may know of now; newest first."""
    return [_as_fact(row) for row in _visible(subjects, at).order_by("-id")[offset : offset + limit]]


def count_looks(*, subjects: Collection[str], at: datetime) -> int:
    """How many looks `looks_at` would give in all."""
    return _visible(subjects, at).count()


def look(*, number: int, subjects: Collection[str], at: datetime) -> Look:
    """One look.

    Raises:
        NoSuchLook: it is somebody else's, or not to be known yet.
    """
    row = _visible(subjects, at).filter(pk=number).first()
    if row is None:
        raise NoSuchLook(str(number))
    return _as_fact(row)


def _visible(subjects: Collection[str], at: datetime) -> "models.AppendOnlyQuerySet":
    # Said in the words of the index, which leaves out the many lines that are about nobody.
    rows = models.Line.objects.filter(subject__in=subjects).exclude(subject="")
    # Attempts that were refused read nothing, and whoever looks at themselves knows.
    rows = rows.exclude(action__endswith=REFUSED).exclude(actor__in=subjects)
    return rows.filter(Q(visible_from=None) | Q(visible_from__lte=at))


def _as_fact(row: models.Line) -> Look:
    return Look(
        number=row.pk,
        day=clock.day(row.at),
        division=row.division,
        purpose=row.purpose,
        group=row.group,
        channel=row.channel,
        action=row.action,
    )
