"""催し: one, those of some days, and the lines of a calendar."""

from collections import Counter
from collections.abc import Collection
from datetime import date, time
from functools import lru_cache

from django.db.models import CharField, Count, Q, QuerySet
from django.db.models.functions import Cast

from sagacity.kit.search import api as search
from sagacity.registry import facts, filters, kinds, models, types
from sagacity.registry.types import EventChoices, EventDays, EventFilter

EVERY = EventFilter()


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


def events(keys: Collection[str]) -> list[types.Event]:
    """Several public events in the order asked for; keys nobody knows are left out."""
    found = {row.key: row for row in _rows().filter(key__in=keys)}
    return [facts.event(found[key]) for key in dict.fromkeys(keys) if key in found]


def find_events(
    *,
    from_: date | None = None,
    until: date | None = None,
    words: str = "",
    asked: EventFilter = EVERY,
    undated: bool = False,
    ended_before: date | None = None,
    limit: int = 50,
    offset: int = 0,
) -> tuple[tuple[types.Event, ...], int]:
    """Public events of some days in the order they begin.

    `undated` gives those whose day nobody wrote; `ended_before` those that are over, the newest first.
    """
    rows = _filtered(_rows(), asked, words or asked.words)
    if undated:
        rows = rows.filter(occurrences__isnull=True).order_by("name", "id")
        return tuple(facts.event(row) for row in rows[offset : offset + limit]), rows.count()
    days = _days(rows.order_by(), from_, until)
    order = ("on", "starts", "id")
    if ended_before is not None:
        going_on = models.Occurrence.objects.filter(until__gte=ended_before).values("event_id")
        days, order = days.exclude(event_id__in=going_on), ("-until", "-on", "-id")
    wanted = list(dict.fromkeys(days.order_by(*order).values_list("event_id", flat=True)))
    page = {row.pk: row for row in rows.filter(pk__in=wanted[offset : offset + limit])}
    return tuple(facts.event(page[pk]) for pk in wanted[offset : offset + limit]), len(wanted)


def event_days(*, from_: date, until: date, asked: EventFilter = EVERY) -> list[EventDays]:
    """Every time an event takes place in some days, as light lines for a calendar."""
    rows = _filtered(models.Event.objects.all(), asked, asked.words)
    days = _days(rows, from_, until) if asked != EVERY else _between(from_, until)
    lines = days.order_by("on", "starts", "id").values_list(
        "event__key", "event__name", "event__name_en", "event__venue", "event__state",
        *(Cast(name, CharField()) for name in ("on", "until", "starts", "ends")),
    )  # fmt: skip
    return [
        EventDays(key, name, name_en, venue, state, _day(on), _day(last), _time(starts), _time(ends))
        for key, name, name_en, venue, state, on, last, starts, ends in lines
    ]


def events_stamp() -> str:
    """Changes whenever any public event changes: what was drawn under it may be shown again."""
    lines = models.RecordVersion.objects.filter(
        dataset__in=[one.key for one in kinds.all() if one.noun is kinds.Noun.EVENT]
    )
    return str(lines.order_by("-pk").values_list("pk", flat=True).first() or 0)


def event_choices(*, from_: date | None = None, until: date | None = None) -> EventChoices:
    """The topics and towns of the events of some days: what a filter can offer."""
    ids = _between(from_, until).values("event_id")
    rows = models.Event.objects.filter(pk__in=ids).order_by("town")
    topics: Counter[str] = Counter()
    towns: Counter[str] = Counter()
    counted = rows.values("topics", "town").annotate(many=Count("id"))
    for text, town, many in counted.values_list("topics", "town", "many"):
        towns[town] += many
        for topic in filter(None, text.split("|")):
            topics[topic] += many
    return EventChoices(dict(sorted(topics.items(), key=lambda one: (-one[1], one[0]))), dict(towns))


# Thousands of lines have the same thirty days and a few hours: each text is read once, not once a line.
@lru_cache(maxsize=4096)
def _day(said: str) -> date:
    return date.fromisoformat(said)


@lru_cache(maxsize=4096)
def _time(said: str | None) -> time | None:
    return time.fromisoformat(said) if said else None


def _towns_where(**said: Collection[str]) -> "QuerySet[models.Town, str]":
    return models.Town.objects.filter(**{name: list(value) for name, value in said.items()}).values_list(
        "name", flat=True
    )


def _filtered(rows: "QuerySet[models.Event]", asked: EventFilter, words: str) -> "QuerySet[models.Event]":
    if words.strip():
        found = search.find(words=words, kinds=("event",), limit=filters.MOST_FOUND)
        rows = rows.filter(key__in=[hit.key for hit in found.hits])
    if asked.topics:
        any_topic = Q()
        for topic in asked.topics:
            any_topic |= Q(topics__contains=f"|{topic}|")
        rows = rows.filter(any_topic)
    if asked.towns:
        rows = rows.filter(town__in=asked.towns)
    if asked.groups:
        rows = rows.filter(town__in=_towns_where(group__in=asked.groups))
    if asked.school_districts:
        rows = rows.filter(town__in=_towns_where(school_district__in=asked.school_districts))
    if asked.free:
        rows = rows.filter(is_free=True)
    if asked.for_children:
        rows = rows.filter(for_children=True)
    if asked.with_point is not None:
        rows = rows.filter(latitude__isnull=not asked.with_point)
    return rows


def _days(
    rows: "QuerySet[models.Event]", from_: date | None, until: date | None
) -> "QuerySet[models.Occurrence]":
    return _between(from_, until).filter(event__in=rows)


def _between(from_: date | None, until: date | None) -> "QuerySet[models.Occurrence]":
    days = models.Occurrence.objects.all()
    if from_ is not None:
        days = days.filter(until__gte=from_)
    if until is not None:
        days = days.filter(on__lte=until)
    return days


def _rows() -> "QuerySet[models.Event]":
    return models.Event.objects.select_related("record__dataset").prefetch_related("occurrences")
