"""One place, or one public event: everything the city publishes of it, in plain words, with its sources."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from sagacity.kit import clock, policy
from sagacity.miniapps.places import (
    distance,
    event_page,
    hazards,
    hours,
    links,
    looks,
    mine,
    services,
    sources,
    vacancies,
)
from sagacity.registry import api as registry

TOPICS = {**services.ABOUT, **services.SERVICES}


@require_GET
@policy.access(policy.ANYONE)
def page(request: HttpRequest, key: str) -> HttpResponse:
    """Search leads here for both: the key says which of the two it is."""
    try:
        place = registry.place(key)
    except registry.NoSuchPlace:
        return event_page.page(request, key)
    if place.key != key:  # joined to another since; old links and QR codes keep working
        return HttpResponsePermanentRedirect(reverse("places:spot", args=[place.key]))
    return render(request, "places/spot.html", _context(request, place))


def _context(request: HttpRequest, place: registry.Place) -> dict[str, object]:
    town = distance.district(request)
    origin = distance.from_district(town)
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
        "sources": sources.of_facets(place.facets),
        "is_saved": place.key in mine.keys(request),
    }


def _of(place: registry.Place, kind: str) -> list[registry.Facet]:
    return [facet for facet in place.facets if facet.kind == kind]


def _aed(facet: registry.Facet) -> tuple[list[services.Line], hours.Written | None]:
    """Where it hangs and when one can get at it; a building may have several."""
    return services.lines([facet], services.AED), hours.written(hours.of_fields(facet.fields))
