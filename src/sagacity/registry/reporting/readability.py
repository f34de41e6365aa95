"""How well a machine can read the file: the score of the national rules, level by level."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LevelScore:
    level: int
    score: int  # 0 … 100
    broken: tuple[str, ...]  # rule ids such as "L1-12"


def readability(rule_ids: Iterable[str]) -> tuple[LevelScore, LevelScore, LevelScore]:
    """Scores of the three levels from the ids of all rules the file breaks."""
    raise NotImplementedError
