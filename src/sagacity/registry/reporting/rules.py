"""Every rule a message can name, with its level and weight."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    title: str
    level: int  # 1, 2, 3 for the national rules, 0 for our own
    weight: str  # "F" "C" "M" "m"; "" for our own
    advice: str


def rules() -> tuple[Rule, ...]:
    """All rules, national first."""
    raise NotImplementedError


def rule(id: str) -> Rule:
    """One rule."""
    raise NotImplementedError
