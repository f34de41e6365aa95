"""A table as page, CSV and workbook show it alike; None stands for a count that is hidden."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Column:
    """What stands over a column; numbers stand to the right."""

    title: str
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table. A cell of "" is not known, None is hidden."""

    key: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]] = field(default_factory=tuple)

    @property
    def hides(self) -> bool:
        return any(cell is None for row in self.rows for cell in row)

    @property
    def lines(self) -> list[tuple[Cell, list[tuple[Column, Cell]]]]:
        """For a template: the heading of each row, and its other cells with their columns."""
        return [(row[0], list(zip(self.columns[1:], row[1:], strict=True))) for row in self.rows]


def by_size(rows: Iterable[Sequence[Cell]], *, at: int) -> list[Sequence[Cell]]:
    """Rows by the number in one column, the largest first, and the hidden ones last, by their words.

    Where a hidden count stood among the others would tell how large it is.
    """

    def place(row: Sequence[Cell]) -> tuple[bool, float, str]:
        shown = row[at]
        size = -float(shown) if isinstance(shown, int | float) else 0.0
        return (shown is None, size, str(row))

    return sorted(rows, key=place)


def column(title: Any, *, number: bool = False) -> Column:
    return Column(str(title), number)


def number(title: Any) -> Column:
    return Column(str(title), True)
