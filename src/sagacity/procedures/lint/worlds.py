"""Trying a definition in every way that matters: what conditions ask about, at its turning points."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from sagacity.kit.logic import api as logic
from sagacity.procedures import types
from sagacity.procedures.lint.spots import Placed, Plan, facts, roots
from sagacity.procedures.types import Kind

MOST = 4_000  # worlds tried for one question; what is not found in them counts as possible
MOST_ROWS = 12
World = dict[str, Any]
CHANNELS = ("app", "counter", "post", "api", "tablet", "remote")
Wanted = Callable[[World], bool]


class TooMany(Exception):
    """More worlds than anybody would try: nothing is claimed."""


class Worlds:
    """All worlds that one set of conditions can tell apart."""

    def __init__(self, plan: Plan, rules: tuple[types.Rule, ...], *, upto: int) -> None:
        self._plan, self._left = plan, MOST
        asked = _closure(plan, rules, upto)
        self._questions = [one for one in plan.placed if one.question.key in asked]
        everything = [*rules, *(rule for one in self._questions for rule in one.rules)]
        everything += [option.show_if for one in self._questions for option in one.question.options]
        self._constants = _constants(everything)
        self._facts = sorted({name for rule in everything if rule is not None for name in facts(rule)})

    def __iter__(self) -> Iterator[World]:
        """Worlds that somebody can be in: answers to what is asked, nothing to what is not.

        Raises:
            TooMany: the rest was not tried.
        """
        for known in self._mixes(self._facts, {}):
            yield from self._answered(0, {"facts": known})

    def _mixes(self, names: list[str], known: World) -> Iterator[World]:
        if not names:
            yield known
            return
        for value in _of_fact(names[0], self._constants.get(f"facts.{names[0]}", [])):
            yield from self._mixes(names[1:], {**known, names[0]: value})

    def _answered(self, place: int, world: World) -> Iterator[World]:
        if place == len(self._questions):
            self._left -= 1
            if self._left < 0:
                raise TooMany
            yield world
            return
        one = self._questions[place]
        if not all(logic.holds(rule, world) for rule in one.rules):
            yield from self._answered(place + 1, world)
            return
        for value in self._values(one, world):
            yield from self._answered(
                place + 1, world if value is None else {**world, one.question.key: value}
            )

    def _values(self, one: Placed, world: World) -> list[Any]:
        question = one.question
        found = _values_of(question, self._constants, world)
        return found if question.required and found else [None, *found]


def _closure(plan: Plan, rules: tuple[types.Rule, ...], upto: int) -> set[str]:
    """The questions that the rules ask about, those that decide whether these are asked, and so on."""
    found: set[str] = set()
    waiting = {key for rule in rules if rule is not None for key in roots(rule)}
    while waiting:
        key = waiting.pop()
        one = plan.by_key.get(key)
        if one is None or key in found or one.number >= upto:
            continue
        found.add(key)
        options = tuple(option.show_if for option in one.question.options)
        waiting |= {root for rule in (*one.rules, *options) if rule is not None for root in roots(rule)}
    return found


def _constants(rules: list[types.Rule]) -> dict[str, list[Any]]:
    """By the name of an answer or fact: every value that a condition compares it with."""
    found: dict[str, list[Any]] = {}
    for rule in rules:
        _gather(rule, found)
    return found


def _gather(rule: types.Rule, found: dict[str, list[Any]]) -> None:
    if isinstance(rule, Mapping):
        for said in rule.values():
            given = said if isinstance(said, list) else [said]
            names = {name.removesuffix(".") for one in given for name in logic.variables(one)}
            plain = [one for one in given if isinstance(one, str | int | float) and not isinstance(one, bool)]
            plain += [
                each for one in given if isinstance(one, list) for each in one if isinstance(each, str | int)
            ]
            if "var" not in rule and "missing" not in rule:
                for name in names:
                    key = name if name.startswith("facts.") else name.split(".")[0]
                    found.setdefault(key, []).extend(plain)
            for one in given:
                _gather(one, found)
    elif isinstance(rule, list):
        for one in rule:
            _gather(one, found)


def _values_of(question: types.Question, everything: dict[str, list[Any]], world: World) -> list[Any]:
    kind, constants = question.kind, everything.get(question.key, [])
    if kind is Kind.YES_NO:
        return [True, False]
    if kind is Kind.CONSENT:
        return [True]
    if kind in {Kind.CHOICE, Kind.CHOICES}:
        shown = [one.key for one in question.options if logic.holds(one.show_if, world)]
        if kind is Kind.CHOICE:
            return list(shown)
        named = [one for one in shown if one in constants]
        others = [one for one in shown if one not in constants][:1]
        return [list(one) for one in _subsets(tuple(named[:4] + others)) if one]
    if kind in {Kind.NUMBER, Kind.YEN}:
        return _around(constants, question.least, question.most)
    if kind is Kind.DATE:
        return _days(constants)
    if kind in {Kind.HOUSEHOLD, Kind.FILE}:
        return [[f"m{n}" for n in range(many)] for many in _counts(constants, question)]
    if kind is Kind.TABLE:
        rows = _rows(question, everything, world)
        counted = [[rows[0]] * many for many in _counts(constants, question)]
        return [*([row] for row in rows), *counted, rows[:MOST_ROWS]]
    if kind is Kind.ADDRESS:
        return [
            {"postcode": "840-0000", "town": town, "rest": "", "building": ""} for town in _texts(constants)
        ]
    if kind in {Kind.NAME, Kind.KANA}:
        return [{"family": text, "given": ""} for text in _texts(constants)]
    return list(_texts(constants))


def _rows(question: types.Question, everything: dict[str, list[Any]], world: World) -> list[Any]:
    """Rows that conditions on columns can tell apart, and a plain one."""
    rows: list[Any] = [{}]
    for column in question.columns:
        if column.key in everything and len(rows) < MOST_ROWS:
            values = _values_of(column, everything, world)
            rows = [{**row, column.key: value} for row in rows for value in values][:MOST_ROWS]
    return rows


def _of_fact(name: str, constants: list[Any]) -> list[Any]:
    if name == "age":
        return [None, *_around(constants, 0, 120)]
    if name in {"lives_here", "delegate"}:
        return [True, False]
    if name == "channel":
        return list(CHANNELS)
    if name == "level":
        return [0, 1, 2, 3, 4]
    if name == "today":
        return _days(constants)
    return [None, *_texts(constants)]


def _around(constants: list[Any], least: int | None, most: int | None) -> list[Any]:
    """Each number that a condition names and its neighbours, as far as an answer may reach."""
    numbers = {int(one) for one in constants if isinstance(one, int | float)}
    turning = {each + step for each in numbers for step in (-1, 0, 1)} | {
        one for one in (least, most) if one is not None
    }
    low, high = -(10**9) if least is None else least, 10**9 if most is None else most
    return sorted(one for one in turning if low <= one <= high) or [
        low if least is not None else min(high, 1)
    ]


def _days(constants: list[Any]) -> list[Any]:
    found = set()
    for one in constants:
        try:
            day = date.fromisoformat(str(one))
            found |= {(day + timedelta(step)).isoformat() for step in (-1, 0, 1)}
        except (ValueError, OverflowError):
            continue
    # ages turn on days: somebody of every age between
    numbers = [one for one in constants if isinstance(one, int) and 0 < one < 150]
    found |= {f"{2026 - one + step}-01-01" for one in numbers for step in (-1, 0, 1)}
    return sorted(found | {"2000-01-01", "2026-07-01"})


def _counts(constants: list[Any], question: types.Question) -> list[int]:
    return [
        one for one in _around([*constants, 1], max(question.least or 0, 1), question.most or 20) if one <= 20
    ]


def _texts(constants: list[Any]) -> list[str]:
    return [*dict.fromkeys(one for one in constants if isinstance(one, str) and one), "…"]


def _subsets(names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if not names:
        yield ()
        return
    for rest in _subsets(names[1:]):
        yield rest
        yield (names[0], *rest)
