"""People who can be reached, and how they wish to be."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum


class EndpointState(StrEnum):
    UNPROVEN = "unproven"  # waits for the code that was sent there
    ACTIVE = "active"
    RETIRED = "retired"  # the outside party says nobody is there any more


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where one channel reaches a person."""

    channel: str
    label: str  # what the person recognises: "h…@example.jp", "Chrome"
    state: EndpointState
    since: datetime
    retired_why: str = ""


@dataclass(frozen=True, slots=True)
class Preferences:
    """How a person wishes to be told."""

    language: str = "ja"
    channels: tuple[str, ...] = ("push", "line", "mail")  # in order; one left out is not used
    quiet_from: time = time(21, 0)
    quiet_until: time = time(7, 0)  # equal to the start = no quiet hours
    most_per_day: int = 5
