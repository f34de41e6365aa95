"""What can be wrong with papers, fee, stages, time limits and the outcome."""

import re
from collections.abc import Collection, Iterator

from sagacity.kit import clock
from sagacity.ledger import api as ledger
from sagacity.procedures import types
from sagacity.procedures.faults import Path
from sagacity.procedures.fees import case_of
from sagacity.procedures.lint.flaws import Flaw
from sagacity.procedures.lint.reaching import said
from sagacity.procedures.lint.spots import Plan
from sagacity.procedures.lint.worlds import TooMany, Worlds
from sagacity.procedures.types import Kind, Sort

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
FILLED = frozenset(
    [
        "name",
        "kana",
        "address",
        "birth_date",
        "number",
        "case_number",
        "applicant",
        "city",
        "mayor",
        "title",
        "division",
        "reason",
        "law",
        "submitted_on",
        "decided_on",
        "issued_on",
        "valid_until",
    ]
)
DELIVERIES = {"inbox", "counter", "post"}
COUNTED = {Kind.NUMBER, Kind.YEN, Kind.CHOICES, Kind.HOUSEHOLD, Kind.TABLE, Kind.FILE}


def look(plan: Plan, *, divisions: Collection[str], fees: ledger.Tariff) -> Iterator[Flaw]:
    definition = plan.definition
    yield from _head(plan, divisions)
    yield from _twice("paper", [one.key for one in definition.papers])
    yield from _twice("stage", [one.key for one in definition.stages])
    yield from _stages(definition, divisions)
    yield from _outcome(definition)
    if definition.fee:
        yield from _fee(plan, definition.fee, fees)


def _head(plan: Plan, divisions: Collection[str]) -> Iterator[Flaw]:
    definition = plan.definition
    if divisions and definition.division not in divisions:
        yield Flaw("unknown_division", ("division",), definition.division)
    for name in ("level", "level_at_counter"):
        level = getattr(definition, name)
        if not 0 <= level <= 4:
            yield Flaw("bad_level", (name,), str(level))
    if definition.since and definition.until and definition.until < definition.since:
        yield Flaw("ends_before", ("until",))
    once = definition.once_for
    if once and once != "applicant" and once not in plan.by_key:
        yield Flaw("bad_once_for", ("once_for",), once)
    limit = definition.time_limit
    if limit:
        counted = plan.by_key.get(limit.counted_from)
        if counted is None or counted.question.kind is not Kind.DATE:
            yield Flaw("bad_counted_from", ("time_limit",), limit.counted_from)
    if not definition.is_confirmed:
        yield Flaw("not_confirmed", ())


def _stages(definition: types.Definition, divisions: Collection[str]) -> Iterator[Flaw]:
    if definition.sort is Sort.APPLICATION and not any(one.decides for one in definition.stages):
        yield Flaw("nobody_decides", ())
    for place, stage in enumerate(definition.stages):
        path = ("stage", place)
        if not stage.division:
            yield Flaw("no_owner", path)
        elif divisions and stage.division not in divisions:
            yield Flaw("unknown_division", path, stage.division)
        if stage.days < 0:
            yield Flaw("negative_days", path)
        if place == 0 and stage.four_eyes:
            yield Flaw("first_needs_two", path)
        yield from _twice("check", [check.key for check in stage.checks], path)


def _twice(name: str, keys: list[str], path: Path = ()) -> Iterator[Flaw]:
    for place, key in enumerate(keys):
        if key in keys[:place]:
            yield Flaw("duplicate_key", (*path, name, place), key)


def _outcome(definition: types.Definition) -> Iterator[Flaw]:
    outcome = definition.outcome
    if outcome.kind != "none":
        if not outcome.title:
            yield Flaw("outcome_without_text", ("outcome",), "title")
        if not outcome.text and not outcome.lines:
            yield Flaw("outcome_without_text", ("outcome",), "text")
    known = FILLED | {line.key for line in outcome.lines if line.key}
    known |= {one.key for one in definition.questions()}
    for language, text in outcome.text.items():
        for name in PLACEHOLDER.findall(text):
            if name not in known:
                yield Flaw("unknown_placeholder", ("outcome", "text", language), name)
    for way in outcome.delivery:
        if way not in DELIVERIES:
            yield Flaw("bad_delivery", ("outcome", "delivery"), way)


def _fee(plan: Plan, fee: types.FeeRule, tariff: ledger.Tariff) -> Iterator[Flaw]:
    for name in (fee.copies, fee.things):
        placed = plan.by_key.get(name) if name else None
        if not name:
            continue
        is_number = placed is not None and placed.question.kind in {Kind.NUMBER, Kind.YEN}
        if (
            placed is None
            or placed.question.kind not in COUNTED
            or (is_number and (placed.question.least is None or placed.question.least < 1))
        ):
            yield Flaw("counts_nothing", ("fee",), name)
    if fee.item not in tariff.rules:
        yield Flaw("no_such_fee", ("fee", "item"), fee.item)
        return
    rules = (*fee.facts.values(), fee.by_post)
    on = plan.definition.since or clock.day(clock.now())
    seen: set[str] = set()
    try:
        for world in Worlds(plan, rules, upto=len(plan.placed)):
            case = case_of(rule=fee, answers=_answers(world), facts=world["facts"], on=on)
            try:
                ledger.work_out(case, tariff=tariff)
            except (ledger.NoPrice, ledger.BadCase) as problem:
                code = f"{type(problem).__name__}{sorted(case.facts.items())}"
                if code not in seen:
                    seen.add(code)
                    yield Flaw("fee_without_amount", ("fee",), said({**_answers(world), **case.facts}))
    except TooMany:
        return


def _answers(world: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in world.items() if name != "facts"}
