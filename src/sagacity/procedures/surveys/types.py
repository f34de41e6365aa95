"""Facts about surveys: frozen, without a person in any of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sagacity.procedures import types as procedures


@dataclass(frozen=True, slots=True)
class Survey:
    """One survey as it stands."""

    key: str  # of its definition
    version: str
    name: procedures.Words
    about: procedures.Words
    division: str
    level: int
    closes_on: date | None  # the last day
    is_open: bool
    shows_live: bool  # whether residents see counts before the end
    answers: int  # poured and counted; those that still wait are not told of
    waiting_words: int  # own words that nobody has read yet
    definition: procedures.Definition

    @property
    def urn(self) -> str:
        return f"urn:ngsi-ld:Survey:{self.key}"

    @property
    def results_are_public(self) -> bool:
        return not self.is_open or self.shows_live


@dataclass(frozen=True, slots=True)
class Cell:
    """One option and how many chose it; None: hidden, because it is small or would betray a small one."""

    key: str
    label: procedures.Words
    count: int | None
    per_cent: int | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of one question."""

    question: str
    label: procedures.Words
    kind: procedures.Kind
    cells: tuple[Cell, ...]
    several: bool  # each person may be in several cells


@dataclass(frozen=True, slots=True)
class Results:
    """What came of a survey; without tallies while there are too few answers to tell."""

    survey: str
    answers: int | None  # None: too few to be told
    tallies: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class Crossed:
    """Two questions together: rows by columns."""

    row: procedures.Question
    column: procedures.Question
    columns: tuple[procedures.Words, ...]
    rows: tuple[tuple[procedures.Words, tuple[int | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What somebody wrote freely, apart from everything else they answered."""

    key: str
    question: str
    text: str
    state: str  # "new" | "kept" | "dropped"


@dataclass(frozen=True, slots=True)
class Closed:
    """A survey has ended."""

    survey: str
    answers: int


Counts = Mapping[str, int]
