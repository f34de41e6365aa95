"""The platform itself: what it holds, how fast it goes, what waits."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sagacity.broker import api as broker
from sagacity.desks.data import doors
from sagacity.kit import policy


@require_GET
@policy.access(doors.LIVE)
def state(request: HttpRequest) -> HttpResponse:
    return render(request, "desk_data/platform.html", {"now": broker.state()})
