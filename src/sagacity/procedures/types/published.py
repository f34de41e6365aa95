"""News of a version that was published."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Published:
    """One version of a procedure that two people let hold from a day on."""

    procedure: str
    version: str
    since: date | None
    name: dict[str, str]
