"""What became of a notice: per person, and in figures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sagacity.messaging.types.notices import Notice


class Channel(StrEnum):
    INBOX = "inbox"
    PUSH = "push"
    MAIL = "mail"
    LINE = "line"
    SIGNAGE = "signage"  # screens, not people: the feed of what is published now


class DeliveryState(StrEnum):
    """Where one delivery stands."""

    WAITING = "waiting"  # due at some time: first try, after quiet hours, or after a failure
    SENDING = "sending"  # in the hands of a worker
    SENT = "sent"  # the outside party took it
    RECEIVED = "received"  # the person's device said it arrived
    HELD = "held"  # not sent on purpose: daily limit, expired in quiet hours
    FAILED = "failed"  # given up; `why` says what happened
    CANCELLED = "cancelled"  # the notice was recalled before it left


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a person got a notice: which part of the audience they meet."""

    kind: str  # "everybody" | "district" | "topic" | "child" | "role" | "event" | "you" | a mini-app's mark
    value: str  # key or name of it


@dataclass(frozen=True, slots=True)
class Letter:
    """A notice in the inbox of one person."""

    notice: Notice
    at: datetime  # when it was published
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class InboxPage:
    letters: tuple[Letter, ...]
    total: int
    unread: int


@dataclass(frozen=True, slots=True)
class Glance:
    """An inbox without its letters: what a home must know before it is drawn."""

    stamp: str  # another text whenever anything in the inbox is another
    total: int
    unread: int
    popups: int  # of the unread, those that ask to be read now


@dataclass(frozen=True, slots=True)
class ChannelFigures:
    """How many deliveries of one channel stand where."""

    channel: str
    states: Mapping[str, int] = field(default_factory=dict)
    why: Mapping[str, int] = field(default_factory=dict)  # how often what of `WhyNot` happened


@dataclass(frozen=True, slots=True)
class Figures:
    """What became of a notice, as of a moment."""

    people: int
    read: int
    spreading: bool
    channels: tuple[ChannelFigures, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Tried:
    """One channel by which somebody was not reached."""

    channel: str
    state: DeliveryState
    why: str  # a code, as in figures


@dataclass(frozen=True, slots=True)
class Unreached:
    """Somebody whom a notice has not reached: a key without a name, and what was tried."""

    person: str
    language: str
    tried: tuple[Tried, ...]
