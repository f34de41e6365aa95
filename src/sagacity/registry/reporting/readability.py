"""How well a machine can read the file: the score of the national rules, level by level."""

from collections.abc import Iterable
from dataclasses import dataclass

from sagacity.registry.reporting.rules import rule

# Points taken at level 1, 2, 3; F takes all. 「行政データにおける機械可読性に関するルール」 (2026-03-31).
_TAKES = {"F": (100, 100, 100), "C": (10, 40, 15), "M": (5, 30, 10), "m": (2, 2, 2)}


@dataclass(frozen=True, slots=True)
class LevelScore:
    level: int
    score: int  # 0 … 100
    broken: tuple[str, ...]  # rule ids such as "L1-12"


def readability(rule_ids: Iterable[str]) -> tuple[LevelScore, LevelScore, LevelScore]:
    """Scores of the three levels from the ids of all rules the file breaks; each rule counts once."""
    broken = sorted({one for one in rule_ids if rule(one).level})
    return _score(1, broken), _score(2, broken), _score(3, broken)


def _score(level: int, broken: list[str]) -> LevelScore:
    here = tuple(one for one in broken if rule(one).level == level)
    taken = sum(_TAKES[rule(one).weight][level - 1] for one in here)
    return LevelScore(level=level, score=max(0, 100 - taken), broken=here)
