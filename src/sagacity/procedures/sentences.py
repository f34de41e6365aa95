"""Conditions as sentences that staff read and write: "when answer X is Y"."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sagacity.procedures import types
from sagacity.procedures.types import Kind

SIGNS = {"is": "==", "is_not": "!=", "at_least": ">=", "at_most": "<=", "more": ">", "less": "<"}
NUMBERS = {Kind.NUMBER, Kind.YEN}


@dataclass(frozen=True, slots=True)
class Clause:
    """One part of a condition: an answer or a fact, how it is compared, and with what."""

    name: str  # key of a question, or "facts.age"
    how: str  # of SIGNS, or "has", "has_not", "answered", "not_answered"
    value: Any = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A condition as a list of clauses that must all hold, or of which one is enough."""

    joined: str  # "and" | "or"
    clauses: tuple[Clause, ...]


def sentence_of(rule: types.Rule) -> Sentence | None:
    """The sentence of a rule; None when it says more than sentences can."""
    if rule is None:
        return Sentence("and", ())
    if isinstance(rule, dict) and len(rule) == 1:
        ((name, said),) = rule.items()
        if name in {"and", "or"} and isinstance(said, list):
            clauses = [_clause(one) for one in said]
            return None if None in clauses else Sentence(name, tuple(one for one in clauses if one))
    clause = _clause(rule)
    return Sentence("and", (clause,)) if clause else None


def rule_of(sentence: Sentence) -> types.Rule:
    """The rule of a sentence."""
    rules = [_rule(one) for one in sentence.clauses]
    if not rules:
        return None
    return rules[0] if len(rules) == 1 else {sentence.joined: rules}


def condition_in_words(rule: types.Rule, definition: types.Definition) -> str:
    """A condition as staff read it; what no sentence can say stands as it is written."""
    if rule is None or rule is True:
        return _("いつも")
    if rule is False:
        return _("なし")
    sentence = sentence_of(rule)
    if sentence is None:
        return str(rule)
    words = [_clause_in_words(one, definition) for one in sentence.clauses]
    return (_("、かつ、") if sentence.joined == "and" else _("、または、")).join(words)


def hows() -> dict[str, str]:
    """Ways to compare, in words."""
    return {
        "is": _("が次のとき"),
        "is_not": _("が次でないとき"),
        "at_least": _("が次以上のとき"),
        "at_most": _("が次以下のとき"),
        "more": _("が次より大きいとき"),
        "less": _("が次より小さいとき"),
        "has": _("に次がふくまれるとき"),
        "has_not": _("に次がふくまれないとき"),
        "answered": _("に答えたとき"),
        "not_answered": _("に答えていないとき"),
    }


def facts() -> dict[str, str]:
    """Facts that conditions know, in words."""
    return {
        "facts.age": _("申請する人の年齢"),
        "facts.lives_here": _("市に住んでいる"),
        "facts.channel": _("申請の方法"),
        "facts.level": _("本人確認の強さ"),
        "facts.delegate": _("代理の人"),
        "facts.today": _("今日の日付"),
    }


def _clause_in_words(one: Clause, definition: types.Definition) -> str:
    question = next((each for each in definition.questions() if each.key == one.name), None)
    name = question.label["ja"] if question and question.label else facts().get(one.name, one.name)
    if one.how in {"answered", "not_answered"}:
        return f"「{name}」{hows()[one.how]}"
    labels = {each.key: each.label.get("ja", each.key) for each in question.options} if question else {}
    value = labels.get(one.value, one.value) if isinstance(one.value, str) else one.value
    said = (_("はい") if value else _("いいえ")) if isinstance(value, bool) else value
    return {
        "is": _("「%(name)s」が「%(said)s」のとき"),
        "is_not": _("「%(name)s」が「%(said)s」でないとき"),
        "at_least": _("「%(name)s」が%(said)s以上のとき"),
        "at_most": _("「%(name)s」が%(said)s以下のとき"),
        "more": _("「%(name)s」が%(said)sより大きいとき"),
        "less": _("「%(name)s」が%(said)sより小さいとき"),
        "has": _("「%(name)s」に「%(said)s」がふくまれるとき"),
        "has_not": _("「%(name)s」に「%(said)s」がふくまれないとき"),
    }[one.how] % {"name": name, "said": said}


def _rule(one: Clause) -> types.Rule:
    name = {"var": one.name}
    if one.how in SIGNS:
        return {SIGNS[one.how]: [name, one.value]}
    return {
        "has": {"in": [one.value, name]},
        "has_not": {"!": [{"in": [one.value, name]}]},
        "answered": {"!!": [name]},
        "not_answered": {"!": [name]},
    }[one.how]


def _clause(rule: types.Rule) -> Clause | None:
    if not isinstance(rule, dict) or len(rule) != 1:
        return None
    ((sign, said),) = rule.items()
    given = said if isinstance(said, list) else [said]
    if sign == "var":
        return Clause(str(given[0]), "answered") if len(given) == 1 and isinstance(given[0], str) else None
    if sign in {"!", "!!"} and len(given) == 1:
        return _negated(given[0]) if sign == "!" else _clause(given[0])
    if len(given) != 2:
        return None
    if sign == "in":
        name, value = _name(given[1]), given[0]
        return Clause(name, "has", value) if name and isinstance(value, str) else None
    name = _name(given[0])
    how = next((how for how, one in SIGNS.items() if one == sign), "")
    return Clause(name, how, given[1]) if name and how and _is_plain(given[1]) else None


def _negated(rule: types.Rule) -> Clause | None:
    inner = _clause(rule)
    turned = {"has": "has_not", "answered": "not_answered", "is": "is_not"}
    return Clause(inner.name, turned[inner.how], inner.value) if inner and inner.how in turned else None


def _name(rule: types.Rule) -> str:
    if isinstance(rule, dict) and list(rule) == ["var"] and isinstance(rule["var"], str):
        return rule["var"]
    return ""


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | int | bool)
