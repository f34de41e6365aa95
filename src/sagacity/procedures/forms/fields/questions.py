"""One question of a page, with everything its template draws."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from sagacity.kit.logic import api as logic
from sagacity.kit.manifest import in_language
from sagacity.kit.uploads import api as uploads
from sagacity.procedures.api import Fault, Kind, Question, Source
from sagacity.procedures.forms.fields import banks, days, lookups
from sagacity.procedures.forms.fields.found import Looked
from sagacity.procedures.forms.fields.said import member_in_words, said, unusual_signs
from sagacity.procedures.forms.fields.typed import PREFIX
from sagacity.procedures.forms.fields.views import FieldView, OptionView
from sagacity.procedures.forms.types import Form

AUTOCOMPLETE = {Kind.PHONE: "tel", Kind.MAIL: "email", Kind.POSTCODE: "postal-code"}
KEYBOARD = {
    Kind.NUMBER: "numeric", Kind.YEN: "numeric", Kind.POSTCODE: "numeric",
    Kind.PHONE: "tel", Kind.MAIL: "email",
}  # fmt: skip
BY_HAND = {Kind.FILE, Kind.SIGNATURE}  # whoever pressed the button: the hand is the resident's


@dataclass(frozen=True, slots=True)
class Page:
    """What every field of a page needs to be drawn."""

    form: Form
    answers: Mapping[str, Any]
    asked: Collection[str]
    faults: Sequence[Fault]
    notes: Sequence[Fault]
    language: str
    data: Mapping[str, Any]
    elsewhere: Mapping[str, object] = field(default_factory=dict)
    looked: Mapping[str, Looked] = field(default_factory=dict)


def field_of(
    question: Question, name: str, page: Page, *, row: Mapping[str, Any] | None = None, at: str = ""
) -> FieldView:
    value = (row if row is not None else page.answers).get(question.key)
    top = row is None
    faults = _faults(question, page, at)
    source = page.form.sources.get(question.key) if top else None
    looked = page.looked.get(question.key) if top else None
    return FieldView(
        key=question.key,
        kind=question.kind,
        name=name,
        id="q-" + name.removeprefix(f"{PREFIX}.").replace(".", "-"),
        label=in_language(question.label, page.language),
        hint=in_language(question.hint, page.language) if question.hint else "",
        required=question.required,
        is_shown=not top or question.key in page.asked,
        rule=json.dumps(question.show_if, ensure_ascii=False) if top and question.show_if is not None else "",
        value=_shown_value(question, value),
        faults=faults,
        notes=tuple(note.text for note in page.notes if top and note.question == question.key),
        source=str(source) if source else "",
        source_words="" if question.kind in BY_HAND else _source_words(source),
        options=_options(question, value, page),
        rows=_rows(question, value, name, page),
        columns=tuple(in_language(one.label, page.language) for one in question.columns),
        files=_files(question, value),
        found=looked.found if looked else (),
        most=question.most,
        least=question.least,
        autocomplete=AUTOCOMPLETE.get(question.kind, ""),
        keyboard=KEYBOARD.get(question.kind, ""),
        signs=tuple(unusual_signs(value)) if question.kind is Kind.NAME else (),
        elsewhere=_elsewhere(question, page),
        must_know=question.kind is Kind.HOUSEHOLD and not page.form.members,
        is_not_found=looked is not None and not (looked.found or looked.said),
        looked_words=looked.said if looked else "",
        place_name=_called(question, value),
    )


def _called(question: Question, value: Any) -> str:
    """The name of what is chosen by a key or a code."""
    if question.kind is Kind.PLACE:
        return lookups.place_name(value)
    return banks.name(value) if question.kind is Kind.BANK_ACCOUNT else ""


def _shown_value(question: Question, value: Any) -> Any:
    if question.kind is Kind.DATE:
        return days.parted(value)
    if question.kind in {Kind.NAME, Kind.KANA, Kind.ADDRESS, Kind.BANK_ACCOUNT}:
        return value if isinstance(value, Mapping) else {}
    if question.kind is Kind.CONSENT:
        return value in (True, "true")
    return "" if value is None else value


def _options(question: Question, value: Any, page: Page) -> tuple[OptionView, ...]:
    if question.kind is Kind.YES_NO:
        now = str(value).lower() if isinstance(value, bool | str) else ""
        return (
            OptionView("true", _("はい"), now == "true"),
            OptionView("false", _("いいえ"), now == "false"),
        )
    chosen = value if isinstance(value, list) else [value]
    if question.kind is Kind.HOUSEHOLD:
        return tuple(
            OptionView(one.ref, member_in_words(one), one.key in chosen) for one in page.form.members
        )
    return tuple(
        OptionView(
            option.key,
            in_language(option.label, page.language),
            option.key in chosen,
            logic.holds(option.show_if, page.data),
            json.dumps(option.show_if, ensure_ascii=False) if option.show_if is not None else "",
        )
        for option in question.options
    )


def _rows(question: Question, value: Any, name: str, page: Page) -> tuple[tuple[FieldView, ...], ...]:
    if question.kind is not Kind.TABLE:
        return ()
    rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []
    rows += [{}] * max(0, max(question.least or 0, 1) - len(rows))
    return tuple(
        tuple(
            field_of(
                column,
                f"{name}.{number}.{column.key}",
                page,
                row=row,
                at=f"{question.key}.{number}.{column.key}",
            )
            for column in question.columns
        )
        for number, row in enumerate(rows)
    )


def _files(question: Question, value: Any) -> tuple[uploads.Upload, ...]:
    if question.kind is Kind.FILE and isinstance(value, list):
        return tuple(uploads.uploads_of(keys=[one for one in value if isinstance(one, str)]))
    if question.kind is Kind.SIGNATURE and isinstance(value, str) and value:
        return tuple(uploads.uploads_of(keys=[value]))
    return ()


def _faults(question: Question, page: Page, at: str) -> tuple[tuple[str, str], ...]:
    """Those of a cell stand at the cell, those of a part at the part, all others at the whole question."""
    found = []
    for fault in page.faults:
        where = ".".join(str(one) for one in (fault.question, *fault.at))
        if at and (where == at or where.startswith(f"{at}.")):
            found.append((where[len(at) + 1 :], fault.text))
        elif (
            not at
            and fault.question == question.key
            and not (question.kind is Kind.TABLE and len(fault.at) >= 2)
        ):
            found.append((".".join(str(one) for one in fault.at), fault.text))
    return tuple(found)


def _elsewhere(question: Question, page: Page) -> str:
    value = page.elsewhere.get(question.key)
    lines = said(question=question, value=value, language=page.language, members=page.form.members)
    return "、".join(lines)


def _source_words(source: Source | None) -> str:
    words = {
        Source.CARD: _("マイナンバーカードから入れました。ちがうときは直してください。"),
        Source.REGISTER: _("住民登録から入れました。ちがうときは直してください。"),
        Source.PROFILE: _("前に書いたものから入れました。ちがうときは直してください。"),
        Source.STAFF: _("窓口の職員が書きました。"),
        Source.RULE: _("ほかの答えから入れました。ちがうときは直してください。"),
    }
    return str(words.get(source, "")) if source else ""
