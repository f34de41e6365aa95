"""Answers of a person to the questions of a report; each row then counts again."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from sagacity.kit.audit import api as audit
from sagacity.kit.policy import Person
from sagacity.registry import models, types
from sagacity.registry.importing import comparing, runs
from sagacity.registry.importing import form as forms
from sagacity.registry.types import Outcome, RunState, Status

CHOICES = ("accept", "keep", "skip", "")  # "" takes an answer back
BATCH = 500
AS_CHECKED = ""  # among the proposals of a row: no heading is empty


class NoQuestion(LookupError):
    """Nothing is asked there; it may have been answered already."""


class NothingToAccept(ValueError):
    """There is no proposal that could be accepted; keep the value or leave the row out."""


@transaction.atomic
def answer(
    *, key: str, row: int | None, column: str, choice: str, by: Person, at: datetime
) -> types.ImportRun:
    """Answer one question: take the proposal, keep what stands there, leave the row out, or take back.

    Raises:
        NoQuestion: nothing is asked at this row and column.
        NothingToAccept: "accept" where nothing is proposed.
    """
    run = _open(key, choice)
    asked = models.ImportMessage.objects.filter(run=run, row=row, outcome=Outcome.CONFIRM)
    questions = list(asked.filter(column=column))
    if not questions:
        raise NoQuestion(f"{row}行目『{column}』には、答えを待っている確認はありません。")
    _answer(run, questions, choice, by, at)
    return _done(run, by, at, {"row": row, "column": column, "choice": choice})


@transaction.atomic
def answer_all(*, key: str, rule: str, choice: str, by: Person, at: datetime) -> types.ImportRun:
    """Answer every open question of one rule in the same way."""
    run = _open(key, choice)
    asked = models.ImportMessage.objects.filter(run=run, rule=rule, outcome=Outcome.CONFIRM, answer="")
    if not asked.exists():
        raise NoQuestion(f"「{rule}」には、答えを待っている確認はありません。")
    while questions := list(asked.order_by("row", "id")[:BATCH]):
        _answer(run, questions, choice, by, at)
    return _done(run, by, at, {"rule": rule, "choice": choice})


def _open(key: str, choice: str) -> models.ImportRun:
    if choice not in CHOICES:
        raise ValueError(f"{choice!r}: write one of {', '.join(CHOICES)}")
    # The same state again, conditionally: nobody answers while another submits.
    return runs.move(key, from_=(RunState.CHECKED,), to=RunState.CHECKED)


def _answer(
    run: models.ImportRun, questions: Iterable[models.ImportMessage], choice: str, by: Person, at: datetime
) -> None:
    by_row: dict[int | None, list[models.ImportMessage]] = defaultdict(list)
    for question in questions:
        by_row[question.row].append(question)
    staged = models.StagedRow.objects.filter(run=run, number__in=[n for n in by_row if n is not None])
    rows = {one.number: one for one in staged}
    for number, asked in by_row.items():
        for question in asked:
            _must_have_a_proposal(question, rows.get(number or 0), choice)
            question.answer, question.answered_by, question.answered_at = choice, by.name, at
    models.ImportMessage.objects.bulk_update(
        [one for asked in by_row.values() for one in asked],
        ["answer", "answered_by", "answered_at"],
        batch_size=BATCH,
    )
    _settle(run, list(rows.values()))


def _must_have_a_proposal(question: models.ImportMessage, row: models.StagedRow | None, choice: str) -> None:
    if row is not None and choice == "accept" and question.column not in row.proposals:
        raise NothingToAccept(
            f"{question.row}行目『{question.column}』には直し方の案がありません。"
            "「このまま」か「取り込まない」を選んでください。"
        )


def _settle(run: models.ImportRun, rows: list[models.StagedRow]) -> None:
    """Work out what the rows are now that some questions are answered."""
    form = forms.of(run.kind)
    answers: dict[int, list[tuple[str, str]]] = defaultdict(list)
    asked = models.ImportMessage.objects.filter(
        run=run, outcome=Outcome.CONFIRM, row__in=[one.number for one in rows]
    )
    for number, column, said in asked.values_list("row", "column", "answer"):
        answers[number or 0].append((column, said))
    for one in rows:
        _settle_one(one, answers[one.number])
        one.hash, one.name = forms.digest(one.values), form.name(one.values)
        if not one.local_id.rpartition("~")[0]:
            one.local_id = form.local_id(one.values)
    kept = {one.pk: (one.outcome, one.proposals) for one in rows}
    comparing.compare(rows, row=run, form=form)
    for one in rows:
        one.outcome, one.proposals = kept[one.pk]  # A move that a person has answered is not asked again.
    models.StagedRow.objects.bulk_update(
        rows,
        ["outcome", "values", "statuses", "proposals", "hash", "name", "local_id", "what", "record"],
        batch_size=200,
    )


def _settle_one(one: models.StagedRow, answers: list[tuple[str, str]]) -> None:
    said = [choice for _, choice in answers]
    _as_checked(one)
    if "skip" in said:
        one.outcome = str(Outcome.REFUSED)
        return
    one.outcome = str(Outcome.CONFIRM if "" in said else Outcome.APPLIED)
    for column, choice in answers:
        if choice == "accept":
            _take(one, one.proposals.get(column, {}))


def _as_checked(one: models.StagedRow) -> None:
    """Back to what the check said, so that a person may change their mind."""
    before = one.proposals.get(AS_CHECKED)
    if before is None:
        one.proposals[AS_CHECKED] = {"values": dict(one.values), "statuses": dict(one.statuses)}
    else:
        one.values, one.statuses = dict(before["values"]), dict(before["statuses"])


def _take(one: models.StagedRow, proposal: dict[str, Any]) -> None:
    for column, value in proposal.items():
        if value in (None, ""):
            one.values.pop(column, None)
            one.statuses.pop(column, None)
        else:
            one.values[column] = value
            one.statuses[column] = str(Status.REPAIRED)


def _done(run: models.ImportRun, by: Person, at: datetime, said: dict[str, object]) -> types.ImportRun:
    if not runs.is_collection(run):  # Its rows are counted by the room that reads them.
        runs.count_rows(run)
    audit.record(actor=by, action="registry.answer", thing=run.key, at=at, after=said)
    return runs.as_fact(runs.find(run.key))
