"""The one judge: answers of a household become its list. Pure, the same for phone and counter."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from sagacity.kit import clock
from sagacity.kit.logic import api as logic
from sagacity.kit.money import Yen
from sagacity.ledger import api as ledger
from sagacity.procedures import api as procedures
from sagacity.procedures.guide import limits, types


def judge(
    *,
    guide: types.Guide,
    event: types.Event,
    answers: procedures.Answers,
    at: datetime,
    is_open: Callable[[date], bool],
    tariff: ledger.Tariff,
    language: str = "ja",
) -> types.Answer:
    """What a household has to do; also for answers that are not complete, as far as they go.

    Minutes and yen are sums of the steps; `is_open` says on which days offices work.
    """
    checked = procedures.check(
        definition=event.definition, answers=answers, facts={}, at=at, language=language
    )
    data = {**checked.answers, "facts": {"today": clock.day(at).isoformat()}}
    steps = tuple(
        _step(guide, rule, data, clock.day(at), is_open, tariff)
        for rule in event.rules
        if logic.holds(rule.when, data)
    )
    return types.Answer(
        event=event.key,
        checked=checked,
        steps=steps,
        papers=tuple(_papers(guide, event, steps, data)),
        desks=tuple(_visits(guide, steps)),
        minutes=sum(step.minutes for step in steps),
        yen=Yen(sum(step.yen or 0 for step in steps)),
        asks_fee=any(step.yen is None for step in steps),
    )


def _step(
    guide: types.Guide,
    rule: types.GuideRule,
    data: dict[str, Any],
    on: date,
    is_open: Callable[[date], bool],
    tariff: ledger.Tariff,
) -> types.Step:
    task = guide.tasks[rule.task]
    return types.Step(
        rule=rule.key,
        task=task,
        desk=guide.desks[task.desk],
        why=rule.why,
        law="、".join(dict.fromkeys(one for one in (task.law, rule.law) if one)),
        minutes=task.minutes * (_number(data.get(rule.minutes_each)) if rule.minutes_each else 1),
        until=_until(rule.limit, data, is_open),
        yen=_yen(rule, data, on, tariff),
        papers=tuple(dict.fromkeys(one.paper for one in rule.brings if logic.holds(one.when, data))),
    )


def _until(limit: types.Limit | None, data: dict[str, Any], is_open: Callable[[date], bool]) -> date | None:
    said = data.get(limit.counted_from) if limit else None
    if limit is None or not isinstance(said, str):
        return None
    return limits.last_day(limit=limit, begins=date.fromisoformat(said), is_open=is_open)


def _yen(rule: types.GuideRule, data: dict[str, Any], on: date, tariff: ledger.Tariff) -> Yen | None:
    """What it costs; None when it costs something that nobody wrote down."""
    if (rule.fee is None and not rule.fee_is_asked) or not logic.holds(rule.fee_when, data):
        return Yen(0)
    if rule.fee is None:
        return None
    said = {name: _said(logic.evaluate(one, data)) for name, one in rule.fee.facts.items()}
    case = ledger.Case(
        fee=rule.fee.item,
        applied_on=on,
        copies=_number(data.get(rule.fee.copies)) if rule.fee.copies else 1,
        things=_number(data.get(rule.fee.things)) if rule.fee.things else 1,
        facts={name: value for name, value in said.items() if value},
    )
    try:
        return ledger.work_out(case, tariff=tariff).amount
    except (ledger.NoSuchFee, ledger.NoPrice, ledger.BadCase):
        return None  # check-city names the rule; a resident is told to ask, never a guess


def _number(value: Any) -> int:
    if isinstance(value, list | tuple):
        return max(1, len(value))
    return max(1, value) if isinstance(value, int) and not isinstance(value, bool) else 1


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    return str(value) if isinstance(value, str | int) else ""


def _papers(
    guide: types.Guide, event: types.Event, steps: tuple[types.Step, ...], data: dict[str, Any]
) -> Iterator[types.Needed]:
    """Each paper once, in the order in which it is first wanted."""
    by_key = {rule.key: rule for rule in event.rules}
    for paper in dict.fromkeys(one for step in steps for one in step.papers):
        wanting = [step.rule for step in steps if paper in step.papers]
        whys = [
            bring.why
            for rule in wanting
            for bring in by_key[rule].brings
            if bring.paper == paper and bring.why and logic.holds(bring.when, data)
        ]
        once = {one["ja"]: one for one in whys}
        yield types.Needed(guide.papers[paper], tuple(wanting), tuple(once.values()))


def _visits(guide: types.Guide, steps: tuple[types.Step, ...]) -> Iterator[types.Visit]:
    for desk in dict.fromkeys(step.desk.key for step in steps):
        here = [step for step in steps if step.desk.key == desk]
        yield types.Visit(
            guide.desks[desk], sum(step.minutes for step in here), tuple(step.rule for step in here)
        )
