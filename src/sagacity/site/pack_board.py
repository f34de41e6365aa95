"""The completeness board of a city pack: which national data sets it has, and which it has not."""

import csv
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sagacity.kit.city import api as city
from sagacity.registry import kinds


@dataclass(frozen=True, slots=True)
class Line:
    """One data set, and what the pack has of it."""

    kind: kinds.Kind
    load: city.Load | None
    records: int | None  # None = not counted, as the file is no CSV

    @property
    def has(self) -> bool:
        return self.load is not None and self.records != 0


def lines(loads: Iterable[city.Load]) -> list[Line]:
    """National sets first, then the city's own; the list of open data is not given but made."""
    given: dict[str, list[city.Load]] = {}
    for load in loads:
        facet = kinds.get(load.kind).facet if _is_known(load.kind) else load.kind
        given.setdefault(facet, []).append(load)
    national = [kind for kind in kinds.all() if kind.standard and kind.noun != kinds.Noun.DATASET]
    own = [kind for kind in kinds.all() if not kind.standard and kind.key in given]
    return [_line(kind, given.get(kind.facet, [])) for kind in (*national, *own)]


def _is_known(key: str) -> bool:
    return any(kind.key == key for kind in kinds.all())


def _line(kind: kinds.Kind, loads: list[city.Load]) -> Line:
    counts = [_records(load.path) for load in loads]
    known = [count for count in counts if count is not None]
    return Line(kind, loads[0] if loads else None, sum(known) if known or not loads else None)


def _records(path: Path) -> int | None:
    if path.suffix.lower() != ".csv":
        return None
    with path.open(encoding="utf-8-sig", newline="") as file:
        return max(0, sum(1 for row in csv.reader(file) if any(row)) - 1)


def as_text(board: Iterable[Line], language: str) -> list[str]:
    """The board for a screen of fixed letters: half-width and full-width ones side by side."""
    return [_as_line(line, language) for line in board]


def _as_line(line: Line, language: str) -> str:
    japanese = language == "ja"
    title = line.kind.title.get(language) or line.kind.title["ja"]
    mark = ("● ある" if japanese else "● has  ") if line.has else ("○ ない" if japanese else "○ lacks")
    count = "" if line.records is None or not line.has else f"{line.records:,}{'件' if japanese else ''}"
    edition = line.load.edition if line.load else ""
    standard = line.kind.standard or ("国の決めた形ではない" if japanese else "no national standard")
    return f"  {mark}  {_wide(title, 44)}{count:>8}  {_wide(edition, 12)}{standard}".rstrip()


def _wide(text: str, columns: int) -> str:
    width = sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)
    return text + " " * max(1, columns - width)
