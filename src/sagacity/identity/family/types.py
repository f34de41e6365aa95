"""Facts that leave family: a text that is agreed to, a consent, a member of a family, and news of both."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Kind(StrEnum):
    """Who somebody is in a family; the register tells age and household alone."""

    CHILD = "child"
    ADULT = "adult"


class Why(StrEnum):
    """Why a membership or a consent is over."""

    OWN_WISH = "own_wish"
    HOUSEHOLD = "household"  # the register has them in one household no longer
    GROWN = "grown"  # old enough to act for themselves
    LEFT = "left"  # moved out or died
    ACCOUNT = "account"  # an account has ended, or is proven no longer
    CITY = "city"  # at a counter, with a reason
    OVER = "over"  # its last day has passed
    REPLACED = "replaced"  # agreed to again, in newer words


@dataclass(frozen=True, slots=True)
class Text:
    """What is agreed to, in the words of one language; `digest` names exactly these words."""

    purpose: str  # its code, such as "family.child"
    group: str  # which columns it is about, such as "household"
    recipient: str
    title: str
    body: str
    language: str
    digest: str
    days: int  # for how long; 0: until it is withdrawn


@dataclass(frozen=True, slots=True)
class Consent:
    """That somebody agreed to something, and to which words."""

    key: str
    resident: str
    subject: str  # whose data it is about: a person's key; never shown
    about: str  # how the resident calls them, or ""
    thing: str  # what stands and falls with it, such as a membership
    text: Text
    given_at: datetime
    until: date | None
    ended_at: datetime | None
    why: str

    def holds(self, day: date) -> bool:
        return self.ended_at is None and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class HouseholdChild:
    """A child in the resident's household, as the register has it; `ref` is good for this resident alone."""

    ref: str
    name: str
    birth_date: date
    member: str  # key of the membership, once the child is in the family


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a resident's family."""

    key: str
    kind: Kind
    label: str
    joined_at: datetime
    consent: str


@dataclass(frozen=True, slots=True)
class ChildOfFamily:
    """Which inhabitant a child of somebody's family is, for rooms that keep something of the child."""

    member: str
    inhabitant: str
    label: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """That somebody of full age is asked into a family."""

    key: str
    nickname: str  # of who asks
    made_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class MemberLeft:
    """Somebody is in a family no longer; what stood on it ends."""

    member: str
    kind: Kind
    resident: str  # whose family
    inhabitant: str  # who left it
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ConsentEnded:
    """What was agreed to is agreed to no longer, from now on."""

    consent: str
    purpose: str
    resident: str
    subject: str
    why: str
    at: datetime
