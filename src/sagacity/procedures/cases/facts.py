"""Rows as facts, and the facts that rules of a definition see."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sagacity.identity.register import api as register
from sagacity.kit import clock, policy
from sagacity.procedures import api as procedures
from sagacity.procedures.api import Words
from sagacity.procedures.cases import models, types
from sagacity.procedures.cases.types import State


def case(row: models.Case, titles: "Titles | None" = None) -> types.Case:
    return types.Case(
        key=row.key,
        number=row.number,
        procedure=row.procedure,
        version=row.version,
        sort=row.sort,
        title=titles.of(row) if titles else title_of(row.procedure, row.version),
        state=State(row.state),
        stage=row.stage,
        division=row.division,
        assignee=row.assignee,
        channel=row.channel,
        applicant=row.applicant,
        inhabitant=row.inhabitant,
        submitted_at=row.submitted_at,
        due_at=row.due_at,
        asked_until=row.asked_until,
        decision=row.decision,
        decided_at=row.decided_at,
        ended_at=row.ended_at,
        bill=row.bill,
        fee_yen=row.fee_yen,
        is_paid=row.is_paid,
        merged_into=row.merged_into,
        mandate=row.mandate,
        purge_on=row.purge_on,
        is_purged=row.purged_at is not None,
        events=row.events,
    )


class Titles:
    """What procedures are called: each is asked for once in a list."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Words] = {}

    def of(self, row: models.Case) -> Words:
        key = (row.procedure, row.version)
        if key not in self._known:
            self._known[key] = title_of(*key)
        return self._known[key]


def line(row: models.Case, *, titles: Titles, at: datetime) -> types.Row:
    return types.Row(
        key=row.key,
        number=row.number,
        procedure=row.procedure,
        version=row.version,
        title=titles.of(row),
        state=State(row.state),
        stage=row.stage,
        division=row.division,
        assignee=row.assignee,
        channel=row.channel,
        submitted_at=row.submitted_at,
        due_at=row.due_at,
        fee_yen=row.fee_yen,
        is_paid=row.is_paid,
        is_late=row.is_ours and row.due_at is not None and row.due_at < at,
    )


def title_of(procedure: str, version: str) -> Words:
    """What the procedure is called; its key, should the version be known no longer."""
    try:
        return procedures.definition(procedure=procedure, version=version).name
    except LookupError:
        return {"ja": procedure}


def for_rules(
    *, by: policy.Person, inhabitant: str, channel: str, at: datetime, delegate: bool = False
) -> Mapping[str, Any]:
    """The facts that rules of a definition see: no names, and of the age only the years."""
    today = clock.day(at)
    facts: dict[str, Any] = {
        "age": None,
        "lives_here": False,
        "channel": channel,
        "level": by.level,
        "today": today.isoformat(),
        "delegate": delegate or bool(by.through),
    }
    if inhabitant:
        try:
            standing = register.standing_on(key=inhabitant, day=today)
            facts |= {"lives_here": standing.lives_here, "age": standing.age}
            facts["household"] = [inhabitant, *register.household(inhabitant)]
        except register.NoSuchInhabitant:
            facts["lives_here"] = False
    return facts
