"""What happened to a case, and what follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sagacity.procedures.api import Answers, Definition
from sagacity.procedures.cases.types.cases import Case, State


class Happened(StrEnum):
    """Kinds of entries. A new kind may come; none ever goes, for old cases hold it."""

    SUBMITTED = "submitted"
    PAID = "paid"
    UNPAID = "unpaid"  # the money went back to the payer's company: it is owed again
    REFUNDED = "refunded"
    TAKEN = "taken"
    ASSIGNED = "assigned"
    COMMENTED = "commented"
    ASKED = "asked"
    ANSWERED = "answered"
    CORRECTED = "corrected"
    PASSED = "passed"
    DECIDED = "decided"
    CLOSED = "closed"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    TOOK_IN = "took_in"  # another case was merged into this one
    RELATED = "related"
    HANDED_OVER = "handed_over"
    NOTED = "noted"  # the clock of the house: late, silent, unpaid
    PERSON_GONE = "person_gone"  # the account of the applicant has ended


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the log of a case."""

    number: int
    kind: Happened
    at: datetime
    actor: str  # key of a member of staff; residents are named by the case alone
    actor_kind: str  # "staff" | "resident" | "delegate" | "system"
    division: str
    channel: str
    version: str  # of the procedure
    body: Mapping[str, Any]  # without personal data
    content: Mapping[str, Any] = field(default_factory=dict)  # opened only for a story


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands: what follows from its entries, and nothing else."""

    state: State = State.SUBMITTED
    stage: str = ""
    division: str = ""
    assignee: str = ""
    stage_since: datetime | None = None
    due_at: datetime | None = None
    asked_at: datetime | None = None
    asked_until: datetime | None = None
    decision: str = ""
    decided_at: datetime | None = None
    ended_at: datetime | None = None
    merged_into: str = ""
    bill: str = ""
    fee_yen: int = 0
    is_paid: bool = False
    is_ours: bool = False
    has_more_stages: bool = False  # after the decision
    events: int = 0
    by_stage: Mapping[str, str] = field(default_factory=dict)  # who finished which stage
    entered_by: str = ""  # the member of staff who entered it for a resident


@dataclass(frozen=True, slots=True)
class Story:
    """A case opened: what was answered, handed in, said and done."""

    case: Case
    definition: Definition
    answers: Answers
    sources: Mapping[str, str]  # by question: where its value came from
    papers: Mapping[str, tuple[str, ...]]  # by paper: keys of uploads
    events: tuple[Event, ...]
    related: tuple[str, ...]  # keys of other cases
    facts: Mapping[str, Any]  # as they were when it was submitted
