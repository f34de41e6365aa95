"""What checking hands over: one row with its values, where they come from and what is to say about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sagacity.registry.types import Message, Outcome, Status


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """One row of the file after the checks; every row of the file becomes exactly one of these."""

    number: int
    raw: Mapping[str, str]  # heading as in the file → cell as in the file
    values: Mapping[
        str, Any
    ]  # column of the standard → str | int | float | bool | date | time | tuple[str, …]
    statuses: Mapping[str, Status]  # column of the standard → where its value comes from; read-only
    outcome: Outcome  # APPLIED, CONFIRM or REFUSED
    messages: tuple[Message, ...]
    hash: str  # of the cells as they stand
    # What "accept" puts in place, by the heading of the question: {"緯度": {"緯度": 33.2, "経度": 130.3}}.
    # "keep" takes `values` as they are. A question without an entry here has no proposal.
    proposals: Mapping[str, Mapping[str, Any]]


@dataclass(slots=True)
class Tally:
    """How many rows ended how; applied + to_confirm + refused = rows, always."""

    rows: int = 0
    applied: int = 0
    to_confirm: int = 0
    refused: int = 0
    repaired: int = 0  # messages, not rows
