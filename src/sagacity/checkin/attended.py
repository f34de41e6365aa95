"""What somebody attended: the events at which they were taken down, and whether that stands by now."""

from collections.abc import Collection
from datetime import date

from sagacity.checkin import models, persons, types
from sagacity.kit import clock


def attended(*, people: Collection[str]) -> list[types.Attended]:
    """The events that these persons (one resident's keys) attended, the newest first, each day once.

    Shelters are never among them.
    """
    firsts = {persons.first_of(person) for person in people if person}
    rows = models.Stay.objects.filter(
        person__in=firsts, since__isnull=False, reception__purpose=types.Purpose.EVENT
    )
    found: dict[tuple[str, date], types.Attended] = {}
    for row in rows.select_related("reception").order_by("since", "id"):
        one = _as_fact(row)
        before = found.get((one.subject, one.day))
        if before is None or (one.is_settled and not before.is_settled):
            found[one.subject, one.day] = one
    return sorted(found.values(), key=lambda one: one.since, reverse=True)


def _as_fact(row: models.Stay) -> types.Attended:
    assert row.since is not None
    return types.Attended(
        subject=row.reception.subject,
        title=row.reception.title,
        day=clock.day(row.since),
        since=row.since,
        person=row.person,
        is_settled=_is_settled(row),
    )


def _is_settled(row: models.Stay) -> bool:
    """The city has read every card of it itself, and nobody has been asked about it without an answer."""
    if models.Entry.objects.filter(uuid__in=row.entries, checked=False).exists():
        return False
    asked = models.Question.objects.filter(person=row.person, answer="").values_list("entries", flat=True)
    return not any(set(entries) & set(row.entries) for entries in asked)
