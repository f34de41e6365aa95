"""One entity: its attributes with unit, moment and quality, and how its figures went."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sagacity.broker import api as broker
from sagacity.desks.data import courses, doors, looked, readings
from sagacity.kit import clock, policy


@require_GET
@policy.access(doors.LIVE)
def one(request: HttpRequest) -> HttpResponse:
    thing = _thing_or_404(request)
    looked.write_down(request, tenant=thing.tenant, what=thing.id)
    page = {
        "thing": thing,
        "lines": [(reading, readings.text(reading)) for reading in thing.readings.values()],
        "course": courses.of(request, thing, at=clock.now()),
        "points_query": request.GET.urlencode(),
    }
    return render(request, "desk_data/live_thing.html", page)


def _thing_or_404(request: HttpRequest) -> broker.Live:
    said = {name: request.GET.get(name, "") for name in ("tenant", "id", "type", "path")}
    try:
        return broker.one_live(**said)
    except broker.NoSuchEntity as problem:
        raise Http404(said["id"]) from problem
