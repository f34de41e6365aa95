"""Asking the registry: the same question for the list, the map and the feed."""

from dataclasses import replace
from datetime import date, timedelta

from sagacity.miniapps.events.wish import Wish
from sagacity.registry import api as registry

BACK = timedelta(days=31)  # what has just been stays in somebody's calendar for a month
Found = tuple[tuple[registry.Event, ...], int]


def events(
    wish: Wish,
    *,
    today: date,
    limit: int,
    offset: int = 0,
    with_point: bool | None = None,
    back: bool = False,
) -> Found:
    """The events asked for and how many there are; `back` adds those of the last month to what comes."""
    from_, until = wish.span(today)
    is_plain = wish.on is None
    if back and is_plain and wish.when == "coming":
        from_ = today - BACK
    return registry.find_events(
        from_=from_,
        until=until,
        asked=replace(wish.asked, with_point=with_point),
        undated=is_plain and wish.when == "undated",
        ended_before=today if is_plain and wish.when == "past" else None,
        limit=limit,
        offset=offset,
    )


def how_many_over(today: date) -> int:
    return registry.find_events(ended_before=today, limit=0)[1]


def how_many_undated() -> int:
    return registry.find_events(undated=True, limit=0)[1]
