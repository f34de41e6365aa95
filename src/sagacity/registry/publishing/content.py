"""What the writers of all forms are given: one data set, its columns, its figures, its records."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from sagacity.registry import models, types
from sagacity.registry.kinds import Kind
from sagacity.registry.publishing.formulas import is_risky
from sagacity.registry.publishing.records import Heading, Line, as_text


@dataclass(frozen=True, slots=True)
class Figures:
    """What one look at all records tells."""

    records: int
    filled: Mapping[str, int] = field(default_factory=dict)  # column → how many records give it
    with_point: int = 0
    marked: int = 0  # cells a spreadsheet would take for a formula
    vanished: int = 0

    @property
    def without_point(self) -> int:
        return self.records - self.with_point


@dataclass(frozen=True, slots=True)
class Content:
    """One data set on its way into a file."""

    dataset: types.DataSet
    kind: Kind
    headings: tuple[Heading, ...]
    figures: Figures
    site: str  # address of the site, without the last slash
    lines: Callable[[], Iterator[Line]]
    row: models.DataSet


def count(lines: Iterator[Line]) -> Figures:
    """Look at every record once."""
    filled: dict[str, int] = {}
    records = with_point = marked = vanished = 0
    for line in lines:
        records += 1
        with_point += line.point is not None
        vanished += line.vanished
        for name, value in line.fields.items():
            text = as_text(value)
            if text:
                filled[name] = filled.get(name, 0) + 1
                marked += is_risky(text)
    return Figures(records, filled, with_point, marked, vanished)
