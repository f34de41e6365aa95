"""The home of the desk: what waits for me, what is on its way, how complete the city is."""

import csv
from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sagacity.desks.data import doors, waiting
from sagacity.kit import policy
from sagacity.kit.ui import api as ui
from sagacity.registry import api as registry

PER_PAGE = 50


@policy.access(doors.LOOK)
def home(request: HttpRequest) -> HttpResponse:
    person = policy.person_of(request)
    board = registry.completeness()
    page = {
        "waiting": waiting.runs_for(person),
        "working": [
            run for state in ("received", "checking", "applying") for run in registry.runs(state=state)
        ],
        "recent": registry.runs(limit=8),
        "corrections": registry.corrections(state="open"),
        "duplicates": registry.duplicates(limit=5),
        "board": Counter(line.state for line in board),
        "board_total": len(board),
        "may_import": person.may(doors.IMPORT.permission),
        "may_look_live": person.may(doors.LIVE.permission),
    }
    return render(request, "desk_data/home.html", page)


@policy.access(doors.LOOK)
def history(request: HttpRequest) -> HttpResponse:
    offset = ui.offset(request, per_page=PER_PAGE)
    found = registry.runs(limit=PER_PAGE + 1, offset=offset)
    page = {
        "runs": found[:PER_PAGE],
        "older": ui.page_number(request) + 1 if len(found) > PER_PAGE else 0,
        "newer": ui.page_number(request) - 1,
    }
    return render(request, "desk_data/history.html", page)


@policy.access(doors.LOOK)
def board(request: HttpRequest) -> HttpResponse:
    lines = registry.completeness()
    return render(
        request, "desk_data/board.html", {"lines": lines, "count": Counter(one.state for one in lines)}
    )


@policy.access(doors.LOOK)
def board_csv(request: HttpRequest) -> HttpResponse:
    """The completeness board as a table that Japanese Excel opens."""
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = "attachment; filename=completeness.csv"
    sheet = csv.writer(answer)
    sheet.writerow(["データ", "標準", "状態", "件数", "時点", "必須項目の入力率", "推奨項目の入力率", "公開"])
    for line in registry.completeness():
        filled = (f"{line.required_filled:.3f}", f"{line.recommended_filled:.3f}")
        has = {"have": "あり", "partly": "一部", "lack": "なし"}[line.state]
        sheet.writerow(
            [
                line.title,
                line.standard,
                has,
                line.records,
                line.edition,
                *filled,
                "公開" if line.public else "",
            ]
        )
    return answer
