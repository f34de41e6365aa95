"""Taking an answer: once from each person, and so that nobody can say whose it was."""

from datetime import datetime

from django.db import IntegrityError, transaction

from sagacity.identity.accounts import api as accounts
from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.procedures import types as procedures
from sagacity.procedures.answers import check
from sagacity.procedures.surveys import models, pouring, sealing, surveys, types
from sagacity.procedures.surveys.refusals import HasAnswered, IsClosed, NoCard, NotGood

FACTS = {"channel": "app"}  # nothing about the person: a rule that asked for an age would answer for them


def answer(
    *, survey: str, answers: procedures.Answers, by: policy.Person, language: str = "ja", at: datetime
) -> types.Survey:
    """Take one answer; the log says only that somebody gave one.

    Raises:
        NoSuchSurvey, IsClosed, HasAnswered, NoCard, NotGood, TooLittleAssurance
    """
    found = surveys.survey(key=survey, at=at)
    policy.demand(by, level=found.level)
    inhabitant = _inhabitant(by)
    if not found.is_open:
        raise IsClosed(survey)
    checked = check(definition=found.definition, answers=answers, facts=FACTS, at=at, language=language)
    if not checked.good:
        raise NotGood(checked)
    _take(found, inhabitant, pouring.sheet_of(found.definition, dict(checked.answers)), at)
    return found


def has_answered(*, survey: str, by: policy.Person, at: datetime) -> bool:
    """Whether this person has answered an open survey; of a closed one nobody knows any more."""
    row = models.Survey.objects.filter(procedure=survey, closed_on=None).first()
    if row is None or by.kind != "resident":
        return False
    try:
        digest = sealing.token_of(row, _inhabitant(by))
    except NoCard:
        return False
    return models.Token.objects.filter(survey=row, digest=digest).exists()


@transaction.atomic
def _take(found: types.Survey, inhabitant: str, sheet: dict[str, object], at: datetime) -> None:
    """Token and sheet in one transaction; the sheet goes into the box, where its place says nothing."""
    row = surveys.row_for(found.definition)
    if row.closed_on is not None:
        raise IsClosed(found.key)
    try:
        with transaction.atomic():
            models.Token(survey=row, digest=sealing.token_of(row, inhabitant)).save(force_insert=True)
    except IntegrityError as twice:
        raise HasAnswered(found.key) from twice
    sheets = [*sealing.open_box(row), sheet]
    sheets.sort(key=repr)  # not even inside the box in the order of coming
    row.box = sealing.close_box(row.procedure, sheets)
    row.save(update_fields=["box"])
    audit.record(actor=policy.SYSTEM, action="survey.answered", thing=found.urn, at=at)


def _inhabitant(by: policy.Person) -> str:
    try:
        found = accounts.resident(by.key).inhabitant
    except accounts.NoSuchResident as problem:
        raise NoCard(by.key) from problem
    if not found:
        raise NoCard(by.key)
    return found
