"""The sheet as pages draw it: for the clerk all of it, for the resident's screen what stands there."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.http import QueryDict

from sagacity.kit.manifest import in_language
from sagacity.procedures.api import Block, Source
from sagacity.procedures.forms import api as forms
from sagacity.procedures.visits import composing, sheets, types


@dataclass(frozen=True, slots=True)
class GroupView:
    """Questions under one heading; `uses` says of each in how many procedures its answer is used."""

    number: int
    title: str
    fields: tuple[tuple[forms.FieldView, int], ...]

    @property
    def is_shown(self) -> bool:
        return any(field.is_shown for field, _ in self.fields)


@dataclass(frozen=True, slots=True)
class SheetView:
    """The sheet, or one heading of it, with the block that the engine of forms draws."""

    block: forms.BlockView
    groups: tuple[GroupView, ...]


@dataclass(frozen=True, slots=True)
class ReadGroup:
    """What stands under one heading, to be read."""

    number: int
    title: str
    lines: tuple[forms.Line, ...]


@dataclass(frozen=True, slots=True)
class Pressed:
    """What came of a button: the sheet as it stands now, and how the page is drawn again."""

    written: types.Written
    again: forms.Pressed
    is_good: bool


def sheet_view(
    *,
    sheet: types.Sheet,
    at: datetime,
    language: str,
    group: int | None = None,
    reader: Source,
    pressed: Pressed | None = None,
) -> SheetView:
    """The questions, all or under one heading; `pressed` brings what was typed, found and is wrong.

    Where a value came from is said unless it was the reader.
    """
    stand = sheets.standing(sheet, at=at, language=language)
    again = pressed.again if pressed else None
    told = again.told if again else None
    if pressed and pressed.written.elsewhere:
        told = replace(
            told or replace(pressed.again.saved, faults=(), new=()), elsewhere=pressed.written.elsewhere
        )
    view = forms.block_view(
        standing=stand,
        block=composing.SHEET,
        language=language,
        answers=again.typed if again else None,
        saved=told,
        looked=again.looked if again else None,
    )
    wanted = set(_questions(sheet, group))
    by_key = {
        one.key: replace(one, source_words="") if one.source == reader else one
        for one in view.fields
        if one.key in wanted
    }
    outside = {key: value for key, value in sheet.checked.answers.items() if key not in wanted}
    data = json.dumps({**outside, "facts": dict(sheet.facts)}, ensure_ascii=False, default=str)
    groups = tuple(
        GroupView(
            number,
            in_language(one.title, language),
            tuple((by_key[key], sheet.composed.times(key)) for key in one.questions if key in by_key),
        )
        for number, one in enumerate(sheet.composed.groups)
        if group in (None, number)
    )
    return SheetView(replace(view, fields=tuple(by_key.values()), data=data), groups)


def read_groups(*, sheet: types.Sheet, language: str) -> list[ReadGroup]:
    """Everything that is asked, with its answers and where they came from."""
    sections = forms.review(
        definition=sheet.composed.definition,
        answers=sheet.checked.answers,
        asked=sheet.checked.asked,
        sources=sheet.sources,
        language=language,
        members=sheet.members,
        faults=sheet.checked.faults,
    )
    by_key = {line.key: line for section in sections for line in section.lines}
    found = []
    for number, one in enumerate(sheet.composed.groups):
        lines = tuple(by_key[key] for key in one.questions if key in by_key)
        if lines:
            found.append(ReadGroup(number, in_language(one.title, language), lines))
    return found


def press(
    *,
    sheet: types.Sheet,
    post: QueryDict,
    source: Source,
    at: datetime,
    language: str,
    group: int | None = None,
) -> Pressed:
    """A button of the sheet was pressed: what was typed is kept, good or not.

    Raises:
        VisitIsOver: nothing is kept.
    """
    wanted = set(_questions(sheet, group))
    whole = sheet.composed.definition.blocks[0]
    block = Block(composing.SHEET, whole.title, tuple(one for one in whole.questions if one.key in wanted))
    stand = sheets.standing(sheet, at=at, language=language)
    again = forms.press_loose(stand=stand, block=block, post=post, at=at, language=language)
    seen = post.get("seen", "")
    answers = again.saved.form.answers
    written = sheets.write(
        visit=sheet.visit.key,
        answers={key: answers[key] for key in wanted if key in answers},
        seen=int(seen) if seen.isdigit() else sheet.visit.revision,
        source=source,
        writer=post.get("writer", "")[:40],
        at=at,
        language=language,
    )
    return Pressed(written, again, again.is_done and not written.elsewhere)


def _questions(sheet: types.Sheet, group: int | None) -> Sequence[str]:
    if group is None:
        return [key for one in sheet.composed.groups for key in one.questions]
    return sheet.composed.groups[group].questions if 0 <= group < len(sheet.composed.groups) else ()
