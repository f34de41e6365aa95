"""Finishing: of everything that was signed once, each procedure becomes a case of its own."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.procedures import api as procedures
from sagacity.procedures.cases import api as cases
from sagacity.procedures.guide import api as guide
from sagacity.procedures.visits import (
    closings,
    models,
    refusals,
    rows,
    screens,
    sealing,
    sheets,
    types,
    visitors,
    visits,
)  # fmt: skip

IN_THE_WAY = (
    cases.NotGood, cases.PaperMissing, cases.HoldsMyNumber, cases.OneAlready, cases.ClientKeyTaken,
    cases.NotByDelegates, procedures.NotInForce, procedures.NoSuchProcedure, PermissionDenied,
)  # fmt: skip


def finish(*, visit: str, by: policy.Person, at: datetime) -> types.Finished:
    """Take everything in: one case for each procedure, under a client key of its own; again gives the same.

    What cannot be taken in is said; the others stand. When all are taken in the visit is over, and its
    answers are kept by the cases alone.

    Raises:
        NoSuchVisit, OtherClerk
        NotSigned: nobody has signed what stands there.
        NotAtTheCounter: this clerk may not act for somebody they see.
    """
    row = rows.row_of(visit)
    found = rows.as_fact(row)
    if found.state is types.State.DONE:
        return types.Finished(found, ())
    if found.clerk != by.key:
        raise refusals.OtherClerk(found.clerk)
    said = sealing.opened(row)
    if found.is_over or (found.wanted and not _is_signed(found, said["answers"])):
        raise refusals.NotSigned(visit)
    sheet = sheets.of(row, said, at=at)
    person = visitors.person(found.visitor, by=by, at=at)
    refused = []
    for part in sheet.parts:
        if part.wanted.case:
            continue
        try:
            case = _submit(sheet, part, person, by, at)
        except IN_THE_WAY as problem:
            refused.append(types.Refused(part.wanted, problem))
        else:
            _note(visit, part.wanted.procedure, case)
    if not refused:
        _end(visit, by, at)
    return types.Finished(visits.visit(key=visit), tuple(refused))


def _is_signed(visit: types.Visit, answers: Mapping[str, object]) -> bool:
    """Whether somebody signed exactly what stands there."""
    return visit.signed is not None and visit.signed.digest == sealing.digest(answers)


def _submit(
    sheet: types.Sheet, part: types.Part, person: policy.Person, by: policy.Person, at: datetime
) -> cases.Case:
    visit, places = sheet.visit, sheet.composed.places[part.wanted.procedure]
    sources = {question: sheet.sources[key] for question, key in places.items() if key in sheet.sources}
    signature = visit.signed.upload if visit.signed else ""
    return cases.submit(
        procedure=part.wanted.procedure,
        version=part.wanted.version,
        answers=_with_signature(part, dict(part.checked.answers), signature),
        sources={key: source for key, source in sources.items() if key in part.checked.answers},
        uploads={screens.PAPER: [signature]} if signature else {},
        applicant=person.key if person.kind == "resident" else visit.visitor.resident,
        inhabitant=visit.visitor.inhabitant,
        by=person,
        entered_by=by,
        channel="counter",
        client_key=f"{visit.key}:{part.wanted.procedure}",
        at=at,
    )


def _with_signature(part: types.Part, answers: dict[str, object], signature: str) -> dict[str, object]:
    """A procedure that asks for a signature has the one of the visit."""
    for question in part.definition.questions():
        if question.kind is procedures.Kind.SIGNATURE and signature:
            answers[question.key] = signature
    return answers


@transaction.atomic
def _note(visit: str, procedure: str, case: cases.Case) -> None:
    row = rows.open_row(visit)
    row.wanted = [
        {**one, "case": case.key, "number": case.number} if one["procedure"] == procedure else one
        for one in row.wanted
    ]
    row.save(update_fields=["wanted"])


@transaction.atomic
def _end(visit: str, by: policy.Person, at: datetime) -> None:
    row = rows.row_of(visit, lock=True)
    if row.ended_at is not None:
        return
    _tick(row, by, at)
    visits.end(row, types.State.DONE, at)
    closings.make(row, at=at)
    audit.record(
        actor=by, action="visit.finish", thing=row.key, after=[one["number"] for one in row.wanted], at=at
    )


def _tick(row: models.Visit, by: policy.Person, at: datetime) -> None:
    """What became a case is done in the guide's list too."""
    if not row.handed:
        return
    try:
        handed = guide.handed_set(key=row.handed, at=at)
        steps = guide.answer(event=handed.event, answers=handed.answers, at=at).steps
    except (guide.NoSuchSet, guide.NoSuchEvent):
        return
    taken = {one["procedure"] for one in row.wanted}
    for step in steps:
        if step.task.online in taken:
            guide.tick(key=row.handed, rule=step.rule, done=True, by=by, at=at)
