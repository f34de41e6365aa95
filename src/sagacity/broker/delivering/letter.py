"""A notification in the outbox, and what became of one attempt to deliver it."""

from dataclasses import dataclass
from typing import Literal

from sagacity.broker.delivering.outgoing import Parcel


@dataclass(slots=True)
class Letter:
    """One row of the outbox; its number stays over attempts and restarts, it is the idempotency key."""

    id: int
    tenant: str
    subscription: str
    entity: str
    endpoint: str
    parcel: Parcel
    created: int
    due: int
    tries: int = 0

    @property
    def thread(self) -> tuple[str, str]:
        """What must stay in order: one entity for one subscription."""
        return self.subscription, self.entity


Blame = Literal["none", "endpoint", "letter", "hopeless"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What an endpoint did with a letter.

    ``blame``: "none" it was taken; "endpoint": nobody there, or it is in trouble itself (5xx, 408, 429);
    "letter": the receiver refused this one (other 4xx, a redirect); "hopeless": do not try again.
    ``code`` is the HTTP status, 0 where there is none.
    """

    blame: Blame
    code: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One attempt and what follows: ``due`` is the moment of the next attempt (ms), 0 if there is none."""

    letter: Letter
    answer: Answer
    at: int
    took: int
    due: int = 0

    @property
    def delivered(self) -> bool:
        return self.answer.blame == "none"
