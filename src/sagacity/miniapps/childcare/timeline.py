"""The calendar of one child: on the screen, on paper, and what was given before."""

from dataclasses import replace
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sagacity.kit import clock, policy
from sagacity.miniapps.childcare import calendars, mine, tables, telling
from sagacity.miniapps.childcare.children import known
from sagacity.miniapps.childcare.forms import day_given
from sagacity.miniapps.childcare.lines import name_of
from sagacity.miniapps.childcare.mine import Child
from sagacity.miniapps.childcare.rules import series


@require_GET
@policy.access(policy.ANYONE)
def page(request: HttpRequest, key: str) -> HttpResponse:
    """What to do now, what comes, what was given."""
    return _page(request, known(request, key))


@require_GET
@policy.access(policy.ANYONE)
def sheet(request: HttpRequest, key: str) -> HttpResponse:
    """One sheet of paper to take along to the doctor."""
    child, today = known(request, key), clock.day(clock.now())
    context = {"view": calendars.of(child, today=today), "tables": tables.current(), "today": today}
    return render(request, "childcare/print.html", context)


@require_POST
@policy.access(policy.ANYONE)
def done(request: HttpRequest, key: str) -> HttpResponse:
    """Record a dose or a check-up; recorded twice it stands once."""
    child, said = known(request, key), tables.current()
    dose = said.find(request.POST.get("dose", ""))
    if dose is None or dose.of_pregnancy:
        raise Http404
    day: date | str | None = None
    if "unknown" not in request.POST:
        day = day_given(request.POST.get("on", ""), birth=child.birth, today=clock.day(clock.now()))
    other = series.mixes(dose, said.doses, child.done)
    if other:
        day = _("%(other)sで始めています。ロタウイルスのワクチンは、途中で種類を変えません。") % {
            "other": _(other)
        }
    if isinstance(day, str):
        return _page(request, child, wrong=f"{name_of(dose)}: {day}")
    _keep(request, replace(child, done={**child.done, dose.key: day}))
    return HttpResponseRedirect(reverse("childcare:child", args=[key]) + f"#{dose.key}")


@require_POST
@policy.access(policy.ANYONE)
def undo(request: HttpRequest, key: str) -> HttpResponse:
    """Take a record back."""
    child, dose = known(request, key), request.POST.get("dose", "")
    left = {name: day for name, day in child.done.items() if name != dose}
    _keep(request, replace(child, done=left))
    return HttpResponseRedirect(reverse("childcare:child", args=[key]))


@require_http_methods(["GET", "POST"])
@policy.access(policy.ANYONE)
def past(request: HttpRequest, key: str) -> HttpResponse:
    """Tick at once what was given before this device knew the child; the days may stay open."""
    child, said = known(request, key), tables.current()
    offered = [one for one in (*said.doses, *said.checkups) if not one.of_pregnancy]
    if request.method == "POST":
        ticked = set(request.POST.getlist("dose"))
        begun = [one for one in offered if one.key in ticked or one.key in child.done]
        allowed = {
            one.key for one in begun if not series.mixes(one, begun, {each.key: None for each in begun})
        }
        new = {one.key: None for one in offered if one.key in ticked & allowed and one.key not in child.done}
        _keep(request, replace(child, done={**child.done, **new}))
        return HttpResponseRedirect(reverse("childcare:child", args=[key]))
    rows = [
        (one, name_of(one), one.key in child.done)
        for one in offered
        if one.eligible_from.begins(child.birth.first) <= clock.day(clock.now())
    ]
    return render(request, "childcare/past.html", {"child": child, "rows": rows, "tables": said})


def _keep(request: HttpRequest, child: Child) -> None:
    now = clock.now()
    mine.keep(request, child, at=now)
    telling.renew(request, at=now)


def _page(request: HttpRequest, child: Child, *, wrong: str = "") -> HttpResponse:
    today = clock.day(clock.now())
    context = {
        "view": calendars.of(child, today=today),
        "child": child,
        "tables": tables.current(),
        "today": today,
        "wrong": wrong,
        "is_told": mine.is_told(request),
    }
    return render(request, "childcare/child.html", context, status=400 if wrong else 200)
