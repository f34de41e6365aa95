"""What a judge of one answer needs to know, and how it says what is wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sagacity.kit.manifest import in_language
from sagacity.procedures import types
from sagacity.procedures.answers.sentences import sentence

Place = tuple[int | str, ...]


@dataclass(slots=True)
class Judging:
    """One look at all answers: the day, the reader's language, and what was found so far."""

    today: date
    language: str
    data: dict[str, Any]  # what rules see: answers so far, and facts
    faults: list[types.Fault] = field(default_factory=list)
    notes: list[types.Fault] = field(default_factory=list)
    seen: dict[str, Any] = field(default_factory=dict)  # compiled patterns and the like


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it is judged: a cell of a table knows the row and column it stands in."""

    question: types.Question
    judging: Judging
    name: str = ""  # the question's key that faults name; of a cell, that of the table
    at: Place = ()

    def fault(self, code: str, *at: int | str, **about: object) -> None:
        self.judging.faults.append(self._made(code, at, about))

    def note(self, code: str, *at: int | str, **about: object) -> None:
        self.judging.notes.append(self._made(code, at, about))

    def fault_said(self, code: str, words: types.Words) -> None:
        """In the definition's own words, when it has some."""
        if not words:
            return self.fault(code)
        text = in_language(words, self.judging.language)
        self.judging.faults.append(types.Fault(self.key, code, text, self.at))
        return None

    @property
    def key(self) -> str:
        return self.name or self.question.key

    def _made(self, code: str, at: Place, about: Mapping[str, object]) -> types.Fault:
        label = in_language(self.question.label, self.judging.language)
        text = sentence(code, language=self.judging.language, label=label, **about)
        return types.Fault(self.key, code, text, (*self.at, *at))


Judge = Callable[[Asked, Any], Any]  # the answer in normal form; faults are noted on the way
