"""Conditions on a page: clauses chosen from lists, and what was chosen made a rule again."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sagacity.procedures import api as procedures
from sagacity.procedures.api import Kind

BLANK_ROWS = 2
MOST_ROWS = 12
WHOLE = {Kind.NUMBER, Kind.YEN}
YES = {"はい", "true", "yes"}
NO = {"いいえ", "false", "no"}


class NotACondition(ValueError):
    """It says in words what to put right."""


@dataclass(frozen=True, slots=True)
class Row:
    """One clause as the page shows it."""

    name: str = ""
    how: str = "is"
    value: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A condition as the page shows it."""

    joined: str
    rows: tuple[Row, ...]
    kept: str = ""  # a rule that no sentence can say, as it is written


def shown(rule: procedures.Rule, definition: procedures.Definition) -> Shown:
    sentence = procedures.sentence_of(rule)
    if sentence is None:
        return Shown("and", (Row(),) * BLANK_ROWS, kept=str(rule))
    rows = [Row(one.name, one.how, _written(one, definition)) for one in sentence.clauses]
    return Shown(sentence.joined, (*rows, *(Row(),) * BLANK_ROWS))


def sent(prefix: str, post: Mapping[str, str]) -> Shown:
    """What was chosen, to be shown again."""
    rows = [
        Row(
            post.get(f"{prefix}.{number}.name", ""),
            post.get(f"{prefix}.{number}.how", "is"),
            post.get(f"{prefix}.{number}.value", "").strip(),
        )
        for number in range(MOST_ROWS)
        if f"{prefix}.{number}.name" in post
    ]
    joined = "or" if post.get(f"{prefix}.joined") == "or" else "and"
    return Shown(joined, tuple(rows), post.get(f"{prefix}.kept", ""))


def rule_of(chosen: Shown, definition: procedures.Definition, before: procedures.Rule) -> procedures.Rule:
    """The rule of what was chosen; a rule that no sentence can say stays until clauses replace it.

    Raises:
        NotACondition: a clause compares with nothing, or with what the answer can never be.
    """
    clauses = tuple(_clause(row, definition) for row in chosen.rows if row.name)
    if not clauses and chosen.kept:
        return before
    return procedures.rule_of(procedures.Sentence(chosen.joined, clauses))


def _clause(row: Row, definition: procedures.Definition) -> procedures.Clause:
    if row.how in {"answered", "not_answered"}:
        return procedures.Clause(row.name, row.how)
    if not row.value:
        raise NotACondition(_("条件で、くらべる答えが空いています。書いてください。"))
    return procedures.Clause(row.name, row.how, _value(row, definition))


def _value(row: Row, definition: procedures.Definition) -> str | int | bool:
    question = next((one for one in definition.questions() if one.key == row.name), None)
    kind = question.kind if question else None
    if kind in WHOLE or row.name in {"facts.age", "facts.level"}:
        if not row.value.lstrip("-").isdigit():
            raise NotACondition(
                _("条件の「%(value)s」は数ではありません。数字で書いてください。") % {"value": row.value}
            )
        return int(row.value)
    if kind in {Kind.YES_NO, Kind.CONSENT} or row.name in {"facts.lives_here", "facts.delegate"}:
        if row.value.lower() not in YES | NO:
            raise NotACondition(_("条件の答えは「はい」か「いいえ」で書いてください。"))
        return row.value.lower() in YES
    for option in question.options if question else ():
        if row.value in {option.key, *option.label.values()}:
            return option.key
    if question and question.options:
        known = "、".join(one.label.get("ja", one.key) for one in question.options)
        said = {"value": row.value, "known": known}
        raise NotACondition(
            _("「%(value)s」という選択肢はありません。次から選んでください: %(known)s") % said
        )
    return row.value


def _written(one: procedures.Clause, definition: procedures.Definition) -> str:
    if isinstance(one.value, bool):
        return "はい" if one.value else "いいえ"
    question = next((each for each in definition.questions() if each.key == one.name), None)
    for option in question.options if question else ():
        if option.key == one.value:
            return option.label.get("ja", option.key)
    return str(one.value)
