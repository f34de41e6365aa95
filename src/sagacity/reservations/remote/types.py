"""Facts that leave the remote counter: frozen, without database rows behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Role(StrEnum):
    """Who sits where. The order is that of calling: whoever comes earlier calls those after."""

    CLERK = "clerk"
    RESIDENT = "resident"
    INTERPRETER = "interpreter"


class State(StrEnum):
    WAITING = "waiting"  # the resident is there, no clerk yet
    OPEN = "open"
    ENDED = "ended"


class Kind(StrEnum):
    """What a message is about."""

    HELLO = "hello"  # a page has begun and can be called
    OFFER = "offer"
    ANSWER = "answer"
    CANDIDATES = "candidates"
    TEXT = "text"
    ASK_PICTURE = "ask_picture"  # the clerk asks for a picture of a paper
    NO_PICTURE = "no_picture"
    NO_VIDEO = "no_video"  # this side has no camera, no microphone, or no way through
    HERE = "here"  # somebody's page is connected
    AWAY = "away"
    PAGE = "page"  # another page is shown, or the same one has changed
    PICTURE = "picture"
    SENT = "sent"  # the application has become a case
    WAIT = "wait"  # handed over: the next clerk comes
    END = "end"


# What pages may say by themselves; everything else is said by the house when it happened.
SIGNALS = frozenset({Kind.HELLO, Kind.OFFER, Kind.ANSWER, Kind.CANDIDATES})
SPOKEN = SIGNALS | {Kind.TEXT, Kind.NO_PICTURE, Kind.NO_VIDEO}
BY_CLERK = SPOKEN | {Kind.ASK_PICTURE}


@dataclass(frozen=True, slots=True)
class Call:
    """One talk over a screen, from the moment somebody sits down to its end."""

    key: str
    ticket: str  # of the queue
    line: str
    state: State
    person: str  # key of the device or profile, until the night
    language: str
    clerk: str  # key of the member of staff who has it, or ""
    subject: str  # key of what is shown, such as a form; the room does not look into it
    page: str  # which page of it
    last: int  # number of the last message
    begun_at: datetime
    opened_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Seat:
    """Whoever holds the token of a seat sits there."""

    call: Call
    role: Role
    name: str  # of an interpreter, as they gave it
    is_here: bool


@dataclass(frozen=True, slots=True)
class Message:
    """Something said in a call; numbered within it, so that whoever comes back knows what they missed."""

    number: int
    sender: str  # a Role, or "" for the house
    to: str  # a Role, or "" for all
    kind: Kind
    body: Mapping[str, Any]
    at: datetime
