"""A form made of a thing, and a thing made of a form; what cannot be taken is said part by part."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from sagacity.desks.builder import choices, conditions
from sagacity.desks.builder.parts import PARTS, Part
from sagacity.kit.city import api as city
from sagacity.procedures import api as procedures

_KEYS = {
    "key": re.compile(r"[a-z][a-z0-9_]{0,59}"),
    "option_key": re.compile(r"[a-z0-9][a-z0-9_]{0,59}"),
}
OUTCOME_FACTS = ("name", "birth_date", "address", "number")


class NotTaken(ValueError):
    """In words, what to put right."""


@dataclass(frozen=True, slots=True)
class Field:
    """One part as the page draws it."""

    part: Part
    label: str
    value: Any
    choices: choices.Choices
    fault: str = ""

    @property
    def name(self) -> str:
        return self.part.name

    @property
    def how(self) -> str:
        return self.part.how


def fields(
    kind: str,
    thing: Any,
    definition: procedures.Definition,
    post: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
) -> list[Field]:
    """The parts of a thing, with what stands or what was sent."""
    labels = procedures.part_labels()
    return [
        Field(
            part=one,
            label=labels.get(one.name, one.name),
            value=_shown(one, getattr(thing, one.name), definition, post),
            choices=choices.of(one.choices, definition) if one.choices else [],
            fault=(faults or {}).get(one.name, ""),
        )
        for one in PARTS[kind]
    ]


def made(
    kind: str, thing: Any, definition: procedures.Definition, post: Mapping[str, str]
) -> tuple[Any, dict[str, str]]:
    """The thing as it was sent, and the faults of parts that could not be taken; those stay as they were."""
    found: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for one in PARTS[kind]:
        try:
            found[one.name] = _read(one, getattr(thing, one.name), definition, post)
        except (NotTaken, conditions.NotACondition) as problem:
            faults[one.name] = str(problem)
    return replace(thing, **found), faults


def _shown(part: Part, value: Any, definition: procedures.Definition, post: Mapping[str, str] | None) -> Any:
    if part.how in {"words", "long_words"}:
        said = {
            one: post.get(f"{part.name}.{one}", "") if post else value.get(one, "")
            for one in city.LANGUAGE_NAMES
        }
        return list(said.items())
    if part.how == "rule":
        return conditions.sent(part.name, post) if post else conditions.shown(_as_rule(value), definition)
    if part.how == "facts":
        return _facts_shown(value, definition, post)
    if post is not None:
        return post.get(part.name, "") if part.how != "flag" else part.name in post
    if part.how == "list":
        return "、".join(value)
    if part.how == "value":
        return value["var"] if _is_var(value) else ""
    if isinstance(value, StrEnum):
        return value.value
    return value if isinstance(value, bool) else "" if value is None else str(value)


def _read(part: Part, before: Any, definition: procedures.Definition, post: Mapping[str, str]) -> Any:
    if part.how in {"words", "long_words"}:
        return _words(part, post)
    if part.how == "rule":
        rule = conditions.rule_of(conditions.sent(part.name, post), definition, before)
        return _otherwise(part, rule, before)
    if part.how == "facts":
        return _facts(before, definition, post)
    said = post.get(part.name, "").strip()
    if part.how == "flag":
        return part.name in post
    if part.how == "whole":
        return _whole(part, said)
    if part.how in _KEYS:
        return _key(part.how, said, before)
    if part.how == "list":
        return tuple(one for one in re.split(r"[、,，\s]+", said) if one)
    if part.how == "value":
        return {"var": said} if said else before
    if part.how in {"choice", "pick"}:
        return _chosen(part, said, before, definition)
    if part.needed and not said:
        raise NotTaken(_("空いています。書いてください。"))
    return said


def _words(part: Part, post: Mapping[str, str]) -> dict[str, str]:
    found = {
        one: post.get(f"{part.name}.{one}", "").strip().replace("\r\n", "\n") for one in city.LANGUAGE_NAMES
    }
    found = {one: text for one, text in found.items() if text}
    if found and not found.get("ja"):
        raise NotTaken(_("日本語が空いています。日本語は必ず書いてください。"))
    if part.needed and not found:
        raise NotTaken(_("空いています。書いてください。"))
    return found


def _otherwise(part: Part, rule: procedures.Rule, before: Any) -> Any:
    """No condition means always, for a paper; never, for sending by post."""
    if rule is None:
        return {"required_if": before if isinstance(before, bool) else True, "by_post": False}.get(part.name)
    return rule


def _as_rule(value: Any) -> Any:
    return None if isinstance(value, bool) else value


def _whole(part: Part, said: str) -> int | None:
    if not said:
        if part.needed:
            raise NotTaken(_("空いています。数字で書いてください。"))
        return None
    if not said.lstrip("-").isdigit() or len(said) > 12:
        raise NotTaken(_("数字で書いてください。例: 10"))
    return int(said)


def _key(how: str, said: str, before: str) -> str:
    if not said:
        return before
    if _KEYS[how].fullmatch(said) is None:
        raise NotTaken(_("小文字の英字で始め、英小文字・数字・「_」だけで書いてください。"))
    return said


def _chosen(part: Part, said: str, before: Any, definition: procedures.Definition) -> Any:
    if part.needed and not said:
        raise NotTaken(_("一覧から選んでください。"))
    if said not in {value for value, _label in choices.of(part.choices, definition)}:
        if said == str(before):
            return before
        raise NotTaken(_("一覧から選んでください。"))
    if isinstance(before, StrEnum):
        return type(before)(said)
    return int(said) if isinstance(before, int) else said


def _is_var(value: Any) -> bool:
    return isinstance(value, dict) and list(value) == ["var"] and isinstance(value["var"], str)


def _facts_shown(
    value: Mapping[str, Any], definition: procedures.Definition, post: Mapping[str, str] | None
) -> list[dict[str, str]]:
    """Facts of the tariff: an answer itself, or a value when a clause holds."""
    if post is not None:
        return [
            {each: post.get(f"facts.{number}.{each}", "") for each in ("fact", "value", "name", "how", "to")}
            for number in range(conditions.MOST_ROWS)
            if f"facts.{number}.fact" in post
        ]
    rows = []
    for fact, rule in value.items():
        if _is_var(rule):
            rows.append({"fact": fact, "value": "", "name": rule["var"], "how": "", "to": ""})
            continue
        clause, said = _when(rule)
        row = conditions.shown(clause, definition).rows[0] if said else conditions.Row()
        rows.append({"fact": fact, "value": said or "", "name": row.name, "how": row.how, "to": row.value})
    return [*rows, {"fact": "", "value": "", "name": "", "how": "is", "to": ""}]


def _when(rule: Any) -> tuple[Any, str]:
    """`if` with one clause, a value and nothing else."""
    if isinstance(rule, dict) and list(rule) == ["if"] and len(rule["if"]) == 3 and rule["if"][2] == "":
        clause, said, _rest = rule["if"]
        sentence = procedures.sentence_of(clause)
        if sentence and len(sentence.clauses) == 1 and isinstance(said, str):
            return clause, said
    return None, ""


def _facts(
    before: Mapping[str, Any], definition: procedures.Definition, post: Mapping[str, str]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row in _facts_shown(before, definition, post):
        fact = row["fact"].strip()
        if not fact:
            continue
        if not row["name"]:
            if fact in before:
                found[fact] = before[fact]  # more than a row can say
            continue
        if not row["value"].strip():
            found[fact] = {"var": row["name"]}
            continue
        chosen = conditions.Shown(
            "and", (conditions.Row(row["name"], row["how"] or "is", row["to"].strip()),)
        )
        found[fact] = {"if": [conditions.rule_of(chosen, definition, None), row["value"].strip(), ""]}
    return found
