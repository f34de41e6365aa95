"""Every rule a message can name, with its level and weight."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "rules.toml"
_WEIGHTS = {"F": "致命的", "C": "重大", "M": "大きい", "m": "小さい"}


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    title: str
    level: int  # 1, 2, 3 for the national rules, 0 for our own
    weight: str  # "F" "C" "M" "m"; "" for our own
    advice: str
    checked: bool = True  # False: the program cannot tell, a person has to look


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, national first."""
    said = tomllib.loads(_FILE.read_text(encoding="utf-8"))["rules"]
    return tuple(
        Rule(
            one["id"],
            one["title"],
            one.get("level", 0),
            one.get("weight", ""),
            one["advice"],
            one.get("checked", True),
        )
        for one in said
    )


@cache
def _by_id() -> dict[str, Rule]:
    return {one.id: one for one in rules()}


def rule(id: str) -> Rule:
    """One rule; an id nobody has described is a rule without weight."""
    return _by_id().get(id) or Rule(id=id, title="", level=0, weight="", advice="")


def as_markdown() -> str:
    """The page of the reference: docs/reference/import-rules.md is exactly this."""
    lines = [
        "# 取り込みの決まり（import rules）",
        "",
        "Every message of an import names one of these rules. `L1`–`L3` are the national",
        "「行政データにおける機械可読性に関するルール」(2026-03-31) with their weights;",
        "the wording is our own. The others are ours. 「人が見る」: the program cannot tell, so",
        "nothing is reported. This page is made from `src/sagacity/registry/reporting/rules.toml`;",
        "a test compares the two.",
        "",
        "Score of a level: 100, minus once per broken rule: 致命的 makes it 0; 重大 takes 10 / 40 / 15,",
        "大きい takes 5 / 30 / 10 at level 1 / 2 / 3; 小さい takes 2.",
        "",
        "| 決まり | 重さ | 何の決まりか | どうするか |",
        "|---|---|---|---|",
    ]
    for one in rules():
        weight = _WEIGHTS.get(one.weight, "")
        looked = "" if one.checked else "（人が見る）"
        lines.append(f"| `{one.id}` | {weight} | {one.title}{looked} | {one.advice} |")
    return "\n".join(lines) + "\n"
