"""What devices write down, and what becomes of it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Kind(StrEnum):
    """What happened at a reception."""

    CHECK_IN = "check_in"
    CHECK_OUT = "check_out"
    HEAD_COUNT = "head_count"  # people at this door who were not taken down one by one
    CORRECTION = "correction"  # names an entry that shall not count; it stays readable


class Way(StrEnum):
    """How somebody showed who they are."""

    PICTURE = "picture"  # the moving picture of a citizen card
    PAPER = "paper"  # the reference on paper
    CODE = "code"  # the short code under either
    FORM = "form"  # told their name


class Verdict(StrEnum):
    """What became of an entry that a device sent."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"  # sent before: nothing was done now
    CONFLICT = "conflict"  # kept, and a question for staff
    REFUSED = "refused"  # not kept: it says why


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody without a card, as they told it."""

    name: str
    kana: str = ""
    birth_date: date | None = None
    address: str = ""
    household: str = ""  # the same word for people who came together
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened, as a device wrote it down; never changed, never deleted."""

    uuid: str
    counter: int  # 1, 2, 3 … on each device
    clock: datetime  # the device's own clock
    kind: Kind
    way: Way = Way.FORM
    card: str = ""
    token: str = ""  # the text that was read, for the city to look at again
    code: int = 0  # the moment inside the picture, seconds since 1970
    visitor: Visitor | None = None
    people: int = 0  # of a head count
    corrects: str = ""  # uuid
    why: str = ""
    person: str = ""  # whom a check-out without a card is about


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one entry."""

    uuid: str
    verdict: Verdict
    why: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came of one sync."""

    answers: tuple[Answer, ...]
    skew_s: int
    missing: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Record:
    """An entry as staff look through them: what happened, and whether it still counts; never who."""

    uuid: str
    at: datetime  # the device's clock put right
    kind: Kind
    way: Way
    device: str  # its name
    is_of_desk: bool  # staff wrote it on the page of the reception
    reception: str  # its title
    people: int
    why: str
    corrects: str
    taken_out_by: str  # uuid of the correction; empty: it counts
    refused: str  # why the city does not find its card good
