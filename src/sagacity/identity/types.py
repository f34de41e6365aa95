"""Facts that leave identity: frozen, without database rows behind them."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Device:
    """One browser of a resident, without account or name; key is empty while nothing was chosen."""

    key: str = ""
    district: str = ""  # key of a town


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
