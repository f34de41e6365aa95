"""The month: a table on wide screens, a list of days on phones."""

import hashlib
from dataclasses import dataclass
from datetime import date

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from sagacity.kit import clock, policy
from sagacity.kit.city import api as city
from sagacity.miniapps.events import chips, month_table, months
from sagacity.miniapps.events.listing import filters
from sagacity.miniapps.events.wish import FIRST, LAST, Wish, day, read
from sagacity.registry import api as registry

KEPT = 600  # seconds; a change of any event is seen at once, one of the list of towns within ten minutes


@dataclass(frozen=True, slots=True)
class Drawn:
    """A month as it was drawn: the same until an event changes."""

    html: str
    total: int
    choices: registry.EventChoices


@require_GET
@policy.access(policy.ANYONE)
def page(request: HttpRequest) -> HttpResponse:
    """One month of events; without any, the way to the nearest month that has some."""
    today = clock.day(clock.now())
    first = day(f"{request.GET.get('month', '')}-01") or today.replace(day=1)
    wish = read(request)
    drawn = _drawn(request, wish, first, today)
    context = {
        **filters(request, wish, drawn.choices),
        "first": first,
        "drawn": drawn,
        "earlier": _link(request, months.after(first, -1)),
        "later": _link(request, months.after(first, 1)),
        "this_month": "" if first == today.replace(day=1) else _link(request, today.replace(day=1)),
        "nearest": [] if drawn.total else _nearest(request, wish, first, months.last_of(first)),
    }
    return render(request, "events/calendar.html", context)


def _drawn(request: HttpRequest, wish: Wish, first: date, today: date) -> Drawn:
    asked = [city.current().key, first, today, get_language(), registry.events_stamp(), repr(wish)]
    key = "events-month-" + hashlib.sha256(" ".join(map(str, asked)).encode()).hexdigest()
    found: Drawn | None = cache.get(key)
    if found is None:
        found = _draw(request, wish, first, today)
        cache.set(key, found, KEPT)
    return found


def _draw(request: HttpRequest, wish: Wish, first: date, today: date) -> Drawn:
    last = months.last_of(first)
    found = registry.event_days(from_=first, until=last, asked=wish.asked)
    off = frozenset(one.on for one in city.holidays() if first <= one.on <= last)
    month = months.month(first, found, today=today, off=off)
    elsewhere = chips.other(request, "when", "on", "month")
    return Drawn(
        html=month_table.drawn(month, question=elsewhere),
        total=month.total,
        choices=registry.event_choices(from_=first, until=last),
    )


def _link(request: HttpRequest, first: date) -> str:
    if not FIRST <= first <= LAST:
        return ""
    query = request.GET.copy()
    for name in ("page", "when", "on"):
        query.pop(name, None)
    query["month"] = f"{first:%Y-%m}"
    return f"{reverse('events:calendar')}?{query.urlencode()}"


def _nearest(request: HttpRequest, wish: Wish, first: date, last: date) -> list[tuple[date, str]]:
    """The month before and the month after this one that have events."""
    before, _many = registry.find_events(ended_before=first, asked=wish.asked, limit=1)
    after, _many = registry.find_events(from_=last, asked=wish.asked, limit=1)
    days = [max(one.until for one in event.occurrences if one.until < first) for event in before]
    days += [min(one.on for one in event.occurrences if one.on > last) for event in after]
    return [(found.replace(day=1), _link(request, found.replace(day=1))) for found in days]
