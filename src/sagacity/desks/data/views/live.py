"""What things are like now: entities of the data-linkage platform as a table and on a map."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sagacity.broker import api as broker
from sagacity.desks.data import doors, looked, readings, wished
from sagacity.kit import policy
from sagacity.kit.ui import api as ui

PER_PAGE = 50
MOST_MARKS = 2000


@dataclass(frozen=True, slots=True)
class Line:
    """One entity in the table."""

    thing: broker.Live
    address: str
    said: list[tuple[str, str]]


@require_GET
@policy.access(doors.LIVE)
def table(request: HttpRequest) -> HttpResponse:
    asked = wished.read(request)
    looked.write_down(request, tenant=asked.wish.tenant, what="table", purpose=asked.query)
    problem, found = "", broker.Found((), 0)
    try:
        found = broker.find_live(asked.wish, limit=PER_PAGE, offset=ui.offset(request, per_page=PER_PAGE))
    except broker.NotUnderstood as why:
        problem = str(why)
    page = {
        "asked": asked,
        "wish": asked.wish,
        "problem": problem,
        "lines": [_line(one) for one in found.things],
        "total": found.total,
        "is_sorted": found.is_sorted,
        "per_page": PER_PAGE,
        "kinds": broker.kinds_of_live(tenant=asked.wish.tenant),
        "tenants": broker.tenants(),
        "sorts": sorts(),
        "places": [place for place in broker.elsewhere() if place.path == "/" and place.kinds],
    }
    return render(request, "desk_data/live.html", page, status=422 if problem else 200)


@require_GET
@policy.access(doors.LIVE)
def points(request: HttpRequest) -> JsonResponse:
    """The entities in the window of the map."""
    asked = wished.read(request, within=ui.view_of(request))
    try:
        found = broker.find_live(asked.wish, limit=MOST_MARKS)
    except broker.NotUnderstood:
        found = broker.Found((), 0)
    on = request.GET.get("id", "")
    return ui.answer(_mark(one, is_here=one.id == on) for one in found.things)


def sorts() -> list[tuple[str, str]]:
    """The orders a clerk may choose."""
    return [
        ("-changed", _("新しく変わった順")),
        ("changed", _("変わっていない順")),
        ("name", _("名前の順")),
        ("id", _("IDの順")),
        ("type", _("種類の順")),
        ("created", _("登録した順")),
    ]


def _line(thing: broker.Live) -> Line:
    said = [(one.name, readings.text(one)) for one in readings.few(thing)]
    return Line(thing, readings.address(thing), said)


def _mark(thing: broker.Live, *, is_here: bool) -> ui.Mark:
    said = "、".join(f"{one.name} {readings.text(one)}" for one in readings.few(thing))
    return ui.Mark(
        latitude=thing.latitude or 0.0,
        longitude=thing.longitude or 0.0,
        name=thing.name,
        key=thing.id,
        url="" if is_here else readings.address(thing),
        note=f"{thing.type} {said}".strip(),
    )
