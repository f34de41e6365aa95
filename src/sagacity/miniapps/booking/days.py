"""The days of a service as a list: free times, closed days with their reason, full days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import get_language

from sagacity.kit import clock
from sagacity.kit.city import api as city
from sagacity.kit.hours import api as hours
from sagacity.kit.manifest import in_language
from sagacity.reservations.slots import api as slots

SHOWN, SHOWN_IF_CLOSE = 7, 3  # fewer days where times lie close, so that a phone need not scroll far
CLOSE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the list."""

    on: date
    free: tuple[slots.Free, ...]
    closed: str  # why, in the reader's language; "" when it is open

    @property
    def is_full(self) -> bool:
        return not self.free and not self.closed


@dataclass(frozen=True, slots=True)
class Week:
    """What one page shows, and where the pages beside it begin."""

    days: tuple[Day, ...]
    first: slots.Free | None  # the very next free time
    before: date | None
    after: date | None


def week(service: slots.Service, *, since: date | None, length: timedelta, at: datetime) -> Week:
    """Some days from one on; without one, from the first that has a free time."""
    many = SHOWN_IF_CLOSE if service.grid < CLOSE else SHOWN
    today = clock.day(at)
    last = today + timedelta(days=service.days_ahead)
    every = slots.free(service=service.key, since=today, until=last, at=at, length=length)
    first = every[0] if every else None
    start = min(max(since or (clock.day(first.begins) if first else today), today), last)
    until = min(start + timedelta(days=many - 1), last)
    by_day: dict[date, list[slots.Free]] = {}
    for one in every:
        by_day.setdefault(clock.day(one.begins), []).append(one)
    calendars = {slots.resource(key=key).calendar for key in service.resources}
    shown = [start + timedelta(days=number) for number in range((until - start).days + 1)]
    return Week(
        days=tuple(_day(day, by_day.get(day, ()), calendars, at) for day in shown),
        first=first,
        before=max(start - timedelta(days=many), today) if start > today else None,
        after=until + timedelta(days=1) if until < last else None,
    )


def _day(day: date, free: Sequence[slots.Free], calendars: set[str], at: datetime) -> Day:
    if free:
        return Day(day, tuple(free), "")
    reasons = []
    for key in sorted(calendars):
        calendar = hours.calendar(key=key)
        reason = hours.why_closed(calendar=calendar, on=day, is_holiday=city.is_holiday)
        if not reason:
            return Day(day, (), "")
        reasons.append(in_language(reason, get_language() or "ja"))
    return Day(day, (), reasons[0] if reasons else "")
