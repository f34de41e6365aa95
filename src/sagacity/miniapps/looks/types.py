"""Facts of this app: a question about a look."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Question:
    """What a resident asked about one look, and what the city answered."""

    key: str
    resident: str
    line: int  # number in the audit log
    text: str
    asked_at: datetime
    answer: str
    answered_at: datetime | None
    answered_by_division: str

    @property
    def is_open(self) -> bool:
        return self.answered_at is None
