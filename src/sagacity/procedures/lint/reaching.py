"""What nobody can reach, what can never be, and where somebody gets stuck."""

from collections.abc import Iterator
from typing import Any

from sagacity.kit.logic import api as logic
from sagacity.procedures import types
from sagacity.procedures.lint.flaws import Flaw
from sagacity.procedures.lint.spots import Placed, Plan, Spot, roots
from sagacity.procedures.lint.worlds import TooMany, World, Worlds
from sagacity.procedures.types import Kind

CHECKED = {"show", "option", "eligible", "paper", "skip", "must"}


def look(plan: Plan) -> Iterator[Flaw]:
    for spot in plan.spots:
        if spot.purpose in CHECKED and not isinstance(spot.rule, bool):
            yield from _condition(plan, spot)
    for one in plan.placed:
        yield from _question(plan, one)
    yield from _eligible(plan)
    yield from _decision(plan)


def _condition(plan: Plan, spot: Spot) -> Iterator[Flaw]:
    """By itself, whatever hides or shows the questions it looks at."""
    if not logic.variables(spot.rule) or any(key not in plan.by_key for key in roots(spot.rule)):
        return
    own = spot.question if spot.purpose == "must" else ""
    ends = _ends(Worlds(_bare(plan, spot.rule, own), (spot.rule,), upto=spot.before), spot.rule)
    if ends == {False}:
        codes = {"eligible": "nobody_eligible", "paper": "no_paper_ever", "must": "never_good"}
        yield Flaw(codes.get(spot.purpose, "contradiction"), spot.path)
    elif ends == {True} and spot.purpose != "must":
        yield Flaw("always_true", spot.path)


def _ends(worlds: Worlds, rule: types.Rule) -> set[bool]:
    """Both, as soon as both were seen; what was not tried counts as possible."""
    seen: set[bool] = set()
    try:
        for world in worlds:
            seen.add(logic.holds(rule, world))
            if len(seen) == 2:
                break
    except TooMany:
        return {True, False}
    return seen


def _bare(plan: Plan, rule: types.Rule, own: str) -> Plan:
    """The questions a condition looks at, as if all were asked and none need be answered."""
    from dataclasses import replace

    asked = roots(rule)
    questions = tuple(
        replace(
            one.question,
            show_if=None,
            required=one.question.key == own,
            options=tuple(replace(option, show_if=None) for option in one.question.options),
        )
        if one.question.key in asked
        else one.question
        for one in plan.placed
    )
    return Plan(replace(plan.definition, blocks=(types.Block("all", {}, questions),)))


def _question(plan: Plan, one: Placed) -> Iterator[Flaw]:
    if one.rules and all(_known(plan, rule) for rule in one.rules) and not _is_reached(plan, one):
        yield Flaw("unreachable", one.path, one.question.key)
        return
    choices = one.question.kind in {Kind.CHOICE, Kind.CHOICES} and one.question.required
    shown_if = tuple(option.show_if for option in one.question.options)
    if choices and shown_if and all(rule is not None for rule in shown_if):
        stuck = _first(plan, (*one.rules, *shown_if), one, lambda world: not any(_holds(shown_if, world)))
        if stuck is not None:
            yield Flaw("dead_end", one.path, said(stuck))


def _is_reached(plan: Plan, one: Placed) -> bool:
    try:
        return any(all(_holds(one.rules, world)) for world in Worlds(plan, one.rules, upto=one.number))
    except TooMany:
        return True


def _first(plan: Plan, rules: tuple[types.Rule, ...], one: Placed, wanted: Any) -> World | None:
    """A world in which the question is asked and something is so."""
    try:
        for world in Worlds(plan, rules, upto=one.number):
            if all(_holds(one.rules, world)) and wanted(world):
                return world
    except TooMany:
        pass
    return None


def _holds(rules: tuple[types.Rule, ...], world: World) -> list[bool]:
    return [logic.holds(rule, world) for rule in rules]


def _eligible(plan: Plan) -> Iterator[Flaw]:
    """Each condition may hold by itself, and yet never all together."""
    rules = tuple(one.when for one in plan.definition.eligible)
    if len(rules) < 2 or not all(_known(plan, rule) for rule in rules):
        return
    try:
        if not any(all(_holds(rules, world)) for world in Worlds(plan, rules, upto=len(plan.placed))):
            yield Flaw("nobody_eligible", ("eligible", 0))
    except TooMany:
        return


def _decision(plan: Plan) -> Iterator[Flaw]:
    """A deciding stage may be passed over only when another one decides."""
    deciding = tuple(one for one in plan.definition.stages if one.decides)
    rules = tuple(one.skip_if for one in deciding)
    if not rules or any(rule is None or not _known(plan, rule) for rule in rules):
        return
    try:
        for world in Worlds(plan, rules, upto=len(plan.placed)):
            if all(_holds(rules, world)):
                place = plan.definition.stages.index(deciding[0])
                yield Flaw("decision_skipped", ("stage", place, "skip_if"), said(world))
                return
    except TooMany:
        return


def _known(plan: Plan, rule: types.Rule) -> bool:
    return all(key in plan.by_key for key in roots(rule))


def said(world: World) -> str:
    """A world as staff read it: purpose=bank, facts.age=14."""
    plain = {name: value for name, value in world.items() if name != "facts"}
    plain |= {f"facts.{name}": value for name, value in world.get("facts", {}).items()}
    return ", ".join(f"{name}={value}" for name, value in plain.items()) or "-"
