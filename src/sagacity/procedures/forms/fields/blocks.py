"""Screens of a form, ready to be drawn: a block of questions, and the documents to be handed in."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from sagacity.kit.manifest import in_language
from sagacity.kit.uploads import api as uploads
from sagacity.procedures.api import Fault, Kind, Paper, Question
from sagacity.procedures.forms.fields.found import Looked
from sagacity.procedures.forms.fields.questions import Page, field_of
from sagacity.procedures.forms.fields.typed import PREFIX
from sagacity.procedures.forms.fields.views import BlockView, FieldView
from sagacity.procedures.forms.types import PAPERS, Saved, Standing


def block_view(
    *,
    standing: Standing,
    block: str,
    language: str,
    answers: Mapping[str, Any] | None = None,
    saved: Saved | None = None,
    wrong: Mapping[str, str] | None = None,
    looked: Mapping[str, Looked] | None = None,
) -> BlockView:
    """One block, ready to be drawn by `forms/block.html`.

    `answers` are those just typed, `saved` what came of saving them; `wrong` are files that were refused, by
    question, `looked` what was found for words of an address or a bank.
    """
    asked = next(one for one in standing.definition.blocks if one.key == block)
    whole = {**standing.form.answers, **(answers or {})}
    judged = saved.checked if saved else standing.checked
    data = {**standing.checked.answers, **judged.answers, "facts": dict(standing.facts)}
    refused = [Fault(key, "refused", text) for key, text in (wrong or {}).items()]
    page = Page(
        standing.form,
        whole,
        judged.asked,
        [*(saved.faults if saved else ()), *refused],
        judged.notes,
        language,
        data,
        saved.elsewhere if saved else {},
        looked or {},
    )
    with override(language):
        fields = tuple(field_of(one, f"{PREFIX}.{one.key}", page) for one in asked.questions)
    here = {one.key for one in asked.questions}
    outside = {key: value for key, value in data.items() if key not in here}
    place = standing.blocks.index(block) + 1 if block in standing.blocks else 1
    return BlockView(
        key=block,
        title=in_language(asked.title, language),
        note=in_language(asked.note, language) if asked.note else "",
        fields=fields,
        data=json.dumps(outside, ensure_ascii=False, default=str),
        number=place,
        of=len(standing.blocks),
        new=saved.new if saved else (),
    )


def papers_view(*, standing: Standing, language: str, faults: Mapping[str, str] | None = None) -> BlockView:
    """The screen where documents are handed in: each paper is asked for like a file."""
    wrong = faults or {}
    with override(language):
        title = _("いっしょに出すもの")
        fields = tuple(
            _paper(paper, standing, language, wrong.get(paper.key, ""))
            for paper in standing.definition.papers
            if paper.key in standing.checked.papers and not paper.at_counter_only
        )
    at_counter = [
        in_language(paper.label, language)
        for paper in standing.definition.papers
        if paper.key in standing.checked.papers and paper.at_counter_only
    ]
    with override(language):
        note = _("窓口で見せるもの：%(papers)s") % {"papers": "、".join(at_counter)} if at_counter else ""
    of = len(standing.blocks)
    return BlockView(PAPERS, title, note, fields, "{}", of, of)


def paper_question(paper: Paper) -> Question:
    """A paper as a question: several files, at least one."""
    return Question(key=paper.key, kind=Kind.FILE, label=paper.label, hint=paper.note)


def _paper(paper: Paper, standing: Standing, language: str, fault: str) -> FieldView:
    held = standing.form.papers.get(paper.key, ())
    return FieldView(
        key=paper.key,
        kind=Kind.FILE,
        name=f"{PREFIX}.{paper.key}",
        id=f"q-{paper.key}",
        label=in_language(paper.label, language),
        hint=in_language(paper.note, language) if paper.note else "",
        required=True,
        is_shown=True,
        rule="",
        value=list(held),
        faults=(("", fault),) if fault else (),
        files=tuple(uploads.uploads_of(keys=held)),
    )
