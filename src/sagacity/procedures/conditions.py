"""Conditions as JSON Schema, for the simple ones that most definitions have."""

from collections.abc import Sequence
from typing import Any

from sagacity.procedures import types
from sagacity.procedures.types import Kind

Schema = dict[str, Any]
NEVER: Schema = {"not": {}}


def when_asked(rules: Sequence[types.Rule], questions: Sequence[types.Question]) -> Schema | None:
    """A schema that answers fit when all the conditions hold; None when JSON Schema cannot say it."""
    kinds = {one.key: one.kind for one in questions}
    found = [_schema(rule, kinds) for rule in rules]
    return None if any(one is None for one in found) else {"allOf": found}


def _schema(rule: types.Rule, kinds: dict[str, Kind]) -> Schema | None:
    if isinstance(rule, bool):
        return {} if rule else NEVER
    if not isinstance(rule, dict) or len(rule) != 1:
        return None
    ((name, said),) = rule.items()
    given = said if isinstance(said, list) else [said]
    if name in {"and", "or"} and given:
        found = [_schema(one, kinds) for one in given]
        return None if None in found else {"allOf" if name == "and" else "anyOf": found}
    if name in {"!", "!!"} and len(given) == 1:
        inner = _schema(given[0], kinds)
        return inner if inner is None or name == "!!" else {"not": inner}
    if name == "var" and len(given) == 1 and kinds.get(str(given[0])) in {Kind.YES_NO, Kind.CONSENT}:
        return _has(str(given[0]), {"const": True})
    if name in {"==", "!=", "in"} and len(given) == 2:
        return _compared(name, given, kinds)
    return None


def _compared(name: str, given: list[Any], kinds: dict[str, Kind]) -> Schema | None:
    one, other = given
    if name == "in" and _key(other) and isinstance(one, str):
        if kinds.get(_key(other)) is not Kind.CHOICES:
            return None
        return _has(_key(other), {"contains": {"const": one}})
    if name != "in" and not _key(one):
        one, other = other, one
    key = _key(one)
    if kinds.get(key) not in {Kind.CHOICE, Kind.YES_NO}:
        return None
    if name == "in":
        known = isinstance(other, list) and all(isinstance(each, str) for each in other)
        return _has(key, {"enum": other}) if known and other else None
    if not isinstance(other, str | bool):
        return None
    found = _has(key, {"const": other})
    return {"not": found} if name == "!=" else found


def _has(key: str, shape: Schema) -> Schema:
    return {"properties": {key: shape}, "required": [key]}


def _key(rule: types.Rule) -> str:
    """The answer that a part asks for, when it asks for one and nothing else."""
    if isinstance(rule, dict) and list(rule) == ["var"]:
        name = rule["var"][0] if isinstance(rule["var"], list) and len(rule["var"]) == 1 else rule["var"]
        return name if isinstance(name, str) and "." not in name else ""
    return ""
