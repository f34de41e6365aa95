"""The report to take along: as a table, as the annotated original, as JSON; and the file as it came."""

import tempfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sagacity.desks.data import doors
from sagacity.kit import policy
from sagacity.registry import api as registry

HANDFUL = 1000
MOST_COMMENTS = 5000


def all_lines(key: str) -> Iterator[registry.ReportLine]:
    """Every line of a report, in handfuls: a long one never lies in memory whole."""
    offset = 0
    while True:
        lines, total = registry.report(key, limit=HANDFUL, offset=offset)
        yield from lines
        offset += len(lines)
        if not lines or offset >= total:
            return


@policy.access(doors.LOOK)
def as_csv(request: HttpRequest, key: str) -> HttpResponse:
    run = doors.run_or_404(key)
    file = _spool()
    registry.write_csv(file, all_lines(key))
    return _send(file, f"{_stem(run)}_確認結果.csv", "text/csv; charset=utf-8")


@policy.access(doors.LOOK)
def as_workbook(request: HttpRequest, key: str) -> HttpResponse:
    run = doors.run_or_404(key)
    path = registry.file_of(run.sha256) if run.sha256 else None
    if path is None or not path.exists():
        return _cannot(
            request, run, _("もとのファイルがありません（訂正の申し出など、ファイルのない取り込みです）。")
        )
    file = _spool()
    lines = (line for _at, line in zip(range(MOST_COMMENTS), all_lines(key), strict=False))
    try:
        registry.write_annotated(file, path=path, name=run.file, messages=lines, sheet=run.sheet or None)
    except (ValueError, OSError, registry.Unreadable) as problem:
        return _cannot(request, run, str(problem))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _send(file, f"{_stem(run)}_確認結果.xlsx", kind)


@policy.access(doors.LOOK)
def as_json(request: HttpRequest, key: str) -> HttpResponse:
    run = doors.run_or_404(key)
    said = [
        {
            "row": line.row,
            "column": line.column,
            "found": line.found,
            "expected": line.expected,
            "action": line.action,
            "outcome": str(line.outcome),
            "rule": line.rule,
            "answer": line.answer,
        }
        for line in all_lines(key)
    ]
    figures = {"rows": run.rows, "applied": run.applied, "to_confirm": run.to_confirm, "refused": run.refused}
    body = {"files": [{"file": run.file, "kind": run.kind, **figures, "messages": said}]}
    answer = JsonResponse(body, json_dumps_params={"ensure_ascii": False})
    answer["Content-Disposition"] = "attachment; filename=report.json"
    return answer


@policy.access(doors.LOOK)
def original(request: HttpRequest, key: str) -> HttpResponse:
    run = doors.run_or_404(key)
    path = registry.file_of(run.sha256) if run.sha256 else None
    if path is None or not path.exists():
        return _cannot(
            request, run, _("もとのファイルがありません（訂正の申し出など、ファイルのない取り込みです）。")
        )
    return _send(path.open("rb"), run.file, "application/octet-stream")


def _cannot(request: HttpRequest, run: registry.ImportRun, why: str) -> HttpResponse:
    return render(request, "desk_data/cannot.html", {"run": run, "why": why}, status=409)


def _spool() -> BinaryIO:
    return cast(BinaryIO, tempfile.TemporaryFile())


def _send(file: BinaryIO, name: str, kind: str) -> HttpResponse:
    file.seek(0)
    answer: HttpResponseBase = FileResponse(file, as_attachment=True, filename=name, content_type=kind)
    return cast(HttpResponse, answer)


def _stem(run: registry.ImportRun) -> str:
    return run.file.rsplit(".", 1)[0]
