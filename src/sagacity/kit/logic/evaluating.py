"""Evaluating a rule: at most so many steps, so deep, and the same end as in the browser."""

from collections.abc import Callable, Mapping
from typing import Any

from sagacity.kit.logic import meaning
from sagacity.kit.logic.meaning import BadRule
from sagacity.kit.logic.operations import PLAIN

Data = Any


def evaluate(rule: Any, data: Data) -> Any:
    """What a rule says about data.

    Raises:
        BadRule: it is no rule, or asks for more steps or depth than any rule needs.
    """
    return _Run(data).of(rule, data, 0)


def holds(rule: Any, data: Data) -> bool:
    """Whether a condition is fulfilled; no rule is a condition that always is."""
    return rule is None or meaning.is_true(evaluate(rule, data))


class _Run:
    """One evaluation: it counts its steps."""

    def __init__(self, data: Data) -> None:
        self.steps = 0

    def of(self, rule: Any, data: Data, depth: int) -> Any:
        if isinstance(rule, list):
            self._count(depth)
            return [self.of(one, data, depth + 1) for one in rule]
        if not isinstance(rule, Mapping):
            return rule
        self._count(depth)
        if len(rule) != 1:
            raise BadRule("not_one_operation", ", ".join(rule))
        ((name, said),) = rule.items()
        given = said if isinstance(said, list) else [said]
        if special := _SPECIAL.get(name):
            return special(self, given, data, depth + 1)
        plain = PLAIN.get(name)
        if plain is None:
            raise BadRule("unknown_operation", name)
        return plain([self.of(one, data, depth + 1) for one in given])

    def _count(self, depth: int) -> None:
        self.steps += 1
        if self.steps > meaning.MOST_STEPS:
            raise BadRule("too_many_steps")
        if depth > meaning.DEEPEST:
            raise BadRule("too_deep")


def _var(run: _Run, given: list[Any], data: Data, depth: int) -> Any:
    name = run.of(given[0], data, depth) if given else ""
    found = look_up(data, name)
    return run.of(given[1], data, depth) if found is None and len(given) > 1 else found


def look_up(data: Data, name: Any) -> Any:
    """What stands under a name such as `facts.age` or `rows.0`; None when nothing does."""
    if name is None or name == "":
        return data
    for part in meaning.written(name).split("."):
        if isinstance(data, Mapping):
            data = data.get(part)
        elif isinstance(data, list | tuple) and part.isascii() and part.isdigit() and int(part) < len(data):
            data = data[int(part)]
        else:
            return None
    return list(data) if isinstance(data, tuple) else data


def _missing(run: _Run, given: list[Any], data: Data, depth: int) -> Any:
    names = [run.of(one, data, depth) for one in given]
    if names and isinstance(names[0], list):
        names = names[0]
    return [name for name in names if look_up(data, name) in (None, "")]


def _if(run: _Run, given: list[Any], data: Data, depth: int) -> Any:
    place = 0
    while place + 1 < len(given):
        if meaning.is_true(run.of(given[place], data, depth)):
            return run.of(given[place + 1], data, depth)
        place += 2
    return run.of(given[place], data, depth) if place < len(given) else None


def _and(run: _Run, given: list[Any], data: Data, depth: int) -> Any:
    found = None
    for one in given:
        found = run.of(one, data, depth)
        if not meaning.is_true(found):
            return found
    return found


def _or(run: _Run, given: list[Any], data: Data, depth: int) -> Any:
    found = None
    for one in given:
        found = run.of(one, data, depth)
        if meaning.is_true(found):
            return found
    return found


def _each(run: _Run, given: list[Any], data: Data, depth: int) -> list[tuple[Any, Any]]:
    """Each entry of the first, with what the second says about it; there the entry is all the data."""
    entries = run.of(given[0], data, depth) if given else None
    inner = given[1] if len(given) > 1 else None
    if not isinstance(entries, list | tuple):
        return []
    return [(one, run.of(inner, one, depth)) for one in entries]


def _map(run: _Run, given: list[Any], data: Data, depth: int) -> Any:
    return [found for _, found in _each(run, given, data, depth)]


def _filter(run: _Run, given: list[Any], data: Data, depth: int) -> Any:
    return [one for one, found in _each(run, given, data, depth) if meaning.is_true(found)]


def _all(run: _Run, given: list[Any], data: Data, depth: int) -> Any:
    found = _each(run, given, data, depth)
    return bool(found) and all(meaning.is_true(one) for _, one in found)


def _some(run: _Run, given: list[Any], data: Data, depth: int) -> Any:
    return any(meaning.is_true(one) for _, one in _each(run, given, data, depth))


def _none(run: _Run, given: list[Any], data: Data, depth: int) -> Any:
    return not _some(run, given, data, depth)


_SPECIAL: Mapping[str, Callable[[_Run, list[Any], Data, int], Any]] = {
    "var": _var,
    "missing": _missing,
    "if": _if,
    "?:": _if,
    "and": _and,
    "or": _or,
    "map": _map,
    "filter": _filter,
    "all": _all,
    "some": _some,
    "none": _none,
}
NAMES = frozenset(_SPECIAL) | frozenset(PLAIN)
