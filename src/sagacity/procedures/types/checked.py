"""What came of answers."""

from dataclasses import dataclass

from sagacity.procedures.types.words import Answers, Words


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one answer, in the words of the reader."""

    question: str
    code: str  # stable: "missing", "too_long", "not_a_date", "not_kana" …
    text: str
    at: tuple[int | str, ...] = ()  # inside a table or an address: row, column or part


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of answers: in order, cleaned, with everything that is wrong."""

    answers: Answers  # normal form; answers to questions that are not asked are gone
    asked: tuple[str, ...]  # keys of questions that are asked, in order
    blocks: tuple[str, ...]  # keys of blocks that are asked
    faults: tuple[Fault, ...]
    eligible: bool
    why_not: tuple[Words, ...]
    papers: tuple[str, ...]  # keys of papers that are required
    notes: tuple[Fault, ...] = ()  # what was read as something else than stands there: 平成32年 is 2020

    @property
    def good(self) -> bool:
        return self.eligible and not self.faults
