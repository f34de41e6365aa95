"""What can be wrong with a question by itself, and with the names that conditions use."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from sagacity.kit.logic import api as logic
from sagacity.procedures import types
from sagacity.procedures.answers import accounts, contacts, days, names
from sagacity.procedures.faults import Path
from sagacity.procedures.lint.flaws import Flaw
from sagacity.procedures.lint.spots import FACTS, Plan, Spot
from sagacity.procedures.types import Kind

RESERVED = {"facts", "row"}
NOT_IN_TABLES = {Kind.TABLE, Kind.HOUSEHOLD, Kind.SIGNATURE, Kind.CONSENT, Kind.BANK_ACCOUNT, Kind.FILE}
CHOOSING = {Kind.CHOICE, Kind.CHOICES}
PREFILLS = ("card.", "register.", "account.", "profile.")
PARTS = {
    Kind.NAME: names.PARTS,
    Kind.KANA: names.PARTS,
    Kind.ADDRESS: contacts.PARTS,
    Kind.BANK_ACCOUNT: ("kind", *accounts.SHAPES, "holder"),
}
_FORBIDDEN = re.compile("個人番号|マイナンバー(?!カード)|my number(?! card)", re.IGNORECASE)
_NESTED = re.compile(r"\([^()]*[+*{][^()]*\)\s*[+*{]|\\[1-9]|\(\?(?!:)")


def look(plan: Plan) -> Iterator[Flaw]:
    if not plan.placed:
        yield Flaw("no_questions", ())
    for place, block in enumerate(plan.definition.blocks):
        if not block.questions and plan.placed:
            yield Flaw("empty_block", ("block", place))
    yield from _twice([(("block", place), one.key) for place, one in enumerate(plan.definition.blocks)])
    yield from _twice([(one.path, one.question.key) for one in plan.placed])
    for one in plan.placed:
        yield from _question(one.question, one.path)
    for spot in plan.spots:
        yield from _names(plan, spot)


def _twice(keys: Sequence[tuple[Path, str]]) -> Iterator[Flaw]:
    seen: set[str] = set()
    for path, key in keys:
        if key in seen:
            yield Flaw("duplicate_key", path, key)
        seen.add(key)


def _question(one: types.Question, path: Path) -> Iterator[Flaw]:
    if one.key in RESERVED:
        yield Flaw("reserved_key", path, one.key)
    if one.kind in CHOOSING and not one.options:
        yield Flaw("no_options", path)
    if one.options and one.kind not in CHOOSING:
        yield Flaw("useless_options", path)
    yield from _twice([((*path, "option", place), each.key) for place, each in enumerate(one.options)])
    if one.kind is Kind.TABLE and not one.columns:
        yield Flaw("no_columns", path)
    yield from _twice([((*path, "column", place), each.key) for place, each in enumerate(one.columns)])
    for place, column in enumerate(one.columns):
        if column.kind in NOT_IN_TABLES:
            yield Flaw("column_kind", (*path, "column", place), column.kind.value)
        yield from _question(column, (*path, "column", place))
    if one.least is not None and one.most is not None and one.least > one.most:
        yield Flaw("bounds_crossed", path, f"{one.least} > {one.most}")
    yield from _day_bounds(one, path)
    if one.pattern and (problem := _pattern(one.pattern)):
        yield Flaw("bad_pattern", (*path, "pattern"), problem)
    if one.prefill and not one.prefill.startswith(PREFILLS):
        yield Flaw("unknown_prefill", (*path, "prefill"), one.prefill)
    if (one.must is not None or one.pattern) and not one.say:
        yield Flaw("no_words_for_must", path)
    if any(_FORBIDDEN.search(text) for text in one.label.values()) and one.kind in {Kind.TEXT, Kind.NUMBER}:
        yield Flaw("asks_forbidden_number", path)


def _day_bounds(one: types.Question, path: Path) -> Iterator[Flaw]:
    today = date(2026, 7, 1)
    found = [days.bound(said, today) for said in (one.since, one.until)]
    for said, day in zip((one.since, one.until), found, strict=True):
        if said and day is None:
            yield Flaw("bad_day_bound", path, said)
    if one.since and one.until and found[0] and found[1] and found[0] > found[1]:
        yield Flaw("bounds_crossed", path, f"{one.since} > {one.until}")


def _pattern(pattern: str) -> str:
    """Why a pattern is not used: it is none, looks back, or could take for ever."""
    if _NESTED.search(pattern):
        return "(…+)+, \\1, (?…)"
    try:
        re.compile(pattern)
    except re.error as problem:
        return str(problem)
    return ""


def _names(plan: Plan, spot: Spot) -> Iterator[Flaw]:
    if fault := logic.fault_of(spot.rule):
        yield Flaw("bad_pattern", spot.path, str(fault))
        return
    columns = {one.key for one in plan.by_key[spot.question].question.columns} if spot.question else set()
    for name in sorted(logic.variables(spot.rule)):
        root, _, rest = name.partition(".")
        if root == "facts":
            if rest.split(".")[0] not in FACTS and spot.purpose != "outcome":
                yield Flaw("unknown_fact", spot.path, name)
        elif root == "row" and spot.purpose == "column":
            if rest.split(".")[0] not in columns:
                yield Flaw("unknown_variable", spot.path, name)
        elif root not in plan.by_key:
            yield Flaw("unknown_variable", spot.path, root)
        else:
            placed = plan.by_key[root]
            if placed.number >= spot.before:
                yield Flaw("looks_ahead", spot.path, root)
            parts = PARTS.get(placed.question.kind)
            if rest and parts and rest.split(".")[0] not in parts:
                yield Flaw("unknown_part", spot.path, name)
    yield from _options(plan, spot)


def _options(plan: Plan, spot: Spot) -> Iterator[Flaw]:
    """A comparison with an option that there is not."""
    for key, value in sorted(set(_compared(spot.rule))):
        placed = plan.by_key.get(key)
        if placed is None or placed.question.kind not in CHOOSING or value == "":
            continue
        if value not in {one.key for one in placed.question.options}:
            yield Flaw("no_such_option", spot.path, f"{key} = {value}")


def _compared(rule: types.Rule) -> Iterator[tuple[str, str]]:
    if isinstance(rule, list):
        for one in rule:
            yield from _compared(one)
    elif isinstance(rule, dict):
        for name, said in rule.items():
            given = said if isinstance(said, list) else [said]
            if name in {"==", "===", "!=", "!==", "in"}:
                keys = [
                    one["var"] for one in given if isinstance(one, dict) and isinstance(one.get("var"), str)
                ]
                plain = [one for one in given if isinstance(one, str)]
                plain += [
                    each for one in given if isinstance(one, list) for each in one if isinstance(each, str)
                ]
                yield from ((key, value) for key in keys for value in plain)
            yield from _compared(given)
