"""The answers of a procedure as JSON Schema (2020-12), for other programs."""

from collections.abc import Callable, Mapping
from typing import Any

from sagacity.kit.manifest import in_language
from sagacity.procedures import types
from sagacity.procedures.answers import accounts, choosing, contacts, numbers, tables, texts
from sagacity.procedures.conditions import when_asked
from sagacity.procedures.types import Kind

Schema = dict[str, Any]
DRAFT = "https://json-schema.org/draft/2020-12/schema"
SEEN = f"[^{texts.SELECTORS}\u3099\u309a\u0300-\u036f]"
SHORT = 200  # signs that are counted one by one
JOINED = f"[{texts.SELECTORS}\u3099\u309a\u0300-\u036f]"


def schema_of(*, definition: types.Definition, language: str = "ja") -> Schema:
    """What answers in normal form look like. Whatever `check` finds good fits it.

    A question that is asked always is required; one that is asked on a simple condition is required by
    `if`; the rule itself stands under `x-show-if`, and conditions over several answers under `x-must`.
    """
    questions = definition.questions()
    schema: Schema = {
        "$schema": DRAFT,
        "$id": f"{definition.urn}:{definition.version}",
        "title": in_language(definition.name, language),
        "description": in_language(definition.about, language),
        "type": "object",
        "properties": {one.key: _property(one, language) for one in questions},
        "additionalProperties": False,
    }
    always, sometimes = [], []
    for block in definition.blocks:
        for question in block.questions:
            rules = [rule for rule in (block.show_if, question.show_if) if rule is not None]
            if not question.required:
                continue
            if not rules:
                always.append(question.key)
            elif condition := when_asked(rules, questions):
                sometimes.append({"if": condition, "then": {"required": [question.key]}})
    if always:
        schema["required"] = always
    if sometimes:
        schema["allOf"] = sometimes
    return schema


def _property(question: types.Question, language: str) -> Schema:
    said: Schema = {"title": in_language(question.label, language), **_SHAPES[question.kind](question)}
    if question.hint:
        said["description"] = in_language(question.hint, language)
    for name, rule in (("x-show-if", question.show_if), ("x-must", question.must)):
        if rule is not None:
            said[name] = rule
    said["x-kind"] = question.kind.value
    return said


def _text(question: types.Question) -> Schema:
    """Counted as people count: a variant selector is no sign of its own. Long texts are bounded roughly."""
    least, most = max(question.least or 1, 1), min(question.most or texts.LONGEST, texts.LONGEST)
    if most > SHORT:
        return {"type": "string", "minLength": least, "maxLength": 2 * texts.LONGEST}
    return {"type": "string", "minLength": 1, "pattern": f"^{JOINED}*(?:{SEEN}{JOINED}*){{{least},{most}}}$"}


def _parts(*names: str, needed: tuple[str, ...]) -> Callable[[types.Question], Schema]:
    def made(question: types.Question) -> Schema:
        return {
            "type": "object",
            "properties": {
                name: {"type": "string", **({"minLength": 1} if name in needed else {})} for name in names
            },
            "required": list(names),
            "additionalProperties": False,
        }

    return made


def _number(question: types.Question) -> Schema:
    least = 0 if question.kind is Kind.YEN and question.least is None else question.least
    return {
        "type": "integer",
        "minimum": -numbers.GREATEST if least is None else least,
        "maximum": numbers.GREATEST if question.most is None else question.most,
    }


def _choice(question: types.Question) -> Schema:
    return {"enum": [one.key for one in question.options]}


def _listed(entry: Schema, most: int | None) -> Callable[[types.Question], Schema]:
    def made(question: types.Question) -> Schema:
        shape: Schema = {"type": "array", "items": entry, "uniqueItems": True}
        shape["minItems"] = max(question.least or 0, 1)
        limit = question.most if question.most is not None else most
        return {**shape, "maxItems": limit} if limit is not None else shape

    return made


def _choices(question: types.Question) -> Schema:
    return _listed(_choice(question), None)(question)


def _table(question: types.Question) -> Schema:
    return {
        "type": "array",
        "minItems": max(question.least or 0, 1),
        "maxItems": min(question.most or tables.MOST_ROWS, tables.MOST_ROWS),
        "items": {
            "type": "object",
            "properties": {one.key: _SHAPES[one.kind](one) for one in question.columns},
            "required": [one.key for one in question.columns if one.required and one.show_if is None],
            "additionalProperties": False,
        },
    }


def _account(question: types.Question) -> Schema:
    digits = {
        name: {"type": "string", "pattern": f"^[0-9]{{{count}}}$"}
        for name, (count, _) in accounts.SHAPES.items()
    }
    holder = {"type": "string", "minLength": 1, "maxLength": accounts.LONGEST_HOLDER}
    return {
        "type": "object",
        "properties": {**digits, "kind": {"enum": list(accounts.KINDS)}, "holder": holder},
        "required": ["bank", "branch", "kind", "number", "holder"],
        "additionalProperties": False,
    }


def _fixed(**shape: Any) -> Callable[[types.Question], Schema]:
    return lambda question: dict(shape)


_KEY = {"type": "string", "pattern": r"^[A-Za-z0-9:_.\-]{1,200}$"}
_SHAPES: Mapping[Kind, Callable[[types.Question], Schema]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.NAME: _parts("family", "given", needed=("family",)),
    Kind.KANA: _parts("family", "given", needed=("family",)),
    Kind.DATE: _fixed(type="string", format="date"),
    Kind.NUMBER: _number,
    Kind.YEN: _number,
    Kind.YES_NO: _fixed(type="boolean"),
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.PHONE: _fixed(type="string", pattern=r"^0[0-9-]{8,14}$"),
    Kind.MAIL: _fixed(type="string", format="email", maxLength=254),
    Kind.POSTCODE: _fixed(type="string", pattern=r"^[0-9]{3}-[0-9]{4}$"),
    Kind.ADDRESS: _parts(*contacts.PARTS, needed=("town",)),
    Kind.BANK_ACCOUNT: _account,
    Kind.PLACE: _fixed(type="string", pattern=r"^urn:ngsi-ld:"),
    Kind.FILE: _listed(_KEY, choosing.MOST_FILES),
    Kind.SIGNATURE: _fixed(**_KEY),
    Kind.HOUSEHOLD: _listed(_KEY, None),
    Kind.TABLE: _table,
    Kind.CONSENT: _fixed(const=True),
}
