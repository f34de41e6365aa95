"""Marks: what a person can be addressed by."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Count

from sagacity.messaging import catching_up, errors, models, people

LONGEST_KIND = 60
LONGEST_VALUE = 220
MOST = 300  # of one kind


@transaction.atomic
def mark(*, person: str, kind: str, values: Collection[str], language: str, at: datetime) -> None:
    """Replace all marks of one kind; none at all removes them. Open notices that now fit come into the inbox.

    Raises:
        BadMark: there is nobody to mark, or the marks are longer or more than can be kept.
    """
    wanted = _checked(kind, values)
    if not wanted and people.find(person) is None:
        return
    row, new = people.meet_and_hold(person, language=language, at=at)
    row.marks.filter(kind=kind).exclude(value__in=wanted).delete()
    _add(row, new, kind, wanted, at)


@transaction.atomic
def add_mark(*, person: str, kind: str, value: str, language: str, at: datetime) -> None:
    """Add one mark to those a person has."""
    wanted = _checked(kind, [value])
    row, new = people.meet_and_hold(person, language=language, at=at)
    if row.marks.filter(kind=kind).exclude(value=value).count() >= MOST:
        raise errors.BadMark(f"選べるのは{MOST}個までです。いくつか外してください。")
    _add(row, new, kind, wanted, at)


def drop_mark(*, person: str, kind: str, value: str) -> None:
    """Take one mark away; what came because of it stays in the inbox."""
    models.Mark.objects.filter(person__key=person, kind=kind, value=value).delete()


def marks(*, person: str, kind: str) -> tuple[str, ...]:
    """The marks of one kind that a person has, in order."""
    if not person:
        return ()
    return tuple(
        sorted(models.Mark.objects.filter(person__key=person, kind=kind).values_list("value", flat=True))
    )


def marks_by_kind(*, person: str, kinds: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The marks of several kinds that a person has, in order."""
    found: dict[str, list[str]] = {kind: [] for kind in kinds}
    if person:
        rows = models.Mark.objects.filter(person__key=person, kind__in=kinds)
        for kind, value in rows.values_list("kind", "value"):
            found[kind].append(value)
    return {kind: tuple(sorted(values)) for kind, values in found.items()}


def marked(*, kind: str, prefix: str = "") -> dict[str, int]:
    """How many people have each mark of a kind; with a prefix, only values that begin with it."""
    rows = models.Mark.objects.filter(kind=kind)
    if prefix:
        rows = rows.filter(value__startswith=prefix)
    counted = rows.values_list("value").annotate(people=Count("id")).order_by("value")
    # SQLite compares a beginning without regard to case; keys differ by case.
    return {value: number for value, number in counted if value.startswith(prefix)}


def _add(row: models.Person, new: bool, kind: str, wanted: Collection[str], at: datetime) -> None:
    had = set(row.marks.filter(kind=kind).values_list("value", flat=True))
    added = sorted(set(wanted) - had)
    models.Mark.objects.bulk_create(models.Mark(person=row, kind=kind, value=value) for value in added)
    if new:
        catching_up.with_everything(row, at=at)
    elif added:
        catching_up.with_kind(row, kind, at=at)


def _checked(kind: str, values: Collection[str]) -> set[str]:
    wanted = {value for value in values if value}
    if not kind or len(kind) > LONGEST_KIND:
        raise errors.BadMark(f"{kind!r} is no kind of mark: 1 to {LONGEST_KIND} characters")
    if len(wanted) > MOST:
        raise errors.BadMark(f"選べるのは{MOST}個までです。いくつか外してください。")
    if too_long := [value for value in wanted if len(value) > LONGEST_VALUE]:
        raise errors.BadMark(
            f"{too_long[0][:40]}… is too long for a mark: {LONGEST_VALUE} characters at most"
        )
    return wanted
