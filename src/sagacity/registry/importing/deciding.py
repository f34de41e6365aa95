"""Submitted by one person, approved by another; refused, cancelled."""

from datetime import datetime

from django.db import transaction

from sagacity.kit.audit import api as audit
from sagacity.kit.jobs import api as jobs
from sagacity.kit.policy import Person
from sagacity.registry import models, types
from sagacity.registry.importing import applying, rechecking, runs
from sagacity.registry.types import Outcome, RunState


class SamePerson(Exception):
    """Who submitted a file cannot approve it; a second person looks at it."""


class QuestionsOpen(Exception):
    """A question about the whole file waits for an answer."""


class NothingToApply(Exception):
    """Not one row would go in."""


class Overtaken(Exception):
    """Another file of this data set was published meanwhile; the comparison no longer holds."""


@transaction.atomic
def submit(*, key: str, by: Person, at: datetime) -> types.ImportRun:
    """Ask a second person to approve; rows that still wait for an answer stay behind, in a run of their own.

    Raises:
        QuestionsOpen: something about the whole file is not answered.
        NothingToApply: there is no row that would go in.
    """
    row = runs.move(
        key,
        from_=(RunState.CHECKED,),
        to=RunState.SUBMITTED,
        submitted_at=at,
        submitted_by=by.name,
        submitted_by_key=runs.person_key(by),
        problem="",
    )
    _must_be_ready(row)
    audit.record(actor=by, action="registry.submit", thing=key, at=at, purpose=row.file)
    return runs.as_fact(row)


@transaction.atomic
def approve(*, key: str, by: Person, at: datetime) -> types.ImportRun:
    """Approve what another person submitted; the worker then puts it in force, all of it or nothing.

    Raises:
        SamePerson: the same person submitted it.
        Overtaken: the data set has changed since the comparison; it is checked anew.
    """
    row = agree(key=key, by=by, at=at)
    row.job = jobs.enqueue(applying.apply_run, key=f"apply {row.key}", run=row.key)
    row.save(update_fields=["job"])
    return runs.as_fact(row)


def agree(*, key: str, by: Person, at: datetime) -> models.ImportRun:
    """Write down the approval, without asking the worker yet."""
    row = runs.find(key)
    if runs.person_key(by) == row.submitted_by_key and row.state == RunState.SUBMITTED:
        raise SamePerson("提出した人は承認できません。ほかの承認者に頼んでください。")
    if row.dataset is not None and row.dataset.current_run != row.base_run:
        raise Overtaken(
            "確かめたあとに、同じデータの別のファイルが公開されました。「差し戻す」を選び、もう一度確かめてください。"
        )
    row = runs.move(
        key,
        from_=(RunState.SUBMITTED,),
        to=RunState.APPLYING,
        decided_at=at,
        decided_by=by.name,
        decided_by_key=runs.person_key(by),
        progress=0,
        problem="",
    )
    audit.record(actor=by, action="registry.approve", thing=key, at=at, purpose=row.file)
    return row


@transaction.atomic
def refuse(*, key: str, by: Person, reason: str, at: datetime) -> types.ImportRun:
    """Say no to a submitted file, and why."""
    row = runs.move(
        key,
        from_=(RunState.SUBMITTED, RunState.CHECKED),
        to=RunState.REFUSED,
        decided_at=at,
        decided_by=by.name,
        decided_by_key=runs.person_key(by),
        problem=reason,
    )
    audit.record(actor=by, action="registry.refuse", thing=key, at=at, purpose=reason)
    return runs.as_fact(row)


@transaction.atomic
def recheck(*, key: str, by: Person, at: datetime) -> types.ImportRun:
    """Check a file anew against what is published now."""
    from sagacity.registry.importing import asking

    again = (RunState.SUBMITTED, RunState.CHECKED, RunState.REFUSED)
    runs.move(key, from_=again, to=RunState.CHECKED, submitted_by_key="", decided_by_key="", problem="")
    row = runs.find(key)
    current = row.dataset.current_run if row.dataset else ""
    if row.origin != "file":
        rechecking.again(row, current=current)
        audit.record(actor=by, action="registry.recheck", thing=key, at=at, purpose=row.file)
        return runs.as_fact(runs.find(key))
    return asking.begin_again(key, by=by, at=at, purpose="recheck", base_run=current)


@transaction.atomic
def cancel(*, key: str, by: Person, at: datetime) -> types.ImportRun:
    """Take a file back before it is in force; a check under way stops at its next batch."""
    before = (
        RunState.RECEIVED,
        RunState.ASKING,
        RunState.CHECKING,
        RunState.CHECKED,
        RunState.SUBMITTED,
    )
    row = runs.move(key, from_=before, to=RunState.CANCELLED, decided_at=at, decided_by=by.name)
    if row.job:
        jobs.cancel(job=row.job, at=at)
    audit.record(actor=by, action="registry.cancel", thing=key, at=at, purpose=row.file)
    return runs.as_fact(row)


def _must_be_ready(row: models.ImportRun) -> None:
    waiting = models.ImportMessage.objects.filter(
        run=row, row=None, outcome=Outcome.CONFIRM, answer__in=["", "skip"]
    ).first()
    if waiting is not None:
        raise QuestionsOpen(f"ファイル全体についての確認が残っています：{waiting.found}。{waiting.action}")
    if not row.applied:
        raise NothingToApply(
            "取り込める行がありません。確認に答えるか、ファイルを直してもう一度送ってください。"
        )
