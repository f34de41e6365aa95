"""Surveys and their counts as pages show them."""

from dataclasses import dataclass

from django.utils.translation import get_language

from sagacity.kit.manifest import in_language
from sagacity.procedures.surveys import api as surveys


@dataclass(frozen=True, slots=True)
class Look:
    """A survey in the reader's language."""

    survey: surveys.Survey
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One cell: words, number, and how long its bar is in a hundred."""

    label: str
    count: int | None
    per_cent: int | None


@dataclass(frozen=True, slots=True)
class Chart:
    """One question: a table with bars."""

    question: str
    label: str
    several: bool
    bars: tuple[Bar, ...]
    hides: bool


def look(survey: surveys.Survey) -> Look:
    language = get_language() or "ja"
    return Look(survey, in_language(survey.name, language), in_language(survey.about, language))


def charts(results: surveys.Results) -> list[Chart]:
    language = get_language() or "ja"
    return [
        Chart(
            tally.question,
            in_language(tally.label, language),
            tally.several,
            tuple(Bar(in_language(cell.label, language), cell.count, cell.per_cent) for cell in tally.cells),
            any(cell.count is None for cell in tally.cells),
        )
        for tally in results.tallies
    ]
