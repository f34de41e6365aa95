"""What every channel is: something that takes letters and says what became of each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from sagacity.kit.providers import Check


class Answer(StrEnum):
    """What an outside party says to one letter."""

    TAKEN = "taken"
    GONE = "gone"  # nobody is there any more: the endpoint is retired
    LATER = "later"  # not now: try again
    REFUSED = "refused"  # never: this letter will not be taken, the next channel is tried
    FAILED = "failed"  # we could not even ask; the next channel is tried


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One notice for one person, ready to leave by one channel."""

    delivery: int
    batch: int
    address: str
    notice: str  # key
    title: str
    body: str
    language: str
    loudness: str
    path: str  # of the notice's own page in this city, from "/"
    expires_at: datetime
    receipt: str
    stop: str = ""  # path of the one-tap unsubscribe; empty where there is nothing to unsubscribe from
    personal: bool = False  # for one person or few: nothing may tell that two messages belong together
    keys: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one letter."""

    delivery: int
    answer: Answer
    why: str = ""  # a code of `WhyNot`, or "http_500" and "smtp_550"
    after: timedelta | None = None  # LATER: the outside party asks for at least so much patience


class Provider(Protocol):
    """A channel. `send` yields outcomes as they come, some at a time, so that they are written down early."""

    channel: str

    def send(self, *, letters: Sequence[Outgoing], at: datetime) -> Iterator[Sequence[Outcome]]:
        """Hand letters over; every letter gets exactly one outcome. Raises nothing of the network's."""
        ...

    def check(self) -> Check:
        """How the channel is, for the health page."""
        ...
