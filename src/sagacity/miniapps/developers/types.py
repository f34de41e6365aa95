"""Facts about requests for a key."""

from dataclasses import dataclass
from datetime import datetime

from sagacity.broker import api as broker


@dataclass(frozen=True, slots=True)
class Request:
    """A request as pages know it; ``state`` is asked, proposed, approved, taken or declined."""

    key: str
    state: str
    name: str
    holder: str
    contact: str
    purpose: str
    asked_at: datetime
    terms: broker.KeyTerms | None
    proposed_by_key: str
    proposed_by_name: str
    decided_by_name: str
    why: str
    broker_key: str

    @property
    def grant(self) -> broker.Grant | None:
        return self.terms.grants[0] if self.terms else None
