"""Answers as a clerk reads them: in the order of the form, each with where its value came from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sagacity.desks.counter import words
from sagacity.procedures.api import Kind, Question
from sagacity.procedures.cases import api as cases
from sagacity.procedures.forms import api as filling

FILES = frozenset({Kind.FILE, Kind.SIGNATURE})


@dataclass(frozen=True, slots=True)
class Table:
    """An answer of several rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer with its question."""

    key: str
    label: str
    lines: tuple[str, ...]
    source: words.Words
    colour: str
    is_sensitive: bool
    table: Table | None = None
    uploads: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()  # of a name: those that other systems often replace


@dataclass(frozen=True, slots=True)
class Block:
    """What one screen asked."""

    title: str
    answers: tuple[Answer, ...]


def blocks(story: cases.Story, *, names: Mapping[str, str]) -> list[Block]:
    """Every block that was answered; `names` are those of the household, as far as one may know."""
    found = []
    for block in story.definition.blocks:
        said = tuple(
            _answer(question, story, names) for question in block.questions if question.key in story.answers
        )
        if said:
            found.append(Block(words.here(block.title), said))
    return found


def uploads_of(story: cases.Story) -> list[tuple[str, str]]:
    """Documents that are answers themselves: (label of the question, key)."""
    return [
        (words.here(question.label), key)
        for question in story.definition.questions()
        if question.kind in FILES
        for key in _listed(story.answers.get(question.key))
    ]


def members_of(story: cases.Story) -> list[str]:
    """Keys of those of the household who were ticked."""
    return [
        key
        for question in story.definition.questions()
        if question.kind is Kind.HOUSEHOLD
        for key in _listed(story.answers.get(question.key))
    ]


def in_lines(question: Question, value: Any) -> tuple[str, ...]:
    """One value in words, in the language of the reader."""
    return tuple(filling.said(question=question, value=value, language=get_language() or "ja"))


def _answer(question: Question, story: cases.Story, names: Mapping[str, str]) -> Answer:
    value = story.answers[question.key]
    source, colour = words.SOURCES[story.sources.get(question.key, "resident")]
    lines: tuple[str, ...] = ()
    if question.kind is Kind.HOUSEHOLD:
        lines = tuple(
            names.get(key) or filling.told_name(key) or _("世帯の人（名前を開けません）")
            for key in _listed(value)
        )
    elif question.kind not in FILES:
        lines = in_lines(question, value)
    return Answer(
        key=question.key,
        label=words.here(question.label),
        lines=lines,
        source=source,
        colour=colour,
        is_sensitive=question.is_sensitive,
        table=_table(question, value) if question.kind is Kind.TABLE and value else None,
        uploads=tuple(_listed(value)) if question.kind in FILES else (),
        signs=tuple(filling.unusual_signs(value)) if question.kind is Kind.NAME else (),
    )


def _table(question: Question, value: Any) -> Table:
    columns = tuple(words.here(one.label) for one in question.columns)
    rows = tuple(
        tuple("、".join(in_lines(one, each.get(one.key))) for one in question.columns) for each in value
    )
    return Table(columns, rows)


def _listed(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value] if value else []
    return [one for one in value or [] if isinstance(one, str)]
