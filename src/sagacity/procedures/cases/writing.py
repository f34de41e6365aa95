"""The only writer of the log: one entry, the row that follows from it, and the news, in one transaction."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db import transaction

from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.kit.written_through import written_through
from sagacity.procedures import api as procedures
from sagacity.procedures.api import Definition
from sagacity.procedures.cases import fold, models, refusals, sealing, signals, types
from sagacity.procedures.cases.types import OVER, Event, Happened, Standing, State

FOLLOWS = [
    each.name for each in fields(Standing) if each.name not in {"by_stage", "entered_by", "has_more_stages"}
]


@dataclass(slots=True)
class Held:
    """A case that nobody else changes until the transaction ends."""

    row: models.Case
    standing: Standing
    definition: Definition
    at: datetime

    def repeated(self, client_key: str, kind: Happened) -> bool:
        """Whether this wish was fulfilled before.

        Raises:
            ClientKeyTaken: the key belongs to another wish.
        """
        first = self.row.log.filter(client_key=client_key).first() if client_key else None
        if first is not None and first.kind != kind:
            raise refusals.ClientKeyTaken(client_key)
        return first is not None

    def demand(self, states: frozenset[State], wanted: str) -> None:
        """
        Raises:
            NotNow: the case stands elsewhere.
        """
        if self.standing.state not in states:
            raise refusals.NotNow(self.standing.state, wanted)

    def write(
        self,
        kind: Happened,
        *,
        by: policy.Person,
        channel: str,
        body: Mapping[str, Any] | None = None,
        said: Mapping[str, Any] | None = None,
        client_key: str = "",
        purpose: str = "",
    ) -> models.Event:
        """Add one entry, let the row follow, write the line of the audit log, and announce it."""
        row, before = self.row, self.standing
        event = models.Event(
            case=row,
            number=before.events + 1,
            kind=kind,
            at=self.at,
            actor=by.key if by.is_staff or by.kind == "system" else "",
            actor_kind=kind_of(by),
            division=by.division,
            channel=channel,
            version=row.version,
            body=dict(body or {}),
            client_key=client_key,
        )
        self.standing = fold.apply(before, as_event(event))
        new_row = row.pk is None
        _follow(row, self.standing)
        row.save(force_insert=new_row)
        event.case = row
        if said:
            sealing.keep(event, said)
        else:
            event.save(force_insert=True)
        _visits(row, before, self.standing, self.at)
        audit.record(
            actor=by, action=f"case.{kind}", thing=row.key, at=self.at, purpose=purpose, after=event.body
        )
        _announce(row, event, before, self.standing)
        return event


@contextmanager
def held(case: str, *, at: datetime) -> Iterator[Held]:
    """Hold a case, and do with it what is done in one transaction.

    Raises:
        NoSuchCase: there is none.
    """
    with written_through(), transaction.atomic():
        row = models.Case.objects.select_for_update().filter(key=case, purged_at=None).first()
        if row is None:
            raise refusals.NoSuchCase(case)
        yield Held(row, standing_of(row), definition_of(row), at)


def standing_of(row: models.Case) -> Standing:
    """The fold of all entries."""
    return fold.fold(as_event(event) for event in row.log.order_by("number"))


def definition_of(row: models.Case) -> Definition:
    """The version that the case was submitted under, whatever is in force today."""
    return procedures.definition(procedure=row.procedure, version=row.version)


def as_event(row: models.Event) -> Event:
    return Event(
        number=row.number,
        kind=Happened(row.kind),
        at=row.at,
        actor=row.actor,
        actor_kind=row.actor_kind,
        division=row.division,
        channel=row.channel,
        version=row.version,
        body=row.body,
    )


def kind_of(by: policy.Person) -> str:
    """In what quality somebody acts; who a resident is stands at the case alone."""
    if by.through:
        return "delegate"
    return by.kind if by.kind in {"staff", "system"} else "resident"


def differences(row: models.Case, standing: Standing) -> list[str]:
    """Where a row is not what follows from its entries."""
    return [name for name in FOLLOWS if getattr(row, name) != getattr(standing, name)]


def _follow(row: models.Case, standing: Standing) -> None:
    for name in FOLLOWS:
        setattr(row, name, getattr(standing, name))


def _visits(row: models.Case, before: Standing, now: Standing, at: datetime) -> None:
    """Close the visit of the stage that was left, and open one in the stage that was entered."""
    left = before.stage_since is not None and (
        before.stage_since != now.stage_since or (now.state in OVER and before.state not in OVER)
    )
    if left:
        models.Visit.objects.filter(case=row, left_at=None).update(left_at=at)
    entered = now.stage and now.stage_since == at and before.stage_since != now.stage_since
    if entered and now.state not in OVER:
        models.Visit.objects.create(
            case=row,
            procedure=row.procedure,
            stage=now.stage,
            division=now.division,
            entered_at=at,
            due_at=now.due_at,
        )


def _announce(row: models.Case, event: models.Event, before: Standing, now: Standing) -> None:
    news = types.CaseNews(
        case=row.key,
        number=row.number,
        procedure=row.procedure,
        version=row.version,
        what=event.kind,
        state=row.state,
        event=event.number,
        by_staff=event.actor_kind == "staff",
        at=event.at,
    )
    first = event.number == 1
    (signals.case_submitted if first else signals.case_changed).announce(news)
    decided = now.decided_at is not None and now.decided_at != before.decided_at
    if decided:
        signals.case_decided.announce(
            types.CaseDecided(
                case=row.key,
                number=row.number,
                procedure=row.procedure,
                version=row.version,
                decision=now.decision,
                event=event.number,
                at=event.at,
            )
        )
    if now.state in OVER and before.state not in OVER:
        signals.case_closed.announce(news)
