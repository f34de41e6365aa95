"""Several procedures as one sheet: what they share is asked once, all else under its own heading. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sagacity.procedures.api import Block, Definition, Kind, Option, Question, Rule, Sort, Words
from sagacity.procedures.visits import types
from sagacity.procedures.visits.once import Once

SHEET = "sheet"
SHARED: Words = {
    "ja": "共通の質問", "ja-easy": "はじめに 聞〈き〉くこと", "en": "Asked once for all",
    "zh-hans": "共同问题", "ko": "공통 질문", "vi": "Câu hỏi chung",
}  # fmt: skip
INNER = frozenset({"map", "filter", "all", "some", "none"})  # what stands second is about one row
SIGNED_ONCE = frozenset({Kind.SIGNATURE})


def fits(definition: Definition) -> bool:
    """Whether a procedure can be done on a sheet: files are taken in at the desk for cases."""
    return not any(one.kind is Kind.FILE and one.required for one in definition.questions())


def compose(*, definitions: Sequence[Definition], once: Once) -> types.Composed:
    """One definition of one block, with the questions of all in their order.

    Of a question that several ask the first wording stands; it is asked when one of them asks it, and must
    fulfil what each of them demands.
    """
    places = {one.key: _places(one, once) for one in definitions}
    asked: dict[str, list[Question]] = {}
    homes: dict[str, tuple[str, Block]] = {}
    for definition in definitions:
        own = places[definition.key]
        for block in definition.blocks:
            for question in block.questions:
                if question.key in own:
                    key = own[question.key]
                    asked.setdefault(key, []).append(_moved(question, key, block, own))
                    homes.setdefault(key, (definition.key, block))
    follows = {place_of(places, carry.target)[0] for carry in once.carries if carry.origin}
    shared = [
        key
        for key, questions in asked.items()
        if (len(questions) > 1 or key.startswith(f"{Once.PREFIX}__")) and key not in follows
    ]
    names = {one.key: one.name for one in definitions}
    groups = [types.Group("", SHARED, tuple(shared))] if shared else []
    for (procedure, block_key), keys in _grouped(homes, set(shared)).items():
        block = next(one for home, one in homes.values() if home == procedure and one.key == block_key)
        title = {code: f"{names[procedure].get(code, names[procedure]['ja'])}：{words}"
                 for code, words in block.title.items()}  # fmt: skip
        groups.append(types.Group(procedure, title, tuple(keys)))
    order = [key for group in groups for key in group.questions]
    block = Block(key=SHEET, title=SHARED, questions=tuple(_one_of(asked[key]) for key in order))
    return types.Composed(
        Definition(
            key="visit",
            version="1",
            sort=Sort.FILING,
            name=SHARED,
            about=SHARED,
            division="",
            blocks=(block,),
        ),
        tuple(groups),
        places,
    )


def place_of(places: Mapping[str, Mapping[str, str]], name: str) -> tuple[str, str]:
    """The question of the sheet behind "procedure.question.column", and the column; "" where nobody asks."""
    procedure, _, rest = name.partition(".")
    question, _, column = rest.partition(".")
    if procedure == Once.PREFIX:
        key = f"{Once.PREFIX}__{question}"
        return (key if any(key in own.values() for own in places.values()) else ""), column
    return places.get(procedure, {}).get(question, ""), column


def _places(definition: Definition, once: Once) -> dict[str, str]:
    return {
        question.key: once.name_of(definition.key, question)
        for question in definition.questions()
        if question.kind not in SIGNED_ONCE and question.kind is not Kind.FILE
    }


def _grouped(homes: Mapping[str, tuple[str, Block]], shared: set[str]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for key, (procedure, block) in homes.items():
        if key not in shared:
            found.setdefault((procedure, block.key), []).append(key)
    return found


def _moved(question: Question, key: str, block: Block, own: Mapping[str, str]) -> Question:
    """A question under its name on the sheet; conditions of its block have become its own."""
    rules = [moved(rule, own) for rule in (block.show_if, question.show_if) if rule is not None]
    return replace(
        question,
        key=key,
        show_if=_joined("and", rules),
        must=moved(question.must, own),
        options=tuple(_moved_option(one, own) for one in question.options),
    )


def _moved_option(option: Option, own: Mapping[str, str]) -> Option:
    return replace(option, show_if=moved(option.show_if, own))


def _one_of(questions: Sequence[Question]) -> Question:
    """What several procedures ask, as one question."""
    first = questions[0]
    shown = [one.show_if for one in questions]
    return replace(
        first,
        required=any(one.required for one in questions),
        hint=next((one.hint for one in questions if one.hint), first.hint),
        say=next((one.say for one in questions if one.say), first.say),
        show_if=None if None in shown else _joined("or", shown),
        must=_joined("and", [one.must for one in questions if one.must is not None]),
        is_sensitive=any(one.is_sensitive for one in questions),
    )


def _joined(word: str, rules: Iterable[Rule]) -> Rule:
    found: list[Rule] = []
    for rule in rules:
        if rule not in found:
            found.append(rule)
    if not found:
        return None
    return found[0] if len(found) == 1 else {word: found}


def moved(rule: Any, own: Mapping[str, str]) -> Any:
    """A condition about questions of one procedure, as one about those of the sheet."""
    if isinstance(rule, list):
        return [moved(one, own) for one in rule]
    if not isinstance(rule, dict):
        return rule
    found: dict[str, Any] = {}
    for name, said in rule.items():
        if name == "var":
            found[name] = _named(said, own)
        elif name == "missing":
            found[name] = [_head(one, own) for one in said] if isinstance(said, list) else _head(said, own)
        elif name in INNER and isinstance(said, list) and said:
            found[name] = [moved(said[0], own), *said[1:]]
        else:
            found[name] = moved(said, own)
    return found


def _named(said: Any, own: Mapping[str, str]) -> Any:
    if isinstance(said, list) and said:
        return [_head(said[0], own), *said[1:]]
    return _head(said, own)


def _head(name: Any, own: Mapping[str, str]) -> Any:
    if not isinstance(name, str):
        return name
    first, dot, rest = name.partition(".")
    return f"{own.get(first, first)}{dot}{rest}"
