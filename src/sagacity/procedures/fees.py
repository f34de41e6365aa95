"""What a case costs: the definition says how to ask, the ledger's tariff answers."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sagacity.kit.logic import api as logic
from sagacity.ledger import api as ledger
from sagacity.procedures import types


def fee_of(
    *,
    definition: types.Definition,
    answers: types.Answers,
    facts: Mapping[str, object],
    on: date,
    shown: frozenset[str] = frozenset(),
) -> ledger.Fee | None:
    """The fee of answers in normal form; None for a procedure that costs nothing.

    `shown` are facts of the tariff whose evidence was seen, such as `status`.

    Raises:
        ledger.NoSuchFee, ledger.NoPrice, ledger.BadCase: no amount is guessed; the lint finds those before.
    """
    if definition.fee is None:
        return None
    case = case_of(rule=definition.fee, answers=answers, facts=facts, on=on, shown=shown)
    return ledger.work_out(case, tariff=ledger.tariff())


def case_of(
    *,
    rule: types.FeeRule,
    answers: types.Answers,
    facts: Mapping[str, object],
    on: date,
    shown: frozenset[str] = frozenset(),
) -> ledger.Case:
    """What the tariff is asked."""
    data = {**answers, "facts": {"today": on.isoformat(), **facts}}
    said = {name: _said(logic.evaluate(one, data)) for name, one in rule.facts.items()}
    return ledger.Case(
        fee=rule.item,
        applied_on=on,
        copies=_count(answers, rule.copies),
        things=_count(answers, rule.things),
        by_post=rule.by_post is not None and logic.holds(rule.by_post, data),
        facts={name: value for name, value in said.items() if value},
        shown=shown,
    )


def _count(answers: types.Answers, question: str) -> int:
    """A number, or how many were ticked or written; one where nothing was answered."""
    value = answers.get(question) if question else None
    if isinstance(value, list | tuple):
        return len(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else 1


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    return str(value) if isinstance(value, str | int) else ""
