"""「この情報は違います」: anybody may say it; a person decides, a second one approves."""

from datetime import datetime

from django.db import transaction

from sagacity.kit import keys
from sagacity.kit.audit import api as audit
from sagacity.kit.policy import Person
from sagacity.registry import models, signals, types
from sagacity.registry.importing import form as forms
from sagacity.registry.importing import one_change, runs
from sagacity.registry.importing.comparing import subject_of
from sagacity.registry.records import find_all
from sagacity.registry.types import RunState

LONGEST = 1000
FILE = "訂正の申し出"


class TooMuchText(ValueError):
    """The text is longer than a correction needs to be."""


class NothingSaid(ValueError):
    """Nobody can act on an empty correction."""


class NoSuchCorrection(LookupError):
    """There is no correction of this key."""


class AlreadyDecided(Exception):
    """Somebody has decided on this correction before."""


@transaction.atomic
def say_wrong(
    *, record: str, says: str, at: datetime, column: str = "", reason: str = ""
) -> types.Correction:
    """Take down that something about a place, an event or a record is wrong."""
    rows = find_all(record)
    if not says.strip():
        raise NothingSaid("正しい内容を書いてください。")
    if len(says) > LONGEST or len(reason) > LONGEST:
        raise TooMuchText(f"{LONGEST:,}文字までで書いてください。")
    row = models.Correction.objects.create(
        key=keys.new("Correction"),
        record=subject_of(rows[0]) or record,
        record_name=rows[0].name,
        column=column[:120],
        says=says.strip(),
        reason=reason.strip(),
        at=at,
    )
    signals.correction_said.announce(as_fact(row))
    return as_fact(row)


def corrections(*, state: str = "open", limit: int = 50, offset: int = 0) -> list[types.Correction]:
    """What people said, the oldest open one first."""
    rows = models.Correction.objects.filter(state=state).order_by("at", "id")
    return [as_fact(row) for row in rows[offset : offset + limit]]


def correction(key: str) -> types.Correction:
    """One correction."""
    return as_fact(_find(key))


@transaction.atomic
def decide_correction(
    *,
    key: str,
    accept: bool,
    by: Person,
    at: datetime,
    answer: str = "",
    value: str | None = None,
    dataset: str = "",
    column: str = "",
) -> types.Correction:
    """Decline it, or make it a change of one record that a second person approves.

    `value` is what will stand in the column, when it is not word for word what was said;
    `column` names the column when the person who spoke up did not.

    Raises:
        AlreadyDecided: somebody was faster.
        NothingSaid: it names no column, so it must first be said which value changes to what.
    """
    row = _find(key)
    row.column = row.column or column[:120]
    run = _one_record_run(row, value, dataset, by, at) if accept else ""
    decided = models.Correction.objects.filter(key=key, state="open").update(
        state="accepted" if accept else "declined",
        answer=answer,
        column=row.column,
        decided_by=by.name,
        decided_at=at,
        run=run,
    )
    if not decided:
        raise AlreadyDecided("この申し出には、ほかの人がもう答えています。画面を読み直してください。")
    audit.record(
        actor=by,
        action="registry.correction",
        thing=row.record,
        at=at,
        purpose=answer,
        before=row.says,
        after={"accepted": accept, "run": run},
    )
    return as_fact(_find(key))


def _one_record_run(row: models.Correction, value: str | None, dataset: str, by: Person, at: datetime) -> str:
    if not row.column:
        raise NothingSaid("どの項目を直すのか決まっていません。項目を選んでから受け入れてください。")
    record = _record_with(row, dataset)
    return change_one(record, {row.column: value if value is not None else row.says}, row.reason, by, at)


def _record_with(row: models.Correction, dataset: str) -> models.Record:
    rows = [one for one in find_all(row.record) if not dataset or one.dataset.kind == dataset]
    knowing = [one for one in rows if forms.of(one.dataset.kind).kind.column(row.column) is not None]
    if not knowing:
        raise NothingSaid(f"「{row.column}」という項目は、この記録にはありません。")
    return next((one for one in knowing if row.column in one.fields), knowing[0])


def change_one(record: models.Record, change: dict[str, str], why: str, by: Person, at: datetime) -> str:
    """Lay a change of one record ready and submit it; gives the key of the run that carries it."""
    dataset = record.dataset
    run = models.ImportRun.objects.create(
        key=keys.new("ImportRun"),
        state=RunState.SUBMITTED,
        file=FILE,
        kind=dataset.kind,
        dataset=dataset,
        edition=record.edition,
        origin="correction",
        base_run=dataset.current_run,
        progress=1.0,
        rows=1,
        applied=1,
        changed=1,
        headings=list(change),
        received_at=at,
        received_by=by.name,
        received_by_key=runs.person_key(by),
        submitted_at=at,
        submitted_by=by.name,
        submitted_by_key=runs.person_key(by),
    )
    one_change.lay_ready(run, record, change)
    return run.key


def _find(key: str) -> models.Correction:
    row = models.Correction.objects.filter(key=key).first()
    if row is None:
        raise NoSuchCorrection(key)
    return row


def as_fact(row: models.Correction) -> types.Correction:
    return types.Correction(
        key=row.key,
        record=row.record,
        record_name=row.record_name,
        column=row.column,
        says=row.says,
        reason=row.reason,
        state=row.state,
        at=row.at,
        answer=row.answer,
    )
