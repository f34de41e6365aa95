"""A case opened. A look by staff says why and is written down for the resident to read."""

from dataclasses import replace
from datetime import datetime

from sagacity.kit import policy, purposes
from sagacity.kit.audit import api as audit
from sagacity.procedures.api import Definition
from sagacity.procedures.cases import (
    cases,
    contents,
    facts,
    models,
    papers,
    permits,
    refusals,
    types,
    writing,
)
from sagacity.procedures.cases.types import Happened

STAFF_ONLY = frozenset({Happened.COMMENTED, Happened.NOTED, Happened.ASSIGNED, Happened.HANDED_OVER})


def story(
    *, key: str, by: policy.Person, at: datetime, purpose: str = "", channel: str = "desk"
) -> types.Story:
    """Everything about one case: answers with their sources, documents, and what was done.

    Applicants open their own without a purpose, and without notes among staff.

    Raises:
        NoSuchCase, NotAllowed, NoPurpose: it stays closed.
    """
    row = cases.row_of(key)
    if row.purged_at is not None:
        raise refusals.NoSuchCase(key)
    definition = writing.definition_of(row)
    if not by.is_staff and by.kind != "system":
        if not permits.is_own(by, row):
            raise refusals.NoSuchCase(key)
        policy.demand(by, level=min(definition.level, permits.HIGHEST_TO_WITHDRAW))
        return _opened(row, definition, without=STAFF_ONLY)
    permits.demand(by, permits.LOOK, row, definition)
    why = purposes.said(purpose)
    audit.record(
        actor=by,
        action="case.read",
        thing=row.key,
        purpose=why,
        at=at,
        subject=row.inhabitant or row.applicant,
        group="application",
        channel=channel,
    )
    return _opened(row, definition)


def answers_for_outcome(*, key: str, by: policy.Person) -> types.Story:
    """The same for the program itself, which makes a document of it; nobody looks.

    Raises:
        NotAllowed: somebody asks, and not the program.
    """
    if by.kind != "system":
        raise refusals.NotAllowed("only the program itself")
    row = cases.row_of(key)
    return _opened(row, writing.definition_of(row))


def _opened(
    row: models.Case, definition: Definition, *, without: frozenset[Happened] = frozenset()
) -> types.Story:
    said = contents.all_of(row)
    events = tuple(
        replace(event, content=said.get(event.number, {}))
        for event in (writing.as_event(one) for one in row.log.order_by("number"))
        if event.kind not in without
    )
    with_answers = [number for number in sorted(said) if "answers" in said[number]]
    latest = said[with_answers[-1]] if with_answers else {}
    return types.Story(
        case=facts.case(row),
        definition=definition,
        answers=latest.get("answers", {}),
        sources=latest.get("sources", {}),
        papers=papers.of(row),
        events=events,
        related=tuple(row.relations.order_by("id").values_list("other__key", flat=True)),
        facts=latest.get("facts", {}),
    )
