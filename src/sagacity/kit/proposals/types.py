"""Facts of proposals: what somebody wants done, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

Payload = Mapping[str, Any]  # whatever JSON can hold


class State(StrEnum):
    """Where a proposal stands."""

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    OVER = "over"  # nobody decided in time


@dataclass(frozen=True, slots=True)
class Proposal:
    """One act that waits for a second person, or was decided."""

    key: str
    act: str
    thing: str  # key of whom or what it is about
    payload: Payload
    reason: str
    proposed_by: str
    proposed_by_name: str
    proposed_at: datetime
    until: datetime
    state: State
    decided_by_name: str
    decided_at: datetime | None
    why: str  # it was refused

    def is_open(self, at: datetime) -> bool:
        return self.state is State.WAITING and at < self.until
