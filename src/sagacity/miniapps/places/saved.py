"""Places this device keeps, to be read without a network too."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from sagacity.kit import clock, policy
from sagacity.miniapps.places import distance, hazards, looks, mine
from sagacity.miniapps.places.rows import rows
from sagacity.registry import api as registry

MOST = 50


@require_GET
@policy.access(policy.ANYONE)
def page(request: HttpRequest) -> HttpResponse:
    """The list of saved places."""
    origin = distance.from_district(distance.district(request))
    found = tuple(registry.places(mine.keys(request)))
    context = {"rows": rows(request, found, origin), "origin": origin, "most": MOST}
    return render(request, "places/saved.html", context)


@require_POST
@policy.access(policy.ANYONE)
def save(request: HttpRequest, key: str) -> HttpResponse:
    """Keep a place on this device, or let it go; then back to where the button was."""
    back = (
        reverse("places:saved") if request.POST.get("back") == "saved" else reverse("places:spot", args=[key])
    )
    before = mine.keys(request)
    after = [one for one in before if one != key]
    if request.POST.get("saved") == "1":
        try:
            after.insert(0, registry.place(key).key)
        except registry.NoSuchPlace as problem:
            raise Http404(key) from problem
    if len(after) > MOST:
        return render(request, "places/full.html", {"most": MOST, "key": key}, status=409)
    if after:
        mine.remember(request, after, at=clock.now())
    else:
        mine.forget(request)
    return HttpResponseRedirect(back)


@require_GET
@policy.access(policy.ANYONE)
def offline(request: HttpRequest) -> HttpResponse:
    """What a phone needs to know of its saved places without a network."""
    at = clock.now()
    body = {"at": at.isoformat(), "places": [_as_plain(one) for one in registry.places(mine.keys(request))]}
    answer = JsonResponse(body, json_dumps_params={"ensure_ascii": False})
    answer["Cache-Control"] = "private, no-cache"
    return answer


def _as_plain(place: registry.Place) -> dict[str, object]:
    sites = [facet for facet in place.facets if facet.kind == hazards.KIND]
    return {
        "key": place.key,
        "name": looks.name_of(place),
        "kinds": [one.label for one in looks.looks(facet.kind for facet in place.facets)],
        "icon": looks.icon_of(facet.kind for facet in place.facets),
        "address": place.address.text,
        "phone": place.phone,
        "designated_for": [one.label for site in sites for one in hazards.of(site) if one.designated],
        "latitude": place.point.latitude if place.point else None,
        "longitude": place.point.longitude if place.point else None,
        "url": reverse("places:spot", args=[place.key]),
        "changed_at": place.changed_at.isoformat(),
    }
