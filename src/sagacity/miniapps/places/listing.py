"""The map and the list of everything the city has."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from sagacity.kit import clock, policy
from sagacity.kit.ui import api as ui
from sagacity.miniapps.places import chips, distance, finding, gauges, looks, now, reach, sensing, wish
from sagacity.miniapps.places.rows import rows
from sagacity.registry import api as registry

PER_PAGE = 20


@require_GET
@policy.access(policy.ANYONE)
def door(request: HttpRequest) -> HttpResponse:
    """Everything, or what the filters leave of it."""
    asked, at, town = wish.read(request), clock.now(), distance.district(request)
    sort, origin = _order(asked, town)
    found = finding.places(
        asked, at=at, origin=origin, limit=PER_PAGE, offset=ui.offset(request, per_page=PER_PAGE)
    )
    counts = registry.facet_counts()
    live, is_away = reach.ask(sensing.things)
    context = {
        "wish": asked,
        "rows": rows(request, found.places, origin),
        "total": found.total,
        "per_page": PER_PAGE,
        "origin": origin,
        "sort": sort,
        "kinds": chips.kinds(request, asked),
        "live": chips.live(live),
        "is_away": is_away,
        "conditions": chips.conditions(request, asked),
        "dangers": chips.dangers(request, asked),
        "sorts": chips.sorts(request, sort, town),
        "town": _town(asked.town),
        "without_town": chips.without(request, "town"),
        "without_words": chips.without(request, "q"),
        "kept": [(name, value) for name, value in _rest(request) if value],
        "features_url": f"{reverse('places:features')}?{request.GET.urlencode()}",
        "centre": _centre(asked, origin),
        "has_nurseries": "nursery" in counts,
        "is_empty": not counts,
        "my_town": town,
    }
    return render(request, "places/list.html", context)


@require_GET
@policy.access(policy.ANYONE)
def features(request: HttpRequest) -> HttpResponse:
    """The points in the window of the map."""
    asked, at, view = wish.read(request), clock.now(), ui.view_of(request)
    found = finding.features(asked, at=at, view=view)
    marks = [_mark(one, request.GET.get("on", "")) for one in found]
    if not asked.is_narrow:  # sensors are no places: a filter of places leaves them out
        live, _away = reach.ask(lambda: gauges.gauges(sensing.things(within=view.bbox), at=at))
        marks += [now.mark(one) for one in live]
    answer = ui.answer(marks)
    answer["Cache-Control"] = "private, max-age=60"
    return answer


def _order(asked: wish.Wish, town: registry.Town | None) -> tuple[str, distance.Origin | None]:
    """The order asked for; without one, from my district, or for a newcomer from the middle of the map."""
    if asked.here is not None and asked.sort in {"", "here"}:
        return "here", distance.from_here(asked.here)
    origin = distance.from_district(town)
    if asked.sort == "name":
        return "name", None
    if origin is None or asked.sort == "middle":
        return "middle", distance.from_middle()
    return "district", origin


def _town(key: str) -> str:
    """What to call the town of the filter."""
    try:
        return registry.town(key).name if key else ""
    except registry.NoSuchTown:
        return key


def _centre(asked: wish.Wish, origin: distance.Origin | None) -> dict[str, object]:
    """Where the map opens: at the town asked for, else where distances are measured from."""
    point = origin.point if origin and origin.label else None
    if asked.town:
        try:
            point = registry.town(asked.town).point
        except registry.NoSuchTown:
            point = None
    return {
        "lat": point.latitude if point else None,
        "lng": point.longitude if point else None,
        "zoom": 14 if point else 12,
    }


def _rest(request: HttpRequest) -> list[tuple[str, str]]:
    """What the search form must carry along besides the words."""
    names = [name for name in request.GET if name not in {"q", "page"}]
    return [(name, value) for name in names for value in request.GET.getlist(name)]


def _mark(feature: registry.Feature, on: str) -> ui.Mark:
    """A mark with the link to its page, unless the map stands on that very page."""
    known = looks.looks(feature.kinds)
    return ui.Mark(
        latitude=feature.latitude,
        longitude=feature.longitude,
        name=feature.name,
        key=feature.key,
        icon=known[0].icon if known else "location",
        url=reverse("places:spot", args=[feature.key]) if feature.key not in {"", on} else "",
        note="・".join(one.label for one in known) if feature.key else "",
        count=feature.count,
    )
