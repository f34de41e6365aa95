"""Which area is mine: by group, by row, by words. Candidates with their conditions; the resident picks."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.miniapps.garbage import mine, reminders, showing
from sagacity.registry.collection import api as collection

ROWS = "あかさたなはまやらわ"


@require_GET
@policy.access(policy.ANYONE)
def door(request: HttpRequest) -> HttpResponse:
    """The calendar of the area this device remembers, or the choice of one."""
    key = mine.area(request)
    return showing.page(request, key, is_mine=True) if key else areas(request)


@require_GET
@policy.access(policy.ANYONE)
def areas(request: HttpRequest) -> HttpResponse:
    """The choice of an area."""
    words, group, row = (request.GET.get(name, "").strip()[:100] for name in ("q", "group", "row"))
    town = "" if words or group or row else mine.town(request)
    everything = collection.areas()
    known_rows = [letter for letter in ROWS if any(area.kana_row == letter for area in everything)]
    context = {
        "words": words,
        "groups": collection.groups(),
        "group": group,
        "rows": known_rows,
        "row": row,
        "candidates": collection.find_areas(words) if words else [],
        "town": town,
        "near": collection.find_areas(town) if town else [],
        "areas": _listed(everything, group, row),
        "mine": mine.area(request),
    }
    return render(request, "garbage/areas.html", context)


def _listed(everything: list[collection.Area], group: str, row: str) -> list[collection.Area]:
    if not (group or row):
        return []
    return [
        area
        for area in everything
        if (not group or area.group == group) and (not row or area.kana_row == row)
    ]


@require_POST
@policy.access(policy.ANYONE)
def choose(request: HttpRequest) -> HttpResponse:
    """Remember an area on this device, or forget it."""
    key = request.POST.get("area", "")
    if not key:
        identity.forget(request, app="garbage", name="area")
        reminders.follow_area(request, area="", at=clock.now())
        return HttpResponseRedirect(reverse("garbage:areas"))
    try:
        area = collection.area(key)
    except collection.NoSuchArea:
        return HttpResponseRedirect(reverse("garbage:areas"))
    identity.remember(request, app="garbage", name="area", value=area.key, at=clock.now())
    reminders.follow_area(request, area=area.key, at=clock.now())
    return HttpResponseRedirect(reverse("garbage:door"))
