"""Every condition of a definition, with its place and with what stands before it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from sagacity.kit.logic import api as logic
from sagacity.procedures import types
from sagacity.procedures.faults import Path

FACTS = ("age", "lives_here", "channel", "level", "today", "delegate")


@dataclass(frozen=True, slots=True)
class Spot:
    """One condition: what it is for, where it stands, and up to which question it may look."""

    purpose: str  # "show" | "option" | "must" | "eligible" | "paper" | "skip" | "fee" | "outcome" | "column"
    rule: types.Rule
    path: Path
    before: int  # questions with a smaller place are known to it
    question: str = ""  # key of the question it belongs to


@dataclass(frozen=True, slots=True)
class Placed:
    """One question, with its place in the file, its number in order, and its block."""

    question: types.Question
    block: types.Block
    path: Path
    number: int
    block_starts: int  # number of the block's first question

    @property
    def rules(self) -> tuple[types.Rule, ...]:
        return tuple(one for one in (self.block.show_if, self.question.show_if) if one is not None)


class Plan:
    """A definition, laid out for looking at it."""

    def __init__(self, definition: types.Definition) -> None:
        self.definition = definition
        self.placed = tuple(_placed(definition))

    @cached_property
    def by_key(self) -> dict[str, Placed]:
        return {one.question.key: one for one in reversed(self.placed)}

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        return tuple(one for one in self._spots() if one.rule is not None)

    def _spots(self) -> Iterator[Spot]:
        definition, last = self.definition, len(self.placed)
        number = 0
        for place, block in enumerate(definition.blocks):
            yield Spot("show", block.show_if, ("block", place, "show_if"), number)
            number += len(block.questions)
        for one in self.placed:
            yield from _of_question(one, last)
        for place, eligible in enumerate(definition.eligible):
            yield Spot("eligible", eligible.when, ("eligible", place, "when"), last)
        for place, paper in enumerate(definition.papers):
            yield Spot("paper", paper.required_if, ("paper", place, "required_if"), last)
        for place, stage in enumerate(definition.stages):
            yield Spot("skip", stage.skip_if, ("stage", place, "skip_if"), last)
        if definition.fee:
            for name, rule in definition.fee.facts.items():
                yield Spot("fee", rule, ("fee", "facts", name), last)
            yield Spot("fee", definition.fee.by_post, ("fee", "by_post"), last)
        for place, line in enumerate(definition.outcome.lines):
            yield Spot("outcome", line.value, ("outcome", "line", place, "value"), last)


def roots(rule: types.Rule) -> frozenset[str]:
    """Keys of the answers that a rule asks for."""
    return frozenset(name.split(".")[0] for name in logic.variables(rule)) - {"facts"}


def facts(rule: types.Rule) -> frozenset[str]:
    """Names of the facts that a rule asks for."""
    return frozenset(name.split(".")[1] for name in logic.variables(rule) if name.startswith("facts."))


def _placed(definition: types.Definition) -> Iterator[Placed]:
    number = 0
    for place, block in enumerate(definition.blocks):
        starts = number
        for inner, question in enumerate(block.questions):
            yield Placed(question, block, ("block", place, "question", inner), number, starts)
            number += 1


def _of_question(one: Placed, last: int) -> Iterator[Spot]:
    question, key = one.question, one.question.key
    yield Spot("show", question.show_if, (*one.path, "show_if"), one.number, key)
    for place, option in enumerate(question.options):
        yield Spot("option", option.show_if, (*one.path, "option", place, "show_if"), one.number, key)
    yield Spot("must", question.must, (*one.path, "must"), last, key)
    for place, column in enumerate(question.columns):
        yield Spot("column", column.show_if, (*one.path, "column", place, "show_if"), one.number, key)
