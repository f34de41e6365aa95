"""Figures: a table first, a picture of it after, and a file to take along."""

import csv
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sagacity.desks.counter import counting, doors, words
from sagacity.desks.counter.counting import Period
from sagacity.desks.counter.views.export import harmless
from sagacity.kit import clock, policy
from sagacity.procedures import api as procedures
from sagacity.procedures.cases import api as cases

HEADINGS = ("手続", "段階", "課", "終えた件数", "期限を過ぎた件数", "半分が終わるまで", "9割が終わるまで")
STEPS = ("画面", "届いた道", "来た", "先へ進んだ", "離れた割合")


@policy.access(doors.FIGURES)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    return render(request, "desk_counter/figures.html", _figures(request))


@policy.access(doors.FIGURES)
@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """The same tables; what is hidden on the page is hidden here."""
    found = _figures(request)
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = "attachment; filename=figures.csv"
    sheet = csv.writer(answer)
    sheet.writerow(HEADINGS)
    for one in found["stages"]:
        line = [one.procedure, one.stage, one.division, _cell(one.done), _cell(one.late), one.half, one.most]
        sheet.writerow([harmless(str(each)) for each in line])
    if found["steps"]:
        sheet.writerow([])
        sheet.writerow(STEPS)
        for one in found["steps"]:
            line = [one.block, one.channel, _cell(one.reached), _cell(one.passed), one.left_percent]
            sheet.writerow([harmless(str(each)) for each in line])
    return answer


def _figures(request: HttpRequest) -> dict[str, Any]:
    person, at = policy.person_of(request), clock.now()
    period = Period.of(request.GET, at=at)
    division = doors.division_of(person, wanted=request.GET.get("division", "")[:80])
    known = {one.key: one for one in procedures.procedures(at=at)}
    procedure = request.GET.get("procedure", "")
    found = cases.statistics(
        by=person, since=period.first_moment, until=period.last_moment, division=division, at=at
    )
    lines = counting.stage_lines(found, known, procedure=procedure)
    states = {key: name for key, (name, _colour) in words.STATES.items()}
    names = {key: words.here(one.name) for key, one in known.items()}
    chosen = known.get(procedure)
    return {
        "period": period,
        "division": division,
        "divisions": sorted({each.division for one in known.values() for each in one.stages})
        if doors.sees_all(person)
        else [],
        "procedures": list(names.items()),
        "procedure": procedure,
        "stages": lines,
        "chart": counting.chart(lines),
        "steps": counting.step_lines(definition=chosen, period=period) if chosen else [],
        "by_state": counting.counted(found.by_state, states),
        "by_procedure": counting.counted(found.by_procedure, names),
        "by_channel": counting.counted(found.by_channel, words.CHANNELS),
        "open_now": found.open_now,
        "late_now": found.late_now,
        "query": request.GET.urlencode(),
    }


def _cell(count: int | None) -> str:
    return _("10未満は隠す") if count is None else str(count)
