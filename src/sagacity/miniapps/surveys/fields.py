"""Questions of a survey on a page: what was typed, and how a question is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from sagacity.kit.manifest import in_language
from sagacity.procedures.api import Definition, Fault, Kind, Question

PREFIX = "q-"


@dataclass(frozen=True, slots=True)
class Shown:
    """One question as it is drawn."""

    name: str
    kind: str
    label: str
    hint: str
    required: bool
    sometimes: bool  # asked of some only: without scripts everybody sees it
    options: tuple[tuple[str, str, bool], ...]  # value, words, chosen
    value: str
    most: int | None
    error: str


@dataclass(frozen=True, slots=True)
class Part:
    """One block."""

    title: str
    note: str
    questions: tuple[Shown, ...]


def typed(definition: Definition, post: QueryDict) -> dict[str, Any]:
    """What stands in the fields, as answers."""
    return {
        one.key: post.getlist(f"{PREFIX}{one.key}")
        if one.kind is Kind.CHOICES
        else post.get(f"{PREFIX}{one.key}", "")
        for one in definition.questions()
    }


def drawn(
    definition: Definition, answers: Mapping[str, Any], faults: tuple[Fault, ...], language: str
) -> list[Part]:
    """Every block with its questions, what was typed, and what is wrong with it."""
    wrong = {fault.question: fault.text for fault in reversed(faults)}
    return [
        Part(
            in_language(block.title, language),
            in_language(block.note, language) if block.note else "",
            tuple(
                _shown(one, answers.get(one.key), wrong.get(one.key, ""), language) for one in block.questions
            ),
        )
        for block in definition.blocks
    ]


def _shown(question: Question, value: Any, error: str, language: str) -> Shown:
    return Shown(
        name=f"{PREFIX}{question.key}",
        kind=str(question.kind),
        label=in_language(question.label, language),
        hint=in_language(question.hint, language) if question.hint else "",
        required=question.required,
        sometimes=question.show_if is not None,
        options=tuple(_options(question, value, language)),
        value=value if isinstance(value, str) else "",
        most=question.most if question.kind in {Kind.TEXT, Kind.LONG_TEXT} else None,
        error=error,
    )


def _options(question: Question, value: Any, language: str) -> list[tuple[str, str, bool]]:
    chosen = value if isinstance(value, list) else [value]
    if question.kind is Kind.YES_NO:
        return [("yes", _("はい"), "yes" in chosen), ("no", _("いいえ"), "no" in chosen)]
    if question.kind is Kind.CONSENT:
        return [("true", in_language(question.label, language), "true" in chosen)]
    return [(one.key, in_language(one.label, language), one.key in chosen) for one in question.options]
