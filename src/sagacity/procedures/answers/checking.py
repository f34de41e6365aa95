"""The one judge: what is asked, what the answers are, what is wrong, which papers are needed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sagacity.kit import clock
from sagacity.kit.logic import api as logic
from sagacity.procedures import types
from sagacity.procedures.answers.emptiness import is_empty
from sagacity.procedures.answers.judging import Asked, Judging
from sagacity.procedures.answers.kinds import judge


def check(
    *,
    definition: types.Definition,
    answers: types.Answers,
    facts: Mapping[str, object],
    at: datetime,
    language: str = "ja",
    upto: str = "",
) -> types.Checked:
    """Judge answers; `upto` is the key of the last block to judge, for saving step by step.

    Rules see the answers before them in normal form, and facts; a fact that nobody gave is nothing.
    """
    today = clock.day(at)
    known = {"today": today.isoformat(), **facts}
    judging = Judging(today, language, {"facts": known})
    asked: list[str] = []
    blocks: list[str] = []
    good: list[types.Question] = []
    for block in definition.blocks:
        if logic.holds(block.show_if, judging.data):
            here = [one for one in block.questions if _ask(one, answers, judging, asked, good)]
            if here or not block.questions:
                blocks.append(block.key)
        if block.key == upto:
            break
    _musts(good, judging, asked, is_part=bool(upto))
    why_not = _why_not(definition, judging.data, asked, is_part=bool(upto))
    return types.Checked(
        answers={key: judging.data[key] for key in asked if key in judging.data},
        asked=tuple(asked),
        blocks=tuple(blocks),
        faults=tuple(judging.faults),
        eligible=not why_not,
        why_not=why_not,
        papers=tuple(
            paper.key for paper in definition.papers if logic.holds(paper.required_if, judging.data)
        ),
        notes=tuple(judging.notes),
    )


def visible(
    *, definition: types.Definition, answers: types.Answers, facts: Mapping[str, object], at: datetime
) -> tuple[str, ...]:
    """Keys of the questions that are asked, in order."""
    return check(definition=definition, answers=answers, facts=facts, at=at).asked


def _ask(
    question: types.Question,
    answers: types.Answers,
    judging: Judging,
    asked: list[str],
    good: list[types.Question],
) -> bool:
    if not logic.holds(question.show_if, judging.data):
        return False
    asked.append(question.key)
    before = len(judging.faults)
    answer = judge(Asked(question, judging), answers.get(question.key))
    if answer is not None and not (is_empty(question, answer)):
        judging.data[question.key] = answer
        if len(judging.faults) == before:
            good.append(question)
    return True


def _musts(good: list[types.Question], judging: Judging, asked: list[str], *, is_part: bool) -> None:
    """Conditions over all answers, for answers that are good in themselves."""
    for question in good:
        if question.must is None or (is_part and _looks_ahead(question.must, asked)):
            continue
        if not logic.holds(question.must, judging.data):
            Asked(question, judging).fault_said("not_as_asked", question.say)


def _why_not(
    definition: types.Definition, data: dict[str, Any], asked: list[str], *, is_part: bool
) -> tuple[types.Words, ...]:
    return tuple(
        one.otherwise
        for one in definition.eligible
        if not (is_part and _looks_ahead(one.when, asked)) and not logic.holds(one.when, data)
    )


def _looks_ahead(rule: types.Rule, asked: list[str]) -> bool:
    """Whether a rule asks for an answer that was not judged yet."""
    roots = {name.split(".")[0] for name in logic.variables(rule)}
    return not roots <= {"facts", *asked}
