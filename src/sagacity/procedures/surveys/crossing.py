"""Two questions together, for staff: a table in which no small cell can be worked out from the others."""

from collections import Counter
from datetime import datetime

from sagacity.kit import small_cells
from sagacity.procedures.surveys import asking, results, surveys, types
from sagacity.procedures.types import Kind, Question

Table = dict[str, dict[str, int | None]]


def crossed(*, survey: str, row: str, column: str, at: datetime) -> types.Crossed:
    """How many gave each answer to one question, by their answer to another.

    Sums are not told; hidden cells are at least two in each row and in each column that has any.

    Raises:
        NoSuchSurvey; LookupError: no such question, or one that cannot be crossed.
    """
    found = surveys.survey(key=survey, at=at)
    one, other = _question(found, row), _question(found, column)
    sheets = results.said(found)
    counted = Counter(
        (down, across)
        for sheet in sheets
        for down in results.cells_of(one, sheet)
        for across in results.cells_of(other, sheet)
    )
    rows, columns = results.labels_of(one), results.labels_of(other)
    table: Table = {down: {across: counted[down, across] for across in columns} for down in rows}
    hidden = _hidden({(down, across): counted[down, across] for down in rows for across in columns})
    for down, across in hidden if len(sheets) >= small_cells.LEAST else _every(table):
        table[down][across] = None
    return types.Crossed(
        one,
        other,
        tuple(columns.values()),
        tuple((rows[key], tuple(line.values())) for key, line in table.items()),
    )


def _question(found: types.Survey, key: str) -> Question:
    kinds = asking.COUNTED - {Kind.CHOICES}
    for one in found.definition.questions():
        if one.key == key and one.kind in kinds:
            return one
    raise LookupError(key)


def _every(table: Table) -> set[tuple[str, str]]:
    return {(down, across) for down, line in table.items() for across in line}


def _hidden(counts: dict[tuple[str, str], int]) -> set[tuple[str, str]]:
    """Small cells, and again and again what would betray them along a row or a column."""
    hidden: set[tuple[str, str]] = set()
    while True:
        found = set(hidden)
        for axis in (0, 1):
            for name in {place[axis] for place in counts}:
                line = {place: count for place, count in counts.items() if place[axis] == name}
                shown = small_cells.hide(
                    {place: 1 if place in found and line[place] else line[place] for place in line}
                )
                found |= {place for place, count in shown.items() if count is None}
        if found == hidden:
            return hidden
        hidden = found
