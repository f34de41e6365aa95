"""Runs without a file of their own - corrections, rows left over - against what is published now."""

from collections.abc import Iterator

from django.db.models import QuerySet

from sagacity.registry import models
from sagacity.registry.importing import comparing, messages, one_change, runs
from sagacity.registry.importing import form as forms
from sagacity.registry.importing.form import Form
from sagacity.registry.types import Message, Outcome, RunState

NEWER = "compare.newer"
GONE = "この記録は、申し出のあとで公開から外れました。直すものがありません。"
BATCH = 500


def again(row: models.ImportRun, *, current: str) -> None:
    """Compare a run anew; nothing that was published meanwhile is silently overwritten by it."""
    later = _runs_since(row)
    models.ImportRun.objects.filter(pk=row.pk).update(base_run=current)
    row.base_run = current
    if row.origin == "correction":
        _change_what_stands_now(row)
    else:
        for batch in _batches(row):
            _compare(batch, row, forms.of(row.kind), later)
    runs.count_rows(row)


def _runs_since(row: models.ImportRun) -> set[str]:
    """Which runs changed the data set since this run was compared with it."""
    editions = models.Edition.objects.filter(dataset=row.dataset)
    base = editions.filter(run=row.base_run).first()
    return set((editions.filter(pk__gt=base.pk) if base else editions).values_list("run", flat=True))


def _change_what_stands_now(row: models.ImportRun) -> None:
    staged = models.StagedRow.objects.get(run=row)
    record = models.Record.objects.filter(dataset=row.dataset, local_id=staged.local_id).first()
    if record is None:
        runs.move(row.key, from_=(RunState.CHECKED,), to=RunState.REFUSED, problem=GONE)
    else:
        one_change.lay_ready(row, record, dict(zip(row.headings, staged.raw, strict=True)))


def _batches(row: models.ImportRun) -> Iterator[list[models.StagedRow]]:
    staged: QuerySet[models.StagedRow] = models.StagedRow.objects.filter(run=row).order_by("number")
    last = -1
    while batch := list(staged.filter(number__gt=last)[:BATCH]):
        yield batch
        last = batch[-1].number


def _compare(batch: list[models.StagedRow], row: models.ImportRun, form: Form, later: set[str]) -> None:
    before = {one.pk: (one.outcome, one.proposals) for one in batch}
    comparing.compare(batch, row=row, form=form)
    for one in batch:
        one.outcome, one.proposals = before[one.pk]  # A move that a person has answered is not asked again.
    newer = {
        record.local_id: record
        for record in models.Record.objects.filter(
            dataset=row.dataset, local_id__in=[one.local_id for one in batch], touched_in__in=later
        )
    }
    asked = [
        _newer(one, newer[one.local_id], row, form)
        for one in batch
        if one.local_id in newer and one.what == "changed" and one.outcome != Outcome.REFUSED
    ]
    rows = {one.row: one for one in asked}
    models.ImportMessage.objects.filter(run=row, rule=NEWER, row__in=rows).delete()
    messages.write(row, asked, stage="compare")
    for one in batch:
        if one.number in rows:
            one.outcome = str(Outcome.CONFIRM)
            one.proposals = {**one.proposals, rows[one.number].column: {}}
    models.StagedRow.objects.bulk_update(batch, ["outcome", "proposals", "what", "record"], batch_size=200)


def _newer(one: models.StagedRow, record: models.Record, row: models.ImportRun, form: Form) -> Message:
    return Message(
        outcome=Outcome.CONFIRM,
        rule=NEWER,
        sheet=row.sheet,
        row=one.number,
        column=next(iter(form.columns_to.get("name", ())), ""),
        found=f"{row.file}（{row.edition}）の行",
        expected=f"公開中のもの：{record.file}（{record.edition}）",
        action=f"この行が答えを待つあいだに、「{record.name}」は新しくなりました。"
        "この行の内容に変えるなら「取り込む」、公開中のままにするなら「この行を取り込まない」を選んでください。",
    )
