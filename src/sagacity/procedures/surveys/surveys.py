"""Surveys there are, open and closed; closing one."""

import secrets
from datetime import date, datetime

from django.db import transaction

from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit
from sagacity.procedures import definitions
from sagacity.procedures import types as procedures
from sagacity.procedures.surveys import asking, models, pouring, sealing, signals, types
from sagacity.procedures.surveys.refusals import IsClosed, NoSuchSurvey, TellsWho


def surveys(*, at: datetime) -> list[types.Survey]:
    """Open ones first, those that end soon before the others; then closed ones, the latest first."""
    asked = {one.key: one for one in definitions.procedures(at=at) if asking.is_survey(one)}
    rows = {row.procedure: row for row in models.Survey.objects.all()}
    found = [_open_fact(one, rows.get(one.key), clock.day(at)) for one in asked.values() if _is_fit(one)]
    found += [as_fact(row, at=at) for key, row in rows.items() if key not in asked]
    last = date.max
    return sorted(found, key=lambda one: (not one.is_open, one.closes_on or last, one.key))


def survey(*, key: str, at: datetime) -> types.Survey:
    """One survey, open or closed.

    Raises:
        NoSuchSurvey: the city asks nothing under this key.
    """
    return _one(key, at)


def _one(key: str, at: datetime) -> types.Survey:
    row = models.Survey.objects.filter(procedure=key).first()
    if row is not None:
        return as_fact(row, at=at)
    try:
        definition = definitions.definition(procedure=key, at=at)
    except (definitions.NoSuchProcedure, definitions.NotInForce) as problem:
        raise NoSuchSurvey(key) from problem
    if not asking.is_survey(definition) or not _is_fit(definition):
        raise NoSuchSurvey(key)
    return _open_fact(definition, None, clock.day(at))


@transaction.atomic
def row_for(definition: procedures.Definition) -> models.Survey:
    """The row of a survey, made when it is first needed, and locked."""
    models.Survey.objects.get_or_create(
        procedure=definition.key,
        defaults={
            "version": definition.version,
            "closes_on": definition.until,
            "secret": sealing.new_secret(definition.key, secrets.token_bytes(32)),
            "box": sealing.close_box(definition.key, []),
        },
    )
    return models.Survey.objects.select_for_update().get(procedure=definition.key)


@transaction.atomic
def show_live(*, survey: str, shown: bool, by: policy.Person, at: datetime) -> types.Survey:
    """Let residents see counts before the end, or not."""
    fact = _open_one(survey, at)
    row = row_for(fact.definition)
    before, row.shows_live = row.shows_live, shown
    row.save(update_fields=["shows_live"])
    audit.record(
        actor=by,
        action="survey.show_live",
        thing=fact.urn,
        at=at,
        before={"shown": before},
        after={"shown": shown},
    )
    return as_fact(row, at=at)


@transaction.atomic
def close(*, survey: str, by: policy.Person, at: datetime) -> types.Survey:
    """End a survey: everything is counted, and what could tell who answered is thrown away.

    Raises:
        NoSuchSurvey, IsClosed
    """
    return close_row(row_for(_one(survey, at).definition), by=by, at=at)


@transaction.atomic
def close_row(row: models.Survey, *, by: policy.Person, at: datetime) -> types.Survey:
    if row.closed_on is not None:
        raise IsClosed(row.procedure)
    pouring.pour(row.pk, everything=True)
    row.refresh_from_db()
    row.secret, row.box, row.closed_on = b"", sealing.close_box(row.procedure, []), clock.day(at)
    row.save(update_fields=["secret", "box", "closed_on"])
    models.Token.objects.filter(survey=row).delete()
    fact = as_fact(row, at=at)
    audit.record(actor=by, action="survey.close", thing=fact.urn, at=at, after={"answers": fact.answers})
    signals.survey_closed.announce(types.Closed(survey=row.procedure, answers=fact.answers))
    return fact


def close_those_that_are_over(*, at: datetime) -> int:
    """Close every survey whose last day has passed; says how many."""
    over = models.Survey.objects.filter(closed_on=None, closes_on__lt=clock.day(at))
    rows = list(over)
    for row in rows:
        close_row(row, by=policy.SYSTEM, at=at)
    return len(rows)


def as_fact(row: models.Survey, *, at: datetime) -> types.Survey:
    definition = definitions.definition(procedure=row.procedure, version=row.version)
    return _open_fact(definition, row, clock.day(at))


def _open_one(key: str, at: datetime) -> types.Survey:
    found = _one(key, at)
    if not found.is_open:
        raise IsClosed(key)
    return found


def _open_fact(definition: procedures.Definition, row: models.Survey | None, on: date) -> types.Survey:
    closed = row is not None and row.closed_on is not None
    closes_on = row.closes_on if row else definition.until
    return types.Survey(
        key=definition.key,
        version=definition.version,
        name=definition.name,
        about=definition.about,
        division=definition.division,
        level=max(definition.level, 2),
        closes_on=row.closed_on if row and row.closed_on else closes_on,
        is_open=not closed and (closes_on is None or on <= closes_on),
        shows_live=row.shows_live if row else False,
        answers=models.Answer.objects.filter(survey=row).count() if row else 0,
        waiting_words=_waiting(row) if row else 0,
        definition=definition,
    )


def _waiting(row: models.Survey) -> int:
    return models.OwnWords.objects.filter(survey=row, state=models.OwnWords.State.NEW).count()


def _is_fit(definition: procedures.Definition) -> bool:
    """A definition that would tell who somebody is is no survey, whatever it calls itself."""
    try:
        asking.must_not_tell_who(definition)
    except TellsWho:
        return False
    return True
