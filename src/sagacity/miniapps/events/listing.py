"""The list of events, and the same question on a map."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from sagacity.kit import clock, policy
from sagacity.kit.ui import api as ui
from sagacity.miniapps.events import chips, finding, mine, words
from sagacity.miniapps.events.rows import rows
from sagacity.miniapps.events.wish import Wish, read
from sagacity.registry import api as registry

PER_PAGE = 20
MOST_MARKS = 2000


@require_GET
@policy.access(policy.ANYONE)
def door(request: HttpRequest) -> HttpResponse:
    """What is on: everything that comes, or what the filters leave of it."""
    wish, today = read(request), clock.day(clock.now())
    found, total = finding.events(
        wish, today=today, limit=PER_PAGE, offset=ui.offset(request, per_page=PER_PAGE)
    )
    context = {
        **frame(request, wish, *wish.span(today)),
        "rows": rows(found, kept=mine.keys(request), from_=wish.span(today)[0], today=today),
        "total": total,
        "per_page": PER_PAGE,
        "past": 0 if found else finding.how_many_over(today),
        "undated": finding.how_many_undated(),
    }
    return render(request, "events/list.html", context)


@require_GET
@policy.access(policy.ANYONE)
def map_page(request: HttpRequest) -> HttpResponse:
    """The events that say where they are on a map; those that do not are listed and counted."""
    wish, today = read(request), clock.day(clock.now())
    _on_map, on_map = finding.events(wish, today=today, limit=0, with_point=True)
    offset = ui.offset(request, per_page=PER_PAGE)
    found, total = finding.events(wish, today=today, limit=PER_PAGE, offset=offset, with_point=False)
    context = {
        **frame(request, wish, *wish.span(today)),
        "rows": rows(found, kept=mine.keys(request), from_=wish.span(today)[0], today=today),
        "total": total,
        "per_page": PER_PAGE,
        "on_map": on_map,
        "features_url": f"{reverse('events:features')}?{chips.other(request)}",
    }
    return render(request, "events/map.html", context)


@require_GET
@policy.access(policy.ANYONE)
def features(request: HttpRequest) -> HttpResponse:
    """The points in the window of the map."""
    wish, today, view = read(request), clock.day(clock.now()), ui.view_of(request)
    south, west, north, east = view.bbox
    found, _total = finding.events(wish, today=today, limit=MOST_MARKS, with_point=True)
    answer = ui.answer(
        _mark(one, one.point, request.GET.get("show", ""))
        for one in found
        if one.point and south <= one.point.latitude <= north and west <= one.point.longitude <= east
    )
    answer["Cache-Control"] = "private, max-age=60"
    return answer


def frame(request: HttpRequest, wish: Wish, from_: date | None, until: date | None) -> dict[str, object]:
    """What list, map and calendar share: the filters, with the kinds and towns there are on those days."""
    return filters(request, wish, registry.event_choices(from_=from_, until=until))


def filters(request: HttpRequest, wish: Wish, choices: registry.EventChoices) -> dict[str, object]:
    """The filters of a page, when the kinds and towns are known."""
    town = mine.town(request)
    return {
        "wish": wish,
        "whens": chips.whens(request, wish),
        "conditions": chips.conditions(request, wish, town),
        "topics": chips.topics(request, wish, choices.topics),
        "towns": [name for name in choices.towns if name],
        "active": chips.active(request, wish, town),
        "my_town": town,
        "kept": chips.carried(request, "q"),
        "kept_without_town": chips.carried(request, "town", "group", "school"),
        "question": chips.other(request),
        "question_elsewhere": chips.other(request, "when", "on", "month"),
    }


def _mark(event: registry.Event, point: registry.Point, on: str) -> ui.Mark:
    first = event.occurrences[0] if event.occurrences else None
    return ui.Mark(
        latitude=point.latitude,
        longitude=point.longitude,
        name=words.name_of(event),
        key=event.key,
        icon="event",
        url="" if event.key == on else reverse("events:event", args=[event.key]),
        note=words.days(first) if first else "",
    )
