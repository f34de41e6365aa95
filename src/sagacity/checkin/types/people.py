"""Where people were, and what staff are asked about it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sagacity.checkin.types.entries import Way


class Doubt(StrEnum):
    """What staff are asked."""

    TRANSFER = "transfer"  # one person at two shelters: did they move?
    SAME_CODE = "same_code"  # one picture of one moment at two devices
    BAD_CARD = "bad_card"  # the city does not find the card good that a device took
    SAME_PERSON = "same_person"  # two without a card who may be one
    NEVER_CAME = "never_came"  # went out without having come in


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody was, or is, at a reception. `since` is empty for who only ever went out."""

    reception: str
    person: str
    since: datetime | None
    until: datetime | None
    entries: tuple[str, ...]
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody who came to an event or a shelter, at whichever of its receptions, once."""

    person: str
    since: datetime
    until: datetime | None  # None: they are still here
    by_card: bool
    carriers: tuple[str, ...] = ()  # residents on whose phones the cards were: their own, or a parent's


@dataclass(frozen=True, slots=True)
class Question:
    """Something staff must decide; the answer is an entry of its own, so the old ones stay."""

    key: str
    doubt: Doubt
    reception: str
    entries: tuple[str, ...]
    reason: str
    asked_at: datetime
    answer: str = ""
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Guest:
    """One line of a roster; names only where the reception asks for them, opened with a purpose."""

    person: str
    way: Way
    name: str
    birth_date: date | None
    address: str
    household: str
    since: datetime | None
    until: datetime | None
    moved_to: str


@dataclass(frozen=True, slots=True)
class Attended:
    """That somebody was at an event on a day."""

    subject: str
    title: str
    day: date
    since: datetime
    person: str
    is_settled: bool  # the city has checked it, and asks nobody about it


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a resident shows to say that they were at an event."""

    number: str
    subject: str
    title: str
    day: date
    name: str  # empty: they wished none on it
    resident: str
    issued_at: datetime
    revoked_at: datetime | None

    @property
    def printed(self) -> str:
        """The number as people read and type it."""
        return "-".join(self.number[at : at + 5] for at in range(0, len(self.number), 5))


@dataclass(frozen=True, slots=True)
class Same:
    """That somebody counts as somebody else, because staff said so."""

    person: str
    same_as: str
    why: str
    said_at: datetime
