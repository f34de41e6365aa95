"""What a document says: the outcome of the definition, filled with answers and facts of the case."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sagacity.kit import clock
from sagacity.kit.city import api as city
from sagacity.kit.logic import api as logic
from sagacity.kit.manifest import in_language
from sagacity.kit.paper.api import Field
from sagacity.procedures.api import Line
from sagacity.procedures.cases.api import Story
from sagacity.procedures.outcomes import values

_PLACE = re.compile(r"\{([A-Za-z_][A-Za-z0-9_.]{0,60})\}")


@dataclass(frozen=True, slots=True)
class Names:
    """Names that stand in no answer: of the applicant, and of members of a household, by key."""

    facts: Mapping[str, str]
    members: Mapping[str, str]


NOBODY = Names({}, {})


@dataclass(frozen=True, slots=True)
class Given:
    """What only the giving out knows: number, code, where it is checked, and the days."""

    number: str
    code: str
    address: str
    at: datetime
    valid_until: date | None
    is_again: bool = False  # given out anew


def fields(story: Story, names: Names, given: Given, *, language: str) -> dict[str, Field]:
    """Everything a layout prints, for one language."""
    outcome = story.definition.outcome
    lines = [_line(story, names, line, language) for line in outcome.lines]
    known = _known(story, names, given, lines, language)
    return {
        "language": "ja" if language.startswith("ja") else language,
        "title": in_language(outcome.title, language) or in_language(story.definition.name, language),
        "text": filled(in_language(outcome.text, language), known) if outcome.text else "",
        "lines": [{"label": label, "value": value} for label, value in lines],
        "law": story.definition.law,
    }


def filled(text: str, known: Mapping[str, str]) -> str:
    """A text with its places filled; one that nobody knows stays as it is written."""
    return _PLACE.sub(lambda place: known.get(place[1], place[0]), text)


def needs_register(story: Story) -> bool:
    """Whether a line or the text asks for facts that stand in no answer."""
    named = {name for line in story.definition.outcome.lines for name in logic.variables(line.value)}
    named |= {place for text in story.definition.outcome.text.values() for place in _PLACE.findall(text)}
    return bool(named & {f"facts.{name}" for name in ("name", "kana", "address", "birth_date")})


def _line(story: Story, names: Names, line: Line, language: str) -> tuple[str, values.Told]:
    value = logic.evaluate(line.value, data_of(story, names))
    question = _question(story, line.value)
    said = values.told(question, value, language=language, names=names.members)
    return in_language(line.label, language), said


def data_of(story: Story, names: Names) -> dict[str, Any]:
    """What rules of an outcome see: answers, and facts with the names of the register."""
    return {**story.answers, "facts": {**story.facts, **names.facts}}


def _question(story: Story, rule: Any) -> Any:
    """The question behind a rule that only names an answer."""
    if not (isinstance(rule, Mapping) and list(rule) == ["var"]):
        return None
    named = rule["var"][0] if isinstance(rule["var"], list) else rule["var"]
    return next((one for one in story.definition.questions() if one.key == named), None)


def _known(
    story: Story, names: Names, given: Given, lines: list[tuple[str, values.Told]], language: str
) -> dict[str, str]:
    answers = {
        one.key: values.told(one, story.answers.get(one.key), language=language, names=names.members)
        for one in story.definition.questions()
    }
    until = values.day(given.valid_until, language=language) if given.valid_until else ""
    return {
        **{key: value for key, value in answers.items() if isinstance(value, str)},
        **{f"facts.{key}": str(value) for key, value in data_of(story, names)["facts"].items()},
        **{label: value for label, value in lines if isinstance(value, str)},
        "number": given.number,
        "case": story.case.number,
        "issued_on": values.day(clock.day(given.at), language=language),
        "valid_until": until,
        "city": city.current().name_in(language),
    }
