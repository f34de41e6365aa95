"""Looking at a rule without evaluating it: which names it asks for, and whether it is one at all."""

from collections.abc import Iterator, Mapping
from typing import Any

from sagacity.kit.logic import meaning
from sagacity.kit.logic.evaluating import NAMES
from sagacity.kit.logic.meaning import BadRule

INNER = frozenset({"map", "filter", "all", "some", "none"})  # their second part sees entries, not the data


def variables(rule: Any) -> frozenset[str]:
    """Every name that the rule asks the data for, such as `purpose` or `facts.age`."""
    return frozenset(_names(rule))


def _names(rule: Any) -> Iterator[str]:
    if isinstance(rule, list):
        for one in rule:
            yield from _names(one)
    elif isinstance(rule, Mapping):
        for name, said in rule.items():
            given = said if isinstance(said, list) else [said]
            if name in {"var", "missing"}:
                named = given[:1] if name == "var" else given
                yield from (str(one) for one in named if isinstance(one, str | int) and one != "")
                given = given[1:] if name == "var" else [one for one in given if not isinstance(one, str)]
            yield from _names(given[:1] if name in INNER else given)


def fault_of(rule: Any) -> BadRule | None:
    """Why this is no rule; None when it is one."""
    try:
        _look(rule, 0)
    except BadRule as fault:
        return fault
    return None


def _look(rule: Any, depth: int) -> None:
    if depth > meaning.DEEPEST and isinstance(rule, list | Mapping):
        raise BadRule("too_deep")
    if isinstance(rule, list):
        for one in rule:
            _look(one, depth + 1)
    elif isinstance(rule, Mapping):
        if len(rule) != 1:
            raise BadRule("not_one_operation", ", ".join(map(str, rule)))
        ((name, said),) = rule.items()
        if name not in NAMES:
            raise BadRule("unknown_operation", str(name))
        for one in said if isinstance(said, list) else [said]:
            _look(one, depth + 1)
    elif rule is not None and not isinstance(rule, str | int | float):
        raise BadRule("not_a_value", type(rule).__name__)
