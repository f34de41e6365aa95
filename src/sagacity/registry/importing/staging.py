"""The check of a file: its rows are laid ready in batches; a killed worker loses and doubles nothing."""

from collections.abc import Iterator
from datetime import date
from itertools import islice

from django.db import transaction
from django.db.models import Max

from sagacity.kit import clock
from sagacity.kit.city import api as city
from sagacity.kit.jobs import api as jobs
from sagacity.registry import models, rapid
from sagacity.registry.checking import CheckedRow, Checking, TownPoint, check, to_plain
from sagacity.registry.importing import asking, comparing, files, garbage, messages, runs
from sagacity.registry.importing import form as forms
from sagacity.registry.importing.form import Form
from sagacity.registry.reading import Table, Unreadable, open_table
from sagacity.registry.types import RunState, Status

BATCH = 1000
OPEN = (RunState.RECEIVED, RunState.ASKING, RunState.CHECKING)


@jobs.job(queue="imports")
def check_file(run: str) -> None:
    """Read a received file, lay its rows ready and compare them with what is published."""
    check_now(runs.find(run))


def check_now(row: models.ImportRun) -> None:
    """The same, at once."""
    if row.state not in OPEN:
        return
    try:
        table = open_table(files.path_of(row.sha256), name=row.file, sheet=row.sheet or None)
        if not asking.settle(row, table):
            return
        if runs.is_collection(row):
            garbage.check(row)
            return
        _stage(row, table)
    except Unreadable as problem:
        _refuse(row, problem)
    except jobs.JobCancelled:
        raise
    except Exception as problem:
        _stopped(row, problem)
        raise


def _stage(row: models.ImportRun, table: Table) -> None:
    runs.move(row.key, from_=OPEN, to=RunState.CHECKING, problem="")
    row.refresh_from_db()
    form = forms.of(row.kind)
    done = _already_staged(row)
    checking = check(
        table, form.kind, row.columns, city=city.current(), edition=_edition(row), towns=_towns()
    )
    staged = done or 0
    for batch in _batches(checking, BATCH, after=done):
        with transaction.atomic():
            _lay_ready(row, form, table.headings, batch)
            staged = batch[-1].number
            row.progress = min(table.position / table.size, 0.99) if table.size else 0.0
            models.ImportRun.objects.filter(pk=row.pk).update(progress=row.progress)
        if row.job and jobs.current() == row.job:
            jobs.progress(job=row.job, done=int(row.progress * 100), total=100, note=f"{staged:,}行目まで")
            jobs.check_cancelled(job=row.job)
    _finish(row, form, table, checking)


def _batches(checking: Checking, size: int, *, after: int | None) -> Iterator[list[CheckedRow]]:
    # Rows laid ready before a worker died are checked again, because later rows are compared with them,
    # but not written again.
    fresh = (one for one in checking if after is None or one.number > after)
    while batch := list(islice(fresh, size)):
        yield batch


def _already_staged(row: models.ImportRun) -> int | None:
    """The last line laid ready by a worker that died; what it compared with must still be published."""
    current = row.dataset.current_run if row.dataset else ""
    if row.base_run != current:
        messages.forget(row)
        models.StagedRow.objects.filter(run=row).delete()
        models.ImportRun.objects.filter(pk=row.pk).update(base_run=current)
        row.base_run = current
        return None
    last: int | None = models.StagedRow.objects.filter(run=row).aggregate(last=Max("number"))["last"]
    return last


def _lay_ready(row: models.ImportRun, form: Form, headings: list[str], batch: list[CheckedRow]) -> None:
    staged = [_staged_row(row, form, headings, one) for one in batch]
    moved = comparing.compare(staged, row=row, form=form)
    rapid.insert(models.StagedRow, [vars(one) for one in staged])
    messages.write(row, [message for one in batch for message in one.messages])
    messages.write(row, moved, stage="compare")


def _staged_row(row: models.ImportRun, form: Form, headings: list[str], one: CheckedRow) -> models.StagedRow:
    values = {name: value for name, value in to_plain(one.values).items() if value not in (None, "", [])}
    return models.StagedRow(
        run=row,
        number=one.number,
        raw=[one.raw.get(heading, "") for heading in headings],
        values=values,
        statuses={
            name: str(status)
            for name, status in one.statuses.items()
            if status not in (Status.GIVEN, Status.MISSING)
        },
        proposals={heading: to_plain(said) for heading, said in one.proposals.items()},
        hash=forms.digest(values),
        outcome=str(one.outcome),
        local_id=form.local_id(values),
        name=form.name(values),
    )


@transaction.atomic
def _finish(row: models.ImportRun, form: Form, table: Table, checking: Checking) -> None:
    messages.write_about_file(row, [*table.messages, *checking.messages])
    comparing.tell_twins_apart(row, form)
    runs.count_rows(row)
    comparing.look_for_vanished(row, form)
    problem = "" if row.rows else "このファイルには、取り込めるデータの行がありません。"
    to = RunState.CHECKED if row.applied or row.to_confirm else RunState.REFUSED
    if to is RunState.REFUSED and not problem:
        problem = "取り込める行が1行もありません。報告を見て、ファイルを直してからもう一度送ってください。"
    runs.move(row.key, from_=(RunState.CHECKING,), to=to, progress=1.0, problem=problem)


def _refuse(row: models.ImportRun, problem: Unreadable) -> None:
    with transaction.atomic():
        messages.write_about_file(row, [problem.message()])
        runs.move(
            row.key,
            from_=OPEN,
            to=RunState.REFUSED,
            problem=str(problem),
            decided_at=clock.now(),
        )


def _stopped(row: models.ImportRun, problem: Exception) -> None:
    """A fault of the program, not of the file: nobody must wait for a check that will not end."""
    models.ImportRun.objects.filter(pk=row.pk, state__in=[str(state) for state in OPEN]).update(
        state=RunState.REFUSED,
        problem="確かめている途中でプログラムが止まりました。公開中のデータは変わっていません。"
        f"「もう一度確かめる」を選び、続くときはシステム担当へ（{type(problem).__name__}）。",
    )


def _edition(row: models.ImportRun) -> date | None:
    try:
        return date.fromisoformat(row.edition)
    except ValueError:
        return None


def _towns() -> list[TownPoint]:
    rows = models.Town.objects.filter(latitude__isnull=False).values_list("name", "latitude", "longitude")
    return [
        TownPoint(name, latitude, longitude)
        for name, latitude, longitude in rows
        if latitude is not None and longitude is not None
    ]
