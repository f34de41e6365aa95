"""催し: one, and those of some days."""

from datetime import date

from django.db.models import QuerySet

from sagacity.kit.search import api as search
from sagacity.registry import facts, filters, models, types


class NoSuchEvent(LookupError):
    """There is no public event of this key."""


def event(key: str) -> types.Event:
    """One public event.

    Raises:
        NoSuchEvent: there is none.
    """
    row = _rows().filter(key=key).first()
    if row is None:
        raise NoSuchEvent(key)
    return facts.event(row)


def find_events(
    *,
    from_: date | None = None,
    until: date | None = None,
    words: str = "",
    undated: bool = False,
    limit: int = 50,
    offset: int = 0,
) -> tuple[tuple[types.Event, ...], int]:
    """Public events of some days in the order they begin; `undated` gives those whose day nobody wrote."""
    rows = _rows()
    if words.strip():
        found = search.find(words=words, kinds=("event",), limit=filters.MOST_FOUND)
        rows = rows.filter(key__in=[hit.key for hit in found.hits])
    if undated:
        rows = rows.filter(occurrences__isnull=True).order_by("name", "id")
        return tuple(facts.event(row) for row in rows[offset : offset + limit]), rows.count()
    days = models.Occurrence.objects.filter(event__in=rows.order_by())
    if from_ is not None:
        days = days.filter(until__gte=from_)
    if until is not None:
        days = days.filter(on__lte=until)
    wanted = list(dict.fromkeys(days.order_by("on", "starts", "id").values_list("event_id", flat=True)))
    page = {row.pk: row for row in rows.filter(pk__in=wanted[offset : offset + limit])}
    return tuple(facts.event(page[pk]) for pk in wanted[offset : offset + limit]), len(wanted)


def _rows() -> "QuerySet[models.Event]":
    return models.Event.objects.select_related("record__dataset").prefetch_related("occurrences")
