"""The lines of a report, kept beside the run they speak of."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count, F

from sagacity.registry import models, rapid, types
from sagacity.registry.importing import runs
from sagacity.registry.types import Message, Outcome


def write(row: models.ImportRun, said: Iterable[Message], *, stage: str = "check") -> None:
    """Keep some lines."""
    rapid.insert(
        models.ImportMessage,
        [
            {
                "run_id": row.pk,
                "row": one.row,
                "sheet": one.sheet[:120],
                "column": one.column[:200],
                "outcome": str(one.outcome),
                "rule": one.rule[:60],
                "found": one.found,
                "expected": one.expected,
                "action": one.action,
                "stage": stage,
            }
            for one in said
        ],
    )


def write_about_file(row: models.ImportRun, said: Iterable[Message]) -> None:
    """Keep the lines about the whole file, once, however often the check began anew."""
    models.ImportMessage.objects.filter(run=row, row=None).delete()
    once: list[Message] = []
    for one in said:
        if one not in once:
            once.append(one)
    write(row, [one for one in once if one.row is None])
    known = set(
        models.ImportMessage.objects.filter(run=row, row__in=[one.row for one in once if one.row is not None])
        .values_list("row", "rule", "column")
    )  # fmt: skip
    write(row, [one for one in once if one.row is not None and (one.row, one.rule, one.column) not in known])


def forget(row: models.ImportRun) -> None:
    """Throw all lines of a run away, before it is checked anew."""
    models.ImportMessage.objects.filter(run=row).delete()


def report(
    key: str,
    *,
    outcome: Outcome | str | None = None,
    rule: str = "",
    row: int | None = None,
    column: str = "",
    unanswered: bool = False,
    limit: int | None = 100,
    offset: int = 0,
) -> tuple[tuple[types.ReportLine, ...], int]:
    """The report of a run, line by line in the order of the file, and how many lines it has."""
    run = runs.find(key)
    lines = models.ImportMessage.objects.filter(run=run)
    if outcome is not None:
        lines = lines.filter(outcome=str(outcome))
    if rule:
        lines = lines.filter(rule=rule)
    if row is not None:
        lines = lines.filter(row=row)
    if column:
        lines = lines.filter(column=column)
    if unanswered:
        lines = lines.filter(outcome=Outcome.CONFIRM, answer="")
    # Lines about the whole file first: PostgreSQL and SQLite disagree on where NULL stands.
    ordered = lines.order_by(F("row").asc(nulls_first=True), "id")
    page = list(ordered[offset : offset + limit] if limit is not None else ordered[offset:])
    proposals = _proposals(run, [line.row for line in page if line.row is not None])
    return tuple(_as_line(line, proposals) for line in page), lines.count()


def rules_asked(key: str) -> list[tuple[str, int]]:
    """Which rules ask something of a person in this run, and how many rows each: for answers in bulk."""
    waiting = models.ImportMessage.objects.filter(run=runs.find(key), outcome=Outcome.CONFIRM, answer="")
    counted = waiting.values("rule").annotate(rows=Count("id")).order_by("-rows", "rule")
    return [(one["rule"], one["rows"]) for one in counted]


def _proposals(run: models.ImportRun, numbers: list[int]) -> Mapping[int, Mapping[str, Any]]:
    staged = models.StagedRow.objects.filter(run=run, number__in=numbers).exclude(proposals={})
    return dict(staged.values_list("number", "proposals"))


def _as_line(line: models.ImportMessage, proposals: Mapping[int, Mapping[str, Any]]) -> types.ReportLine:
    return types.ReportLine(
        outcome=Outcome(line.outcome),
        rule=line.rule,
        sheet=line.sheet,
        row=line.row,
        column=line.column,
        found=line.found,
        expected=line.expected,
        action=line.action,
        key=str(line.pk),
        proposal=proposals.get(line.row or 0, {}).get(line.column, {}),
        answer=line.answer,
        answered_by=line.answered_by,
    )
