"""One place: everything the city publishes of it, in plain words, with its sources."""

from datetime import datetime
from math import cos, radians

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from sagacity.kit import clock, policy
from sagacity.miniapps.places import (
    distance,
    gauges,
    hazards,
    hours,
    links,
    looks,
    mine,
    reach,
    sensing,
    services,
    vacancies,
)
from sagacity.registry import api as registry

NEAR_M, MOST_NEAR = 1500, 3
METRES_OF_A_DEGREE = 111_000
EVENT = "urn:ngsi-ld:Event:"
TOPICS = {**services.ABOUT, **services.SERVICES}


@require_GET
@policy.access(policy.ANYONE)
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One place; old links to events lead to where events are now."""
    try:
        place = registry.place(key)
    except registry.NoSuchPlace as problem:
        if key.startswith(EVENT):
            return HttpResponsePermanentRedirect(f"/apps/events/{key}/")
        raise Http404(key) from problem
    if place.key != key:  # joined to another since; old links and QR codes keep working
        return HttpResponsePermanentRedirect(reverse("places:spot", args=[place.key]))
    return render(request, "places/spot.html", _context(request, place))


def _context(request: HttpRequest, place: registry.Place) -> dict[str, object]:
    town = distance.district(request)
    origin = distance.from_district(town)
    near, is_away = reach.ask(lambda: _near(place, clock.now()))
    sites, shelters = _of(place, hazards.KIND), _of(place, "shelter")
    return {
        "place": place,
        "name": looks.name_of(place),
        "looks": looks.looks(facet.kind for facet in place.facets),
        "far": distance.words(distance.metres(origin, place.point)) if origin else "",
        "origin": origin,
        "phone": links.phone(place.phone),
        "url": links.web(place.url),
        "hours": hours.written(place.hours),
        "is_open": hours.is_open(place.hours, clock.now()) if place.hours else None,
        "services": services.lines(place.facets, TOPICS),
        "parking": services.lines(place.facets, services.PARKING),
        "aeds": [_aed(one) for one in _of(place, "aed")],
        "sites": [hazards.of(one) for one in sites],
        "is_site": bool(sites),
        "is_shelter": bool(shelters),
        "shelter_facts": services.lines([*sites, *shelters], services.SHELTER),
        "vacancy": vacancies.latest(place.key) if place.facet("nursery") else None,
        "sources": [
            registry.source(where=one.provenance, fields=one.fields, statuses=one.statuses)
            for one in place.facets
        ],
        "is_saved": place.key in mine.keys(request),
        "near": near,
        "is_away": is_away,
        "near_simulated": any(one.is_simulated for one in near),
    }


def _near(place: registry.Place, at: datetime) -> list[gauges.Gauge]:
    """The nearest sensors around a place that stands where it says."""
    if place.point is None or place.point.precision == "town":
        return []
    origin = distance.Origin(place.point, place.name)
    found = gauges.nearest_first(sensing.things(within=_around(place.point)), origin)
    near = [one for one in found if (gauges.metres(one, origin) or 0) <= NEAR_M]
    return gauges.gauges(near[:MOST_NEAR], at=at, origin=origin)


def _around(point: registry.Point) -> tuple[float, float, float, float]:
    """A square of NEAR_M to each side, in degrees."""
    north = NEAR_M / METRES_OF_A_DEGREE
    east = north / max(cos(radians(point.latitude)), 0.01)
    return (point.latitude - north, point.longitude - east, point.latitude + north, point.longitude + east)


def _of(place: registry.Place, kind: str) -> list[registry.Facet]:
    return [facet for facet in place.facets if facet.kind == kind]


def _aed(facet: registry.Facet) -> tuple[list[services.Line], hours.Written | None]:
    """Where it hangs and when one can get at it; a building may have several."""
    return services.lines([facet], services.AED), hours.written(hours.of_fields(facet.fields))
