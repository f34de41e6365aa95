"""How well a machine can read the file: the score of the national rules, level by level."""

from collections.abc import Iterable
from dataclasses import dataclass

from sagacity.registry.reporting.rules import rules

_MINUS = {"C": (10, 40, 15), "M": (5, 30, 10), "m": (2, 2, 2)}


@dataclass(frozen=True, slots=True)
class LevelScore:
    level: int
    score: int  # 0 … 100
    broken: tuple[str, ...]  # rule ids such as "L1-12"


def readability(rule_ids: Iterable[str]) -> tuple[LevelScore, LevelScore, LevelScore]:
    """Scores of the three levels from the ids of all rules the file breaks; each rule counts once."""
    broken = set(rule_ids)
    return _level(1, broken), _level(2, broken), _level(3, broken)


def _level(level: int, broken: set[str]) -> LevelScore:
    mine = [one for one in rules() if one.level == level and one.id in broken]
    fatal = any(one.weight == "F" for one in mine)
    minus = sum(_MINUS[one.weight][level - 1] for one in mine if one.weight != "F")
    return LevelScore(level, 0 if fatal else max(0, 100 - minus), tuple(one.id for one in mine))
