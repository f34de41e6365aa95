"""Facts about delegates: an act that can be done for another, a mandate, its limits and its uses."""

from dataclasses import dataclass
from datetime import date, datetime

from sagacity.kit import policy


@dataclass(frozen=True, slots=True)
class Limits:
    """How often, and up to which sum in all; None: no such limit."""

    times: int | None = None
    amount_yen: int | None = None


@dataclass(frozen=True, slots=True)
class Use:
    """One act that a delegate did in the giver's name."""

    act: str
    what: str
    amount_yen: int
    channel: str
    done_at: datetime


@dataclass(frozen=True, slots=True)
class Mandate:
    """Who may do what for whom, until when. Of each side the other reads only a label."""

    key: str
    number: str
    giver_label: str
    delegate_label: str
    acts: tuple[str, ...]
    starts_on: date
    ends_on: date
    limits: Limits
    times_used: int
    yen_used: int
    reason: str
    channel: str
    division: str  # of the counter that wrote it down
    given_at: datetime
    accepted_at: datetime | None
    ended_at: datetime | None
    why: str
    uses: tuple[Use, ...] = ()

    def holds(self, day: date) -> bool:
        """Whether it can be used on a day, as far as its limits still reach."""
        stands = self.accepted_at is not None and self.ended_at is None
        return stands and self.starts_on <= day <= self.ends_on


@dataclass(frozen=True, slots=True)
class Acting:
    """A delegate in the giver's name, good for one act: hand `person` to its verb, which names the act."""

    person: policy.Person
    inhabitant: str  # who the giver is
    mandate: str


@dataclass(frozen=True, slots=True)
class MandateEnded:
    """A delegate may act no longer; what stood on the mandate ends."""

    mandate: str
    giver: str
    delegate_resident: str
    why: str
    at: datetime
