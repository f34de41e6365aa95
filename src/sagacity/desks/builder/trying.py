"""Sample answers and what they lead to; and screens as residents see them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.http import QueryDict

from sagacity.kit import clock
from sagacity.kit.manifest import in_language
from sagacity.ledger import api as ledger
from sagacity.procedures import api as procedures
from sagacity.procedures.api import Kind
from sagacity.procedures.forms import api as forms

NOBODY = "sample"
HANDED_IN = {Kind.FILE, Kind.SIGNATURE}  # what cannot be sent from here counts as sent


@dataclass(frozen=True, slots=True)
class Screen:
    """One block, drawn by the fields of `forms`; beside each question its condition in words."""

    view: forms.BlockView
    condition: str
    asked: tuple[tuple[forms.FieldView, str], ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What sample answers lead to."""

    checked: procedures.Checked
    asked: tuple[str, ...]
    hidden: tuple[str, ...]
    why_not: tuple[str, ...]
    papers: tuple[str, ...]
    fee: str
    yen: int | None
    deadline: date | None
    stages: tuple[tuple[str, str, datetime], ...]


def screens(
    definition: procedures.Definition,
    language: str,
    answers: Mapping[str, Any] | None = None,
    *,
    facts: Mapping[str, Any] | None = None,
    at: datetime,
) -> list[Screen]:
    """Every block as residents get it, also what is asked of some alone."""
    standing = forms.loose_standing(
        definition=definition,
        answers=answers or {},
        facts=facts or facts_of(None),
        members=_members(),
        language=language,
        at=at,
    )
    every = replace(standing, blocks=tuple(one.key for one in definition.blocks))
    return [_screen(block, every, language) for block in definition.blocks]


def typed(definition: procedures.Definition, post: QueryDict) -> dict[str, Any]:
    """What was written into the fields; a row more or less in a table when that was pressed."""
    sent = {one.key: [NOBODY] for one in definition.questions() if one.kind in HANDED_IN}
    found: dict[str, Any] = {}
    for block in definition.blocks:
        answers = forms.typed(block=block, post=post, before=sent, members=_members())
        forms.typed_row_act(block=block, do=post.get("do", ""), answers=answers)
        found |= answers
    return found


def _screen(block: procedures.Block, standing: forms.Standing, language: str) -> Screen:
    view = forms.block_view(standing=standing, block=block.key, language=language)
    rules = {one.key: one.show_if for one in block.questions}
    return Screen(
        view,
        _condition(block.show_if, standing.definition),
        tuple(
            (replace(one, is_shown=True, rule=""), _condition(rules[one.key], standing.definition))
            for one in view.fields
        ),
    )


def _members() -> tuple[forms.Member, ...]:
    return (forms.Member(ref="sample-1", key="sample-1", name="", relation="self"),)


def facts_of(post: Any) -> dict[str, Any]:
    said = post or {}
    age = said.get("facts.age", "35")
    return {
        "age": int(age) if str(age).isdigit() else None,
        "lives_here": said.get("facts.lives_here", "yes") == "yes",
        "channel": said.get("facts.channel", "app"),
        "level": 3,
        "delegate": False,
    }


def tried(
    definition: procedures.Definition, answers: Mapping[str, Any], facts: Mapping[str, Any], *, at: datetime
) -> Result:
    checked = procedures.check(definition=definition, answers=answers, facts=facts, at=at)
    labels = {one.key: in_language(one.label, "ja") for one in definition.questions()}
    papers = {one.key: in_language(one.label, "ja") for one in definition.papers}
    fee, yen = _fee(definition, checked, facts, at)
    return Result(
        checked=checked,
        asked=tuple(labels[key] for key in checked.asked),
        hidden=tuple(label for key, label in labels.items() if key not in checked.asked),
        why_not=tuple(in_language(words, "ja") for words in checked.why_not),
        papers=tuple(papers[key] for key in checked.papers),
        fee=fee,
        yen=yen,
        deadline=procedures.filing_deadline(definition=definition, answers=checked.answers),
        stages=_stages(definition, at),
    )


def _fee(
    definition: procedures.Definition, checked: procedures.Checked, facts: Mapping[str, Any], at: datetime
) -> tuple[str, int | None]:
    try:
        fee = procedures.fee_of(definition=definition, answers=checked.answers, facts=facts, on=clock.day(at))
    except (ledger.NoSuchFee, ledger.NoPrice, ledger.BadCase, ledger.BrokenTariff):
        return "", -1
    return (ledger.explain(fee), fee.amount) if fee else ("", None)


def _stages(definition: procedures.Definition, at: datetime) -> tuple[tuple[str, str, datetime], ...]:
    found, since = [], at
    for stage in definition.stages:
        since = procedures.due(since=since, days=stage.days)
        found.append((in_language(stage.name, "ja"), stage.division, since))
    return tuple(found)


def _condition(rule: procedures.Rule, definition: procedures.Definition) -> str:
    return procedures.condition_in_words(rule, definition) if rule is not None else ""
