"""How many people: what rooms count for everybody, with small counts hidden; once a day, and as a table."""

import csv
from datetime import datetime

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sagacity.kit import clock, leaving, policy

DAY = 24 * 60 * 60
HIDDEN = "x"  # as the national statistics write it


@policy.access(policy.ANYONE)
def page(request: HttpRequest) -> HttpResponse:
    """Every table."""
    at = clock.now()
    tables = [_shown(table.key, at) for table in leaving.tables()]
    return render(request, "shell/statistics.html", {"tables": [table for table in tables if table.rows]})


@policy.access(policy.ANYONE)
def sheet(request: HttpRequest, key: str) -> HttpResponse:
    """One table as CSV, for people with a spreadsheet."""
    try:
        table = _shown(key, clock.now())
    except leaving.NoSuchTable as problem:
        raise Http404(key) from problem
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f"attachment; filename={key}.csv"
    lines = csv.writer(answer)
    lines.writerow([table.of, _("人数")])
    lines.writerows([_no_formula(row), HIDDEN if count is None else count] for row, count in table.rows)
    return answer


def _shown(key: str, at: datetime) -> leaving.Shown:
    """Counted once a day: who looks every minute must not see who came between."""
    language = get_language() or "ja"
    found: leaving.Shown | None = cache.get_or_set(
        f"shell-statistics-{clock.day(at)}-{key}-{language}",
        lambda: leaving.shown(key=key, language=language, at=at),
        DAY,
    )
    assert found is not None
    return found


def _no_formula(cell: str) -> str:
    """A spreadsheet would run a cell that begins so."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell
