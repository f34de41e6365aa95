"""Finding a survey by words, as procedures are found."""

from datetime import datetime

from sagacity.procedures import finding
from sagacity.procedures.surveys import surveys, types


def find(*, words: str, at: datetime, language: str = "ja") -> list[types.Survey]:
    """Open surveys that fit all the words, the best first; without words all that are open."""
    there = {one.key: one for one in surveys.surveys(at=at) if one.is_open}
    fitting = finding.find(words=words, at=at, language=language)
    return [there[one.key] for one in fitting if one.key in there]
