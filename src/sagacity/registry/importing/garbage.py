"""Rules of collection arrive on the same desk, but have a room of their own with its own approval."""

from dataclasses import replace
from datetime import datetime

from sagacity.kit import clock
from sagacity.kit.policy import Person
from sagacity.registry import models
from sagacity.registry.collection import api as collection
from sagacity.registry.importing import boxes, files, messages, runs
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
    going_in = _take_in(row, at=row.received_at, dry_run=True)
    to = RunState.CHECKED if going_in else RunState.REFUSED
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


def _take_in(row: models.ImportRun, *, at: datetime, dry_run: bool) -> int:
    """Hand the file, or all files of a zip, to the rules of collection; says how many rows go in."""
    by = Person(key=row.received_by_key, name=row.received_by, kind="staff")
    with boxes.laid_out(files.path_of(row.sha256), name=row.file) as laid:
        said = collection.import_5374(files=laid, by=by, at=at or clock.now(), dry_run=dry_run)
    several = len(said) > 1
    messages.forget(row)
    messages.write(
        row,
        [replace(line, sheet=one.file if several else line.sheet) for one in said for line in one.messages],
    )
    applied = sum(one.applied for one in said)
    models.ImportRun.objects.filter(pk=row.pk).update(
        rows=sum(one.rows for one in said),
        applied=applied,
        to_confirm=sum(one.to_confirm for one in said),
        refused=sum(one.refused for one in said),
        new=applied,
    )
    return applied
