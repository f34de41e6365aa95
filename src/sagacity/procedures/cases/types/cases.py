"""A case as other rooms see it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sagacity.procedures.api import Words


class State(StrEnum):
    """Where a case stands."""

    AWAITING_PAYMENT = "awaiting_payment"
    SUBMITTED = "submitted"  # waits for somebody to take it
    IN_WORK = "in_work"
    MORE_ASKED = "more_asked"  # the resident is to answer
    DECIDED_YES = "decided_yes"  # what comes out is on its way
    DECIDED_NO = "decided_no"
    DISMISSED = "dismissed"  # not looked into: not complete, not ours, too late
    WITHDRAWN = "withdrawn"
    MERGED = "merged"  # the same as another
    CLOSED = "closed"  # decided, and everything handed over


OVER = frozenset({State.DECIDED_NO, State.DISMISSED, State.WITHDRAWN, State.MERGED, State.CLOSED})
DECIDED = frozenset({State.DECIDED_YES, State.DECIDED_NO, State.DISMISSED, State.CLOSED})
LIVING = frozenset(State) - OVER
OURS = frozenset({State.SUBMITTED, State.IN_WORK})  # the city is to move; with later stages DECIDED_YES too


class Decision(StrEnum):
    """What the city says."""

    YES = "yes"
    NO = "no"
    DISMISSED = "dismissed"


class Way(StrEnum):
    """By which way something came."""

    APP = "app"
    COUNTER = "counter"
    TABLET = "tablet"
    REMOTE = "remote"  # over a screen, with a clerk
    POST = "post"
    API = "api"
    DESK = "desk"
    HERE = "here"  # the clock of the house


@dataclass(frozen=True, slots=True)
class Case:
    """An application or filing, and where it stands."""

    key: str
    number: str  # R8-住民票の写し-000123-4, to be said on the telephone
    procedure: str
    version: str
    sort: str
    title: Words
    state: State
    stage: str  # key of the stage it is in, or ""
    division: str  # who is to move
    assignee: str
    channel: str
    applicant: str  # key of the resident, or ""
    inhabitant: str
    submitted_at: datetime
    due_at: datetime | None
    asked_until: datetime | None
    decision: str
    decided_at: datetime | None
    ended_at: datetime | None
    bill: str
    fee_yen: int
    is_paid: bool
    merged_into: str
    mandate: str
    purge_on: date | None
    is_purged: bool
    events: int  # how much has happened; grows with each entry

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    @property
    def waits_for_money(self) -> bool:
        return bool(self.bill) and not self.is_paid and self.state not in OVER


@dataclass(frozen=True, slots=True)
class CaseNews:
    """Something happened to a case; who applied is not in the news."""

    case: str
    number: str
    procedure: str
    version: str
    what: str  # kind of the entry, such as "asked"
    state: str
    event: int  # number of the entry within the case
    by_staff: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class CaseDecided:
    """The city has decided, and what is to be paid before the outcome is paid."""

    case: str
    number: str
    procedure: str
    version: str
    decision: str
    event: int
    at: datetime


@dataclass(frozen=True, slots=True)
class HandOver:
    """A token that lets a case go on somewhere else, once and for a short time."""

    case: str
    token: str
    text: str  # for a QR code
    expires_at: datetime
