"""Every rule a message can name, with its level and weight.

The national ones are the 30 of 「行政データにおける機械可読性に関するルール」 (デジタル庁, 2026-03-31),
in our own words; the others are ours and weigh nothing in the readability score.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILES = (Path(__file__).with_name("rules.csv"), Path(__file__).with_name("own_rules.csv"))


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    title: str
    level: int  # 1, 2, 3 for the national rules, 0 for our own
    weight: str  # "F" "C" "M" "m"; "" for our own
    advice: str


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, national first."""
    return tuple(rule for path in _FILES if path.exists() for rule in _read(path))


def rule(id: str) -> Rule:
    """One rule; an id nobody has described yet is a rule without weight."""
    return _by_id().get(id) or Rule(id=id, title=id, level=0, weight="", advice="")


@cache
def _by_id() -> dict[str, Rule]:
    return {one.id: one for one in rules()}


def _read(path: Path) -> list[Rule]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Rule(
                id=row["id"],
                title=row["title"],
                level=int(row.get("level") or 0),
                weight=row.get("weight") or "",
                advice=row["advice"],
            )
            for row in csv.DictReader(file)
        ]
