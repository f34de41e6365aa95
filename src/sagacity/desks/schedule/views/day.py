"""The day: what stands when at each desk, room and hall; as a page, a table to print, and a CSV."""

import csv
import io
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sagacity.desks.schedule import doors, forms, words
from sagacity.kit import clock, policy
from sagacity.reservations.slots import api as slots

FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Row:
    """One time as the day shows it."""

    slot: slots.Slot
    when: str
    service: str
    number: str
    state: str
    may_mark: bool


@policy.access(doors.LOOK)
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    return show(request)


@policy.access(doors.KEEP)
@never_cache
@require_POST
def names(request: HttpRequest) -> HttpResponse:
    """The day with names and telephone numbers, opened with a purpose; made to be printed."""
    by = policy.person_of(request)
    form = forms.NamesForm(request.POST, by=by)
    if not form.is_valid():  # the attempt stands in the log
        return show(request, names_form=form, status=422)
    area, day = doors.area_of(request), doors.day_of(request)
    rows = _rows(area, day)
    found = slots.contacts_of(
        slots=[one.slot.key for one in rows], by=by, purpose=form.cleaned_data["purpose"], at=clock.now()
    )
    context = {
        "day": day,
        "area": area,
        "rows": [(one, found.get(one.slot.key)) for one in rows],
        "by": by.name,
        "purpose": form.cleaned_data["purpose"],
        "at": clock.now(),
    }
    return render(request, "desk_schedule/names.html", context)


@policy.access(doors.LOOK)
@never_cache
@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """The day as a table that Japanese Excel opens: times and numbers, no names."""
    area, day = doors.area_of(request), doors.day_of(request)
    places = {one.key: words.own(one) for one in slots.resources(area=area)}
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["日", "始まり", "終わり", "場所", "予約", "予約番号", "状態"])
    for row in _rows(area, day):
        begins, ends = clock.local(row.slot.begins), clock.local(row.slot.ends)
        cells = (
            f"{day}", f"{begins:%H:%M}", f"{ends:%H:%M}", places.get(row.slot.resource, ""), row.service,
            row.number, row.state,
        )  # fmt: skip
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells])
    said = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    said["Content-Disposition"] = f'attachment; filename="schedule-{day}.csv"'
    return said


def show(
    request: HttpRequest,
    *,
    names_form: forms.NamesForm | None = None,
    away_form: forms.AwayForm | None = None,
    struck: tuple[slots.Slot, ...] = (),
    status: int = 200,
) -> HttpResponse:
    area, day = doors.area_of(request), doors.day_of(request)
    since, until = doors.hours_of(day)
    rows = _rows(area, day)
    away = slots.absences(area=area, since=since, until=until)
    context = {
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "area": area,
        "areas": [(one, _area_name(one)) for one in doors.areas()],
        "places": [
            (
                words.own(one),
                [row for row in rows if row.slot.resource == one.key],
                [each for each in away if each.resource == one.key],
            )
            for one in slots.resources(area=area)
        ],
        "waiting": len(slots.waiters(area=area)) if area else 0,
        "may_keep": doors.may_keep(request),
        "names_form": names_form or forms.NamesForm(by=policy.person_of(request)),
        "away_form": away_form or forms.AwayForm(area=area),
        "struck": [(one, words.number(one.key), words.span(one)) for one in struck],
    }
    return render(request, "desk_schedule/day.html", context, status=status)


def _rows(area: str, day: date) -> list[Row]:
    since, until = doors.hours_of(day)
    named = {one.key: words.own(one) for one in slots.services(area=area)}
    now = clock.now()
    return [
        Row(
            slot=one,
            when=words.span(one),
            service=named.get(one.service, ""),
            number=words.number(one.key),
            state=str(words.STATES[one.state]),
            may_mark=one.state is slots.SlotState.CONFIRMED and one.begins <= now,
        )
        for one in slots.slots_between(area=area, since=since, until=until, also=[slots.SlotState.NO_SHOW])
    ]


def _area_name(area: str) -> str:
    """What people call an area: its services."""
    return "・".join(words.own(one) for one in slots.services(area=area)) or area
