"""Facts that leave identity: frozen, without database rows behind them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Device:
    """One browser of a resident, without account or name; key is empty while nothing was chosen."""

    key: str = ""
    district: str = ""  # key of a town


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A device that no longer is; whoever keeps something under its key lets it go."""

    key: str


@dataclass(frozen=True, slots=True)
class Joined:
    """What was kept under one device belongs to another from now on: a resident signed in there."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Note:
    """One thing a mini-app remembers on a device."""

    app: str
    name: str
    value: object  # whatever JSON can hold
    at: datetime


@dataclass(frozen=True, slots=True)
class Grant:
    """A role somebody holds, from one day to another."""

    key: int
    role: str
    title: str
    starts_on: date
    ends_on: date | None
    reason: str = ""
    given_by_name: str = ""
    approved_by_name: str = ""


@dataclass(frozen=True, slots=True)
class ColumnGrant:
    """A group of columns of residents' records that somebody may read, from one day to another."""

    key: int
    group: str
    title: str
    starts_on: date
    ends_on: date
    reason: str
    given_by_name: str
    approved_by_name: str


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A member of staff who may sign in."""

    key: str
    login: str
    name: str
    division: str
    active: bool
    grants: tuple[Grant, ...]
    last_sign_in: datetime | None
    columns: tuple[ColumnGrant, ...] = ()

    def roles_on(self, day: date) -> frozenset[str]:
        return frozenset(
            grant.role
            for grant in self.grants
            if grant.starts_on <= day and (grant.ends_on is None or day <= grant.ends_on)
        )


@dataclass(frozen=True, slots=True)
class StaffSession:
    """One browser in which a member of staff is signed in."""

    key: int
    browser: str
    address: str
    started_at: datetime
    seen_at: datetime
    current: bool


@dataclass(frozen=True, slots=True)
class DemoStaff:
    """A sign-in of the demonstration, to be printed at its start."""

    login: str
    password: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Scope:
    """Where and about what a resident may act: keys of towns, keys of topics."""

    districts: tuple[str, ...]
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResidentRole:
    """What one resident may do for the city, from one day to another."""

    key: str
    person: str
    role: str
    name: str  # how the holder is called in public
    scope: Scope
    starts_on: date
    ends_on: date
    is_trusted: bool
    granted_by_name: str
    ended_at: datetime | None
    ended_why: str

    def holds_on(self, day: date) -> bool:
        return self.ended_at is None and self.starts_on <= day <= self.ends_on


@dataclass(frozen=True, slots=True)
class Invitation:
    """An offer of a role, good once and until a moment."""

    key: str
    role: str
    name: str
    scope: Scope
    ends_on: date  # of the role
    expires_at: datetime  # of the offer
    made_by_name: str
    made_at: datetime
    used_at: datetime | None
    withdrawn_at: datetime | None

    def is_open(self, at: datetime) -> bool:
        return self.used_at is None and self.withdrawn_at is None and at < self.expires_at


@dataclass(frozen=True, slots=True)
class RolesOfAPerson:
    """Which roles a resident holds now."""

    person: str
    roles: tuple[str, ...]


class Way(StrEnum):
    """How somebody showed their second factor."""

    APP = "app"
    SPARE = "spare"


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """That a member of staff has a second factor, and how many spare codes are left; never its secret."""

    since: datetime
    spare_codes: int


@dataclass(frozen=True, slots=True)
class StaffPasskey:
    """A passkey as the member of staff sees it who owns it."""

    number: int
    name: str
    made_at: datetime
    used_at: datetime | None
    stopped: bool  # it was copied, and opens nothing any more
