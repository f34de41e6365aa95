"""Runs: looked at, listed, moved from one state to the next by exactly one person at a time."""

from typing import Any

from django.db.models import Count, Q

from sagacity.kit.policy import Person
from sagacity.registry import kinds, models, types
from sagacity.registry.types import Outcome, RunState


class NoSuchRun(LookupError):
    """There is no import of this key."""


class NotNow(Exception):
    """The import is in another state than this step needs; somebody else may have been faster."""


def find(key: str) -> models.ImportRun:
    """The row of a run, for the registry's own verbs.

    Raises:
        NoSuchRun: there is none.
    """
    row = models.ImportRun.objects.select_related("dataset").filter(key=key).first()
    if row is None:
        raise NoSuchRun(key)
    return row


def run(key: str) -> types.ImportRun:
    """One file on its way, and how far it is."""
    return as_fact(find(key))


def runs(*, state: RunState | str | None = None, limit: int = 50, offset: int = 0) -> list[types.ImportRun]:
    """Files on their way, the newest first."""
    rows = models.ImportRun.objects.select_related("dataset").order_by("-received_at", "-id")
    if state is not None:
        rows = rows.filter(state=str(state))
    return [as_fact(row) for row in rows[offset : offset + limit]]


def move(key: str, *, from_: tuple[RunState, ...], to: RunState, **more: Any) -> models.ImportRun:
    """Move a run to its next state, if nobody has moved it meanwhile.

    Raises:
        NotNow: it is not, or no longer, in one of these states.
    """
    moved = models.ImportRun.objects.filter(key=key, state__in=[str(s) for s in from_]).update(
        state=str(to), **more
    )
    row = find(key)
    if not moved:
        raise NotNow(f"この取り込みはいま「{WORDS[RunState(row.state)]}」です。画面を読み直してください。")
    return row


WORDS = {
    RunState.RECEIVED: "受け取りました",
    RunState.ASKING: "種類と見出しの確認待ち",
    RunState.CHECKING: "確かめています",
    RunState.CHECKED: "確認できます",
    RunState.SUBMITTED: "承認待ち",
    RunState.APPLYING: "反映しています",
    RunState.APPLIED: "公開しました",
    RunState.REFUSED: "取り込めません",
    RunState.CANCELLED: "取りやめました",
    RunState.UNDOING: "元に戻しています",
    RunState.UNDONE: "元に戻しました",
}


def count_rows(row: models.ImportRun) -> None:
    """Count the staged rows of a run anew and keep the figures."""
    staged = models.StagedRow.objects.filter(run=row)
    good = Q(outcome__in=[Outcome.APPLIED, Outcome.REPAIRED])
    counted = staged.aggregate(
        rows=Count("id"),
        applied=Count("id", filter=good),
        to_confirm=Count("id", filter=Q(outcome=Outcome.CONFIRM)),
        refused=Count("id", filter=Q(outcome=Outcome.REFUSED)),
        new=Count("id", filter=good & Q(what="new")),
        changed=Count("id", filter=good & Q(what="changed")),
        unchanged=Count("id", filter=good & Q(what="unchanged")),
    )
    models.ImportRun.objects.filter(pk=row.pk).update(**counted)
    for name, value in counted.items():
        setattr(row, name, value)


def open_questions(row: models.ImportRun) -> int:
    """How many messages of a run wait for an answer."""
    return models.ImportMessage.objects.filter(run=row, outcome=Outcome.CONFIRM, answer="").count()


def person_key(by: Person) -> str:
    """Who acts, as the two-person rule compares people."""
    return by.key or by.name


def as_fact(row: models.ImportRun) -> types.ImportRun:
    return types.ImportRun(
        key=row.key,
        state=RunState(row.state),
        file=row.file,
        kind=row.kind,
        dataset=row.dataset.key if row.dataset else "",
        encoding=row.encoding,
        edition=row.edition,
        rows=row.rows,
        applied=row.applied,
        to_confirm=row.to_confirm,
        refused=row.refused,
        new=row.new,
        changed=row.changed,
        unchanged=row.unchanged,
        vanished=row.vanished,
        progress=row.progress,
        problem=row.problem,
        received_at=row.received_at,
        received_by=row.received_by,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        submitted_at=row.submitted_at,
        submitted_by=row.submitted_by,
        submitted_by_key=row.submitted_by_key,
        sheet=row.sheet,
        byte_size=row.byte_size,
        sha256=row.sha256,
        same_file_as=row.same_file_as,
        follows=row.follows,
        origin=row.origin,
        job=row.job,
        questions=open_questions(row),
        kept_after_undo=tuple(row.undone.get("kept", ())),
    )


def is_collection(row: models.ImportRun) -> bool:
    """Whether the file is one of the rules of collection, which have a room of their own."""
    return bool(row.kind) and kinds.get(row.kind).noun is kinds.Noun.COLLECTION
