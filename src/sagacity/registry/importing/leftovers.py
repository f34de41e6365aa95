"""Rows that still wait for an answer when the rest goes in: they get a run of their own, so none is lost."""

from datetime import datetime

from sagacity.kit import keys
from sagacity.registry import models
from sagacity.registry.importing import runs
from sagacity.registry.types import Outcome, RunState

BATCH = 1000


def carry_over(row: models.ImportRun, *, at: datetime) -> str:
    """Open a run for the unanswered rows of a run being applied; gives its key, "" when there are none."""
    waiting = models.StagedRow.objects.filter(run=row, outcome=Outcome.CONFIRM)
    if not waiting.exists():
        return ""
    rest = models.ImportRun.objects.create(
        key=keys.new("ImportRun"),
        state=RunState.CHECKED,
        file=row.file,
        sha256=row.sha256,
        byte_size=row.byte_size,
        kind=row.kind,
        dataset=row.dataset,
        edition=row.edition,
        encoding=row.encoding,
        sheet=row.sheet,
        headings=row.headings,
        signature=row.signature,
        columns=row.columns,
        origin="rest",
        follows=row.key,
        base_run=row.key,
        progress=1.0,
        problem="答えを待っている行です。確認に答えると取り込めます。",
        received_at=at,
        received_by=row.received_by,
        received_by_key=row.received_by_key,
    )
    last = -1
    while batch := list(waiting.filter(number__gt=last).order_by("number")[:BATCH]):
        _copy(row, rest, batch)
        last = batch[-1].number
    runs.count_rows(rest)
    return rest.key


def _copy(row: models.ImportRun, rest: models.ImportRun, batch: list[models.StagedRow]) -> None:
    numbers = [one.number for one in batch]
    asked = list(models.ImportMessage.objects.filter(run=row, row__in=numbers).order_by("id"))
    for one in batch:
        one.pk, one.run = None, rest
    for line in asked:
        line.pk, line.run = None, rest
    models.StagedRow.objects.bulk_create(batch, batch_size=500)
    models.ImportMessage.objects.bulk_create(asked, batch_size=500)
