"""Visits: opened from the guide's list or from nothing, handed from desk to desk, ended."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from sagacity.kit import keys, policy
from sagacity.kit.audit import api as audit
from sagacity.procedures import api as procedures
from sagacity.procedures.guide import api as guide
from sagacity.procedures.visits import composing, models, refusals, rows, sealing, types

KEPT_FOR = timedelta(hours=12)  # the day of the visit; what was sent lies in the cases


def visit(*, key: str) -> types.Visit:
    """One visit.

    Raises:
        NoSuchVisit
    """
    return rows.as_fact(rows.row_of(key))


def visits_of(*, clerk: str, at: datetime) -> list[types.Visit]:
    """Visits that a clerk has open, the latest first."""
    found = models.Visit.objects.filter(clerk=clerk, ended_at=None, until__gt=at)
    return [rows.as_fact(row) for row in found.order_by("-opened_at", "-id")[:50]]


def visits_of_others(*, clerk: str, at: datetime) -> list[types.Visit]:
    """Visits that other clerks have open: what may be taken over. No answer is read."""
    found = models.Visit.objects.filter(ended_at=None, until__gt=at).exclude(clerk=clerk)
    return [rows.as_fact(row) for row in found.order_by("-opened_at", "-id")[:50]]


def online(*, handed: guide.HandedSet, at: datetime) -> list[str]:
    """Procedures of a guide's list that can be done on a sheet, in its order, each once."""
    answer = guide.answer(event=handed.event, answers=handed.answers, at=at)
    wanted = [step.task.online for step in answer.steps if step.task.online]
    return [key for key in dict.fromkeys(wanted) if _may_stand(key, at)]


def offered(*, at: datetime) -> list[procedures.Definition]:
    """Everything that can be done on a sheet today."""
    return [one for one in procedures.procedures(at=at) if _is_for_sheets(one)]


@transaction.atomic
def open_visit(
    *,
    wanted: Sequence[str],
    visitor: types.Visitor,
    by: policy.Person,
    client_key: str,
    at: datetime,
    event: str = "",
    handed: str = "",
    ticket: str = "",
) -> types.Visit:
    """Open a visit; the same client key gives the first one back.

    Raises:
        NothingWanted: none of these procedures can be done on a sheet, and no list says what else.
    """
    there = models.Visit.objects.filter(client_key=client_key).first()
    if there is not None:
        return rows.as_fact(there)
    named = [_wanted(key, at) for key in dict.fromkeys(wanted) if _may_stand(key, at)]
    if not named and not handed:
        raise refusals.NothingWanted
    key = keys.new("Visit")
    row = models.Visit(
        key=key,
        client_key=client_key,
        event=event,
        handed=handed,
        ticket=ticket,
        clerk=by.key,
        inhabitant=visitor.inhabitant,
        resident=visitor.resident,
        purpose=visitor.purpose,
        wanted=[asdict(one) for one in named],
        sealed=sealing.seal(sealing.EMPTY, key=key),
        opened_at=at,
        until=at + KEPT_FOR,
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:  # pressed twice at the same moment
        return rows.as_fact(models.Visit.objects.get(client_key=client_key))
    audit.record(
        actor=by,
        action="visit.open",
        thing=key,
        purpose=visitor.purpose,
        after=[one.procedure for one in named],
        at=at,
    )
    return rows.as_fact(row)


@transaction.atomic
def take_over(*, visit: str, purpose: str, by: policy.Person, at: datetime) -> types.Visit:
    """Another clerk goes on, with everything that was written; taken twice it is taken once.

    Raises:
        NoSuchVisit, VisitIsOver
    """
    row = rows.open_row(visit)
    if row.clerk != by.key:
        before, row.clerk = row.clerk, by.key
        row.save(update_fields=["clerk"])
        audit.record(
            actor=by,
            action="visit.take_over",
            thing=row.key,
            purpose=purpose,
            before=before,
            after=by.key,
            at=at,
        )
    return rows.as_fact(row)


@transaction.atomic
def add(*, visit: str, procedure: str, by: policy.Person, at: datetime) -> types.Visit:
    """One more procedure on the same sheet; what it shares with the others is there already.

    Raises:
        NoSuchVisit, VisitIsOver, OtherClerk
        NothingWanted: it cannot be done on a sheet.
    """
    row = rows.own_row(visit, by)
    if not _may_stand(procedure, at):
        raise refusals.NothingWanted(procedure)
    if all(one["procedure"] != procedure for one in row.wanted):
        row.wanted = [*row.wanted, asdict(_wanted(procedure, at))]
        _changed(row)
    return rows.as_fact(row)


@transaction.atomic
def drop(*, visit: str, procedure: str, by: policy.Person, at: datetime) -> types.Visit:
    """Not this one after all. What became a case already stays; the last one stays too.

    Raises:
        NoSuchVisit, VisitIsOver, OtherClerk
    """
    row = rows.own_row(visit, by)
    left = [one for one in row.wanted if one["procedure"] != procedure or one["case"]]
    if left and len(left) < len(row.wanted):
        row.wanted = left
        _changed(row)
    return rows.as_fact(row)


@transaction.atomic
def leave(*, visit: str, by: policy.Person, at: datetime) -> types.Visit:
    """End a visit without finishing it; what was written goes now.

    Raises:
        NoSuchVisit, VisitIsOver, OtherClerk
    """
    row = rows.own_row(visit, by)
    end(row, types.State.LEFT, at)
    audit.record(actor=by, action="visit.leave", thing=row.key, at=at)
    return rows.as_fact(row)


def end(row: models.Visit, state: types.State, at: datetime) -> None:
    """The visit is over: its answers go; its screen says that it is over."""
    row.state, row.ended_at = state, at
    rows.keep(row, sealing.EMPTY)


def _changed(row: models.Visit) -> None:
    """Another set of procedures is another sheet: nobody has signed it."""
    said = {**sealing.opened(row), "signed": None}
    row.state = types.State.OPEN
    rows.keep(row, said)


def _wanted(key: str, at: datetime) -> types.Wanted:
    return types.Wanted(key, procedures.definition(procedure=key, at=at).version)


def _may_stand(key: str, at: datetime) -> bool:
    try:
        return _is_for_sheets(procedures.definition(procedure=key, at=at))
    except (procedures.NoSuchProcedure, procedures.NotInForce):
        return False


def _is_for_sheets(definition: procedures.Definition) -> bool:
    return definition.sort is not procedures.Sort.SURVEY and composing.fits(definition)
