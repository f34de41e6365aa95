"""Rules of collection arrive on the same desk, but have a room of their own with its own approval."""

from datetime import datetime

from sagacity.kit import clock
from sagacity.kit.policy import Person
from sagacity.registry import models
from sagacity.registry.collection import api as collection
from sagacity.registry.importing import files, messages, runs
from sagacity.registry.types import RunState


class NotUndoable(Exception):
    """Rules of collection are taken back on their own desk, pattern by pattern."""


def check(row: models.ImportRun) -> None:
    """See what a 5374 file would change."""
    runs.move(
        row.key,
        from_=(RunState.RECEIVED, RunState.ASKING, RunState.CHECKING),
        to=RunState.CHECKING,
        problem="",
    )
    said = _take_in(row, at=row.received_at, dry_run=True)
    to = RunState.CHECKED if said.applied else RunState.REFUSED
    problem = "承認すると下書きになります。収集日は、ごみの日の管理画面で地区のパターンごとに承認します。"
    if to is RunState.REFUSED:
        problem = "取り込める行がありません。報告を見てファイルを直してください。"
    runs.move(row.key, from_=(RunState.CHECKING,), to=to, progress=1.0, problem=problem)


def apply(row: models.ImportRun, *, at: datetime) -> None:
    """Hand the file over to the rules of collection."""
    _take_in(row, at=at, dry_run=False)
    models.ImportRun.objects.filter(pk=row.pk).update(state=RunState.APPLIED, progress=1.0, problem="")


def undo(row: models.ImportRun) -> None:
    """Say where such a file is taken back."""
    raise NotUndoable(
        "ごみの収集日は、ごみの日の管理画面で、パターンごとに下書きを捨てるか前の版を承認してください。"
    )


def _take_in(row: models.ImportRun, *, at: datetime, dry_run: bool) -> collection.FileReport:
    by = Person(key=row.received_by_key, name=row.received_by, kind="staff")
    path = files.path_of(row.sha256)
    (said,) = collection.import_5374(files={row.file: path}, by=by, at=at or clock.now(), dry_run=dry_run)
    messages.forget(row)
    messages.write(row, said.messages)
    models.ImportRun.objects.filter(pk=row.pk).update(
        rows=said.rows,
        applied=said.applied,
        to_confirm=said.to_confirm,
        refused=said.refused,
        new=said.applied,
    )
    return said
