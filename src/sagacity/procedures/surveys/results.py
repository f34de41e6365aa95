"""Counts of a survey: small ones hidden, and whatever would betray them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sagacity.kit import small_cells
from sagacity.procedures import types as procedures
from sagacity.procedures.surveys import asking, models, surveys, types
from sagacity.procedures.types import Kind, Question

NONE = "none"  # did not answer, or was not asked
NONE_WORDS = {
    "ja": "答えなし",
    "ja-easy": "答〈こた〉えなし",
    "en": "No answer",
    "zh-hans": "未回答",
    "ko": "응답 없음",
    "vi": "Không trả lời",
}
YES_NO = {
    "yes": {"ja": "はい", "ja-easy": "はい", "en": "Yes", "zh-hans": "是", "ko": "예", "vi": "Có"},
    "no": {"ja": "いいえ", "ja-easy": "いいえ", "en": "No", "zh-hans": "否", "ko": "아니요", "vi": "Không"},
}
BANDS = 5  # so many ranges show a number


def results(*, survey: str, at: datetime) -> types.Results:
    """What was poured so far, question by question. Too few answers tell of nobody.

    Raises:
        NoSuchSurvey
    """
    found = surveys.survey(key=survey, at=at)
    sheets = said(found)
    if len(sheets) < small_cells.LEAST:
        return types.Results(survey, None, ())
    asked = [one for one in found.definition.questions() if one.kind in asking.COUNTED]
    return types.Results(survey, len(sheets), tuple(tally(one, sheets) for one in asked))


def said(found: types.Survey) -> list[Mapping[str, Any]]:
    """Every sheet that was poured, in no order."""
    rows = models.Answer.objects.filter(survey__procedure=found.key).order_by("key")
    return list(rows.values_list("said", flat=True))


def tally(question: Question, sheets: list[Mapping[str, Any]]) -> types.Tally:
    """One question: how many chose what. Together with those who did not answer the cells are all sheets."""
    labels = labels_of(question)
    counted = Counter(cell for sheet in sheets for cell in cells_of(question, sheet))
    several = question.kind is Kind.CHOICES
    counts = {key: counted.get(key, 0) for key in labels}
    shown = _hide_each(counts, len(sheets)) if several else small_cells.hide(counts)
    cells = tuple(_cell(key, labels[key], shown[key], len(sheets)) for key in labels)
    return types.Tally(question.key, question.label, question.kind, cells, several)


def labels_of(question: Question) -> dict[str, procedures.Words]:
    """The cells of a question, in order, with those who gave no answer last."""
    if question.kind is Kind.YES_NO:
        found: dict[str, procedures.Words] = dict(YES_NO)
    elif question.kind is Kind.NUMBER:
        found = {key: {"ja": key, "en": key} for key in _bands(question)}
    else:
        found = {option.key: option.label for option in question.options}
    return {**found, NONE: NONE_WORDS}


def cells_of(question: Question, sheet: Mapping[str, Any]) -> Iterable[str]:
    """Where one sheet counts."""
    value = sheet.get(question.key)
    if value is None or value == []:
        return (NONE,)
    if question.kind is Kind.YES_NO:
        return ("yes" if value else "no",)
    if question.kind is Kind.NUMBER:
        return (_band_of(question, value),)
    return tuple(value) if isinstance(value, list) else (str(value),)


def _hide_each(counts: Mapping[str, int], whole: int) -> dict[str, int | None]:
    """Cells of which people may be in several: each is hidden with a small rest too."""
    least = small_cells.LEAST
    return {
        key: None if 0 < count < least or 0 < whole - count < least else count
        for key, count in counts.items()
    }


def _cell(key: str, label: procedures.Words, count: int | None, whole: int) -> types.Cell:
    return types.Cell(key, label, count, None if count is None else round(100 * count / whole))


def _bands(question: Question) -> dict[str, range]:
    """Ranges of a number, from its least to its most."""
    least, most = question.least or 0, question.most if question.most is not None else 100
    step = max(-(-(most - least + 1) // BANDS), 1)
    starts = range(least, most + 1, step)
    return {
        (f"{start}–{min(start + step - 1, most)}" if step > 1 else str(start)): range(
            start, min(start + step - 1, most) + 1
        )
        for start in starts
    }


def _band_of(question: Question, value: int) -> str:
    return next((name for name, band in _bands(question).items() if value in band), NONE)
