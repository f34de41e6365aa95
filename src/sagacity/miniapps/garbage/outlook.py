"""What an area's page says: today and tomorrow, the next days, two months, what is unusual."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sagacity.miniapps.garbage import months as month_tables
from sagacity.miniapps.garbage.months import Mark, Month
from sagacity.registry.collection import api as collection

AHEAD = timedelta(days=400)
SOON = timedelta(days=60)
NEXT = 10


@dataclass(frozen=True, slots=True)
class DayOut:
    """A day and what is collected on it."""

    on: date
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Unusual:
    """A day on which the usual rule does not hold, for residents."""

    on: date
    kind: str
    what: str  # "off" | "moved_away" | "extra" | "moved_here"
    other_day: date | None
    note: str


@dataclass(frozen=True, slots=True)
class Outlook:
    area: collection.Area
    today: DayOut
    tomorrow: DayOut
    next_days: tuple[DayOut, ...]
    months: tuple[Month, ...]
    unusual: tuple[Unusual, ...]
    notice: str
    source: str
    approved_until: date | None
    is_approved: bool
    kinds: tuple[collection.Kind, ...]
    legend: tuple[Mark, ...]


def outlook(*, area: str, today: date, language: str) -> Outlook:
    """Everything the page of an area shows on one day."""
    kinds = {kind.name: kind for kind in collection.kinds()}
    first, last = month_tables.span(today, 2)
    found = collection.days(area=area, from_=first, until=max(last, today + AHEAD))
    marks = marks_by_day(found, kinds, language)
    coming = [DayOut(on, tuple(marks[on])) for on in sorted(marks) if on >= today][:NEXT]
    edition = collection.edition(area=area, on=today)
    said = edition.source.notice
    return Outlook(
        area=collection.area(area),
        today=DayOut(today, tuple(marks.get(today, ()))),
        tomorrow=DayOut(today + timedelta(days=1), tuple(marks.get(today + timedelta(days=1), ()))),
        next_days=tuple(coming),
        months=month_tables.months(today, 2, marks, today),
        unusual=tuple(_unusual(area, today, kinds, language)),
        notice=said.get(language) or said.get(language.split("-")[0]) or said.get("ja", ""),
        source=" ".join(filter(None, [edition.source.text, edition.source.edition])),
        approved_until=edition.approved_until,
        is_approved=edition.approved,
        kinds=tuple(kinds.values()),
        legend=tuple(Mark(kind, kind.name_in(language)) for kind in kinds.values()),
    )


def marks_by_day(
    days: list[collection.CollectionDay], kinds: Mapping[str, collection.Kind], language: str
) -> dict[date, list[Mark]]:
    """The marks of each day, in the order of the city's kinds."""
    found: dict[date, list[Mark]] = {}
    for day in sorted(days, key=lambda one: (one.on, kinds[one.kind].order)):
        kind = kinds[day.kind]
        found.setdefault(day.on, []).append(Mark(kind, kind.name_in(language), note=day.note))
    return found


def _unusual(area: str, today: date, kinds: Mapping[str, collection.Kind], language: str) -> list[Unusual]:
    away = {collection.Why.CLOSED, collection.Why.CANCELLED, collection.Why.RECESS}
    found = []
    for odd in collection.irregular(area=area, from_=today, until=today + SOON):
        if odd.why in away:
            what = "moved_away" if odd.other_day else "off"
        else:
            what = "moved_here" if odd.other_day else "extra"
        found.append(Unusual(odd.on, kinds[odd.kind].name_in(language), what, odd.other_day, odd.note))
    return found
