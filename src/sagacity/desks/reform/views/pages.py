"""The pages of figures: a picture where one helps, and the table it is drawn from."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sagacity.desks.reform import doors, drawing, figures
from sagacity.desks.reform.periods import PeriodForm
from sagacity.kit import clock, policy


@policy.access(doors.LOOK)
@never_cache
@require_safe
def flow(request: HttpRequest) -> HttpResponse:
    """Where people went and where they waited."""
    form = PeriodForm(request.GET, at=clock.now(), offers=("place", "desks"))
    found = figures.flow(period) if (period := form.period()) else None
    context = {
        "people": found.shown.people if found else None,
        "days": found.shown.flow.days if found else 0,
        "picture": drawing.draw(found.shown) if found and found.shown.flow.people else "",
        "tables": found.tables if found else (),
    }
    return _page(request, "flow", form, context)


@policy.access(doors.LOOK)
@never_cache
@require_safe
def demand(request: HttpRequest) -> HttpResponse:
    """When people come, at the counter and online."""
    form = PeriodForm(request.GET, at=clock.now(), offers=("line",))
    period = form.period()
    heats = figures.demand(period, by=policy.person_of(request)) if period else []
    return _page(request, "demand", form, {"heats": heats})


@policy.access(doors.LOOK)
@never_cache
@require_safe
def hardships(request: HttpRequest) -> HttpResponse:
    """Where forms are hard to fill in."""
    form = PeriodForm(request.GET, at=clock.now())
    period = form.period()
    found = figures.hardships(period, by=policy.person_of(request), at=clock.now()) if period else []
    return _page(request, "hardships", form, {"tables": found})


@policy.access(doors.LOOK)
@never_cache
@require_safe
def visitors(request: HttpRequest) -> HttpResponse:
    """What visitors said when they were done."""
    form = PeriodForm(request.GET, at=clock.now(), offers=("place",))
    found = figures.voices(period) if (period := form.period()) else []
    return _page(request, "voices", form, {"tables": found})


def _page(request: HttpRequest, tab: str, form: PeriodForm, context: Mapping[str, object]) -> HttpResponse:
    whole = {**context, "tab": tab, "form": form, "query": request.GET.urlencode()}
    return render(request, f"desk_reform/{tab}.html", whole, status=422 if form.errors else 200)
