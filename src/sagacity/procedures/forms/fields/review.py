"""All answers of a form, as they are read once more before it is sent, and by staff beside a case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from sagacity.kit.manifest import in_language
from sagacity.kit.uploads import api as uploads
from sagacity.procedures.api import Definition, Fault, Kind, Source
from sagacity.procedures.forms.fields.said import said, unusual_signs
from sagacity.procedures.forms.types import PAPERS, Member, Standing

SOURCES = {
    Source.CARD: gettext_lazy("マイナンバーカード"),
    Source.REGISTER: gettext_lazy("住民登録"),
    Source.PROFILE: gettext_lazy("前に書いたもの"),
    Source.STAFF: gettext_lazy("窓口"),
    Source.RULE: gettext_lazy("自動"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One answer."""

    key: str
    label: str
    lines: tuple[str, ...]
    source: str  # code, "" for what was typed
    source_words: str
    fault: str = ""
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """The answers of one block."""

    key: str
    title: str
    lines: tuple[Line, ...]


def review_of(standing: Standing, *, language: str) -> list[Section]:
    """All answers of a form."""
    return review(
        definition=standing.definition,
        answers=standing.checked.answers,
        asked=standing.checked.asked,
        sources=standing.form.sources,
        language=language,
        members=standing.form.members,
        papers=standing.form.papers,
        required_papers=standing.checked.papers,
        faults=standing.checked.faults,
    )


def review(
    *,
    definition: Definition,
    answers: Mapping[str, Any],
    asked: Sequence[str],
    sources: Mapping[str, Source | str],
    language: str,
    members: Sequence[Member] = (),
    papers: Mapping[str, Sequence[str]] | None = None,
    required_papers: Sequence[str] = (),
    faults: Sequence[Fault] = (),
) -> list[Section]:
    """Every block with its answers, in the order of the form; papers at the end."""
    wrong = {fault.question: fault.text for fault in reversed(faults)}
    found = []
    for block in definition.blocks:
        lines = tuple(
            Line(
                one.key,
                in_language(one.label, language),
                tuple(said(question=one, value=answers.get(one.key), language=language, members=members)),
                str(sources.get(one.key, "")),
                source_in_words(sources.get(one.key), language),
                wrong.get(one.key, ""),
                tuple(unusual_signs(answers.get(one.key))) if one.kind is Kind.NAME else (),
            )
            for one in block.questions
            if one.key in asked
        )
        if lines:
            found.append(Section(block.key, in_language(block.title, language), lines))
    if required_papers:
        found.append(_papers(definition, papers or {}, required_papers, language))
    return found


def source_in_words(source: Source | str | None, language: str) -> str:
    """Where a value came from; nothing for what somebody typed."""
    words = SOURCES.get(Source(source)) if source else None
    if words is None:
        return ""
    with override(language):
        return str(words)


def _papers(
    definition: Definition, papers: Mapping[str, Sequence[str]], required: Sequence[str], language: str
) -> Section:
    with override(language):
        title, at_counter, missing = _("いっしょに出すもの"), _("窓口で見せます"), _("まだありません")
    lines = []
    for paper in definition.papers:
        if paper.key in required:
            names = tuple(one.name for one in uploads.uploads_of(keys=papers.get(paper.key, ())))
            said_of = names or ((at_counter,) if paper.at_counter_only else ())
            fault = "" if said_of else missing
            lines.append(Line(paper.key, in_language(paper.label, language), said_of, "", "", fault))
    return Section(PAPERS, title, tuple(lines))
