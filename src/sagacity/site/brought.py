"""What became of one file that was brought in without a desk."""

from dataclasses import dataclass

from sagacity.registry.types import Message, RunState


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of one file; applied + to_confirm + refused = rows, always."""

    file: str
    kind: str
    rows: int
    applied: int
    to_confirm: int
    refused: int
    state: RunState
    problem: str
    messages: tuple[Message, ...]
