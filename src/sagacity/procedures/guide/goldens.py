"""Golden households: what has to come out, what comes out, and what no household touches."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sagacity.kit import clock
from sagacity.ledger import api as ledger
from sagacity.procedures import api as procedures
from sagacity.procedures.guide import judging, types
from sagacity.procedures.guide.limits import IsOpen


@dataclass(frozen=True, slots=True)
class Ground:
    """What a pack judges by."""

    guide: types.Guide
    tariff: ledger.Tariff
    is_open: IsOpen


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that comes out otherwise than a household says."""

    household: types.Household
    part: str  # "answers", "steps", "papers", "desks", "minutes", "yen", "asks_fee"
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What no golden household of an event touches."""

    event: str
    households: int
    rules_never_fired: tuple[str, ...]
    papers_never_wanted: tuple[tuple[str, str], ...]  # rule, paper
    idle_questions: tuple[str, ...]  # no other answer to them changes anything for any household


def differences(*, ground: Ground, households: Iterable[types.Household]) -> list[Difference]:
    """Everything that the rules say otherwise than the golden households."""
    return [
        one
        for household in households
        if household.event in ground.guide.events
        for one in _compared(household, _answer(ground, household, household.answers))
    ]


def coverage(*, ground: Ground, households: Iterable[types.Household]) -> list[Coverage]:
    """Event by event: rules that never fired, papers never wanted, questions that change nothing."""
    by_event: dict[str, list[types.Household]] = {key: [] for key in ground.guide.events}
    for one in households:
        by_event.setdefault(one.event, []).append(one)
    return [_coverage(ground, event, by_event[event.key]) for event in ground.guide.events.values()]


def _answer(ground: Ground, household: types.Household, answers: procedures.Answers) -> types.Answer:
    return judging.judge(
        guide=ground.guide,
        event=ground.guide.events[household.event],
        answers=answers,
        at=_noon(household.on),
        is_open=ground.is_open,
        tariff=ground.tariff,
    )


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=clock.JAPAN)


def _compared(household: types.Household, answer: types.Answer) -> Iterator[Difference]:
    if answer.checked.faults:
        said = ", ".join(f"{one.question}: {one.code}" for one in answer.checked.faults)
        yield Difference(household, "answers", "-", said)
    pairs: dict[str, tuple[Any, Any]] = {
        "steps": (_steps(household.steps), _steps({one.rule: one.until for one in answer.steps})),
        "papers": (", ".join(household.papers), ", ".join(one.paper.key for one in answer.papers)),
        "desks": (", ".join(household.desks), ", ".join(one.desk.key for one in answer.desks)),
        "minutes": (household.minutes, answer.minutes),
        "yen": (household.yen, answer.yen),
        "asks_fee": (household.asks_fee, answer.asks_fee),
    }
    for part, (expected, found) in pairs.items():
        if expected != found:
            yield Difference(household, part, str(expected), str(found))


def _steps(steps: Mapping[str, date | None]) -> str:
    return ", ".join(f"{key} {until or '-'}" for key, until in steps.items())


def _coverage(ground: Ground, event: types.Event, households: list[types.Household]) -> Coverage:
    answers = [_answer(ground, one, one.answers) for one in households]
    fired = {step.rule for answer in answers for step in answer.steps}
    wanted = {(step.rule, paper) for answer in answers for step in answer.steps for paper in step.papers}
    pairs = zip(households, answers, strict=True)
    moving = {
        question.key
        for household, answer in pairs
        for question in event.definition.questions()
        if question.key in answer.checked.asked and _matters(ground, household, answer, question)
    }
    return Coverage(
        event=event.key,
        households=len(households),
        rules_never_fired=tuple(one.key for one in event.rules if one.key not in fired),
        papers_never_wanted=tuple(
            (rule.key, bring.paper)
            for rule in event.rules
            for bring in rule.brings
            if (rule.key, bring.paper) not in wanted and rule.key in fired
        ),
        idle_questions=tuple(one.key for one in event.definition.questions() if one.key not in moving),
    )


def _matters(
    ground: Ground, household: types.Household, answer: types.Answer, question: procedures.Question
) -> bool:
    """Whether another answer to this one question gives another list."""
    for other in _others(question, household.answers.get(question.key)):
        changed = _answer(ground, household, {**household.answers, question.key: other})
        if (changed.steps, changed.papers) != (answer.steps, answer.papers):
            return True
    return False


def _others(question: procedures.Question, now: Any) -> list[Any]:
    if question.kind is procedures.Kind.YES_NO:
        return [True, False]
    if question.kind is procedures.Kind.CHOICE:
        return [one.key for one in question.options]
    if question.kind is procedures.Kind.CHOICES:
        ticked = now if isinstance(now, list) else []
        return [
            [],
            *([*ticked, one.key] for one in question.options),
            *([one.key] for one in question.options),
        ]
    if question.kind is procedures.Kind.NUMBER:
        return [0, 1, 2, 5]
    if question.kind is procedures.Kind.DATE and isinstance(now, str):
        day = date.fromisoformat(now)
        return [(day + timedelta(ahead)).isoformat() for ahead in (-40, -9, 9, 40)]
    if question.kind is procedures.Kind.TABLE:
        column = question.columns[0]
        return [[], *([{column.key: one.key}] for one in column.options)]
    return []
