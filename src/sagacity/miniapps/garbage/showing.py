"""The pages of an area: its calendar on the screen and on paper."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from sagacity.kit import clock, policy
from sagacity.miniapps.garbage import mine, months, reminders, reminders_page
from sagacity.miniapps.garbage.outlook import marks_by_day, outlook
from sagacity.registry.collection import api as collection

PRINTED_MONTHS = 12
View = Callable[[HttpRequest, str], HttpResponse]


def of_an_area(view: View) -> View:
    """A page that answers 404 when there is no such area."""

    @wraps(view)
    def checked(request: HttpRequest, area: str) -> HttpResponse:
        try:
            return view(request, area)
        except collection.NoSuchArea as problem:
            raise Http404(area) from problem

    return checked


def page(request: HttpRequest, area: str, *, is_mine: bool) -> HttpResponse:
    """The calendar of one area."""
    view = outlook(area=area, today=clock.day(clock.now()), language=get_language() or "ja")
    context = {"view": view, "area": view.area, "is_mine": is_mine}
    if is_mine:
        chosen = reminders.chosen(request)
        context |= {"chosen": chosen, "form": reminders_page.RemindersForm(now=chosen)}
    return render(request, "garbage/area.html", context)


@require_GET
@policy.access(policy.ANYONE)
@of_an_area
def area_page(request: HttpRequest, area: str) -> HttpResponse:
    """The same page under an address that can be passed on."""
    return page(request, area, is_mine=mine.area(request) == area)


@require_GET
@policy.access(policy.ANYONE)
@of_an_area
def print_page(request: HttpRequest, area: str) -> HttpResponse:
    """Twelve months for the kitchen wall."""
    language, today = get_language() or "ja", clock.day(clock.now())
    view = outlook(area=area, today=today, language=language)
    first, last = months.span(today, PRINTED_MONTHS)
    kinds = {kind.name: kind for kind in view.kinds}
    marks = marks_by_day(collection.days(area=area, from_=first, until=last), kinds, language)
    printed = months.months(today, PRINTED_MONTHS, marks, today)
    return render(request, "garbage/print.html", {"view": view, "area": view.area, "months": printed})
