"""Events as lines of a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sagacity.miniapps.events import words
from sagacity.registry import api as registry


@dataclass(frozen=True, slots=True)
class Row:
    """One event in a list."""

    key: str
    name: str
    days: str
    hours: str
    more_days: int
    place: str
    state: str
    is_over: bool
    is_free: bool
    for_children: bool
    is_saved: bool


def rows(
    events: Iterable[registry.Event], *, kept: Iterable[str], from_: date | None, today: date
) -> list[Row]:
    """Each with the first of its days that is not before the days asked for."""
    saved = set(kept)
    return [_row(one, saved, from_ or date.min, today) for one in events]


def _row(event: registry.Event, saved: set[str], from_: date, today: date) -> Row:
    coming = [one for one in event.occurrences if one.until >= from_] or list(event.occurrences)
    first = coming[0] if coming else None
    return Row(
        key=event.key,
        name=words.name_of(event),
        days=words.days(first) if first else "",
        hours=words.hours(first.starts, first.ends) if first else "",
        more_days=max(0, len(coming) - 1),
        place=words.where(event),
        state=words.state(event),
        is_over=bool(event.occurrences) and all(one.until < today for one in event.occurrences),
        is_free=event.is_free,
        for_children=event.for_children,
        is_saved=event.key in saved,
    )
