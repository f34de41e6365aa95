"""The file as it was received, as a workbook with a comment on every cell that has a message."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from sagacity.registry.reading import Table, open_table
from sagacity.registry.reporting.listing import HEADINGS, cells
from sagacity.registry.reporting.summary import OUTCOME_WORDS
from sagacity.registry.types import Message, Outcome

LIST_SHEET = "確認結果"
_WHOLE_BYTES = 10 * 1024 * 1024  # above this a workbook's own look is not kept, for the sake of memory
_LONGEST = 32_000  # characters that Excel takes in a cell
_AUTHOR = "Sagacity"
_FILLS = {
    Outcome.REPAIRED: PatternFill("solid", fgColor="D9E6FF"),
    Outcome.CONFIRM: PatternFill("solid", fgColor="FFF3C2"),
    Outcome.REFUSED: PatternFill("solid", fgColor="FFD9D9"),
}

Notes = Mapping[tuple[int, int], Sequence[Message]]  # (row, column), both from 1


def write_annotated(
    out: BinaryIO, *, path: Path, name: str, messages: Iterable[Message], sheet: str | None = None
) -> None:
    """Write the original at `path` as .xlsx with the messages as comments, and a first sheet listing them."""
    told = list(messages)
    table = open_table(path, name=name, sheet=sheet)
    notes = _by_cell(told, table)
    if table.form == "xlsx" and path.stat().st_size <= _WHOLE_BYTES:
        _on_the_original(out, path, table, told, notes)
    else:
        _on_a_copy(out, path, table, told, notes)


def _by_cell(messages: Sequence[Message], table: Table) -> Notes:
    places = {heading: number for number, heading in enumerate(table.headings, start=1)}
    notes: dict[tuple[int, int], list[Message]] = defaultdict(list)
    for message in messages:
        if message.row is not None:
            notes[message.row, places.get(message.column, 1)].append(message)
        elif message.column in places:
            notes[max(table.heading_row, 1), places[message.column]].append(message)
    return notes


def _on_the_original(
    out: BinaryIO, path: Path, table: Table, messages: Sequence[Message], notes: Notes
) -> None:
    book = load_workbook(path)
    page = book[table.sheet] if table.sheet in book.sheetnames else book.worksheets[0]
    for (row, column), here in notes.items():
        cell = page.cell(row=row, column=column)
        anchor = next((each for each in page.merged_cells.ranges if cell.coordinate in each), None)
        if anchor is not None:  # only the first cell of a merged range can carry a comment
            cell = page.cell(row=anchor.min_row, column=anchor.min_col)
        _mark(cell, here)
    first = book.create_sheet(_free_name(LIST_SHEET, book.sheetnames), 0)
    for line in _lines(messages):
        first.append(line)
    book.active = 0
    book.save(out)


def _on_a_copy(out: BinaryIO, path: Path, table: Table, messages: Sequence[Message], notes: Notes) -> None:
    book = Workbook(write_only=True)
    first = book.create_sheet(LIST_SHEET)
    for line in _lines(messages):
        first.append(line)
    page = book.create_sheet("元のデータ")
    for number, row in _numbered(path, table):
        written = [WriteOnlyCell(page, value=_text(cell)) for cell in row]
        for place, cell in enumerate(written, start=1):
            cell.data_type = "s"
            if (number, place) in notes:
                _mark(cell, notes[number, place])
        page.append(written)
    book.save(out)


def _numbered(path: Path, table: Table) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows of the original under the numbers that the report gives them, gaps filled."""
    if table.form == "csv":
        with path.open(encoding=table.encoding or "utf-8-sig", errors="replace", newline="") as file:
            yield from enumerate(csv.reader(file), start=1)
        return
    at = 1
    if table.heading_row:
        yield from ((number, ()) for number in range(1, table.heading_row))
        yield table.heading_row, table.headings
        at = table.heading_row + 1
    for row in table.rows:
        yield from ((number, ()) for number in range(at, row.number))
        yield row.number, row.cells
        at = row.number + 1


def _mark(cell: Any, messages: Sequence[Message]) -> None:
    said = "\n".join(
        f"【{OUTCOME_WORDS[one.outcome]}】{one.action}"
        + (f"（正しい形: {one.expected}）" if one.expected else "")
        + f" [{one.rule}]"
        for one in messages
    )
    cell.comment = Comment(_text(said), _AUTHOR, width=360, height=120)
    worst = max(messages, key=lambda one: list(_FILLS).index(one.outcome))
    cell.fill = _FILLS[worst.outcome]


def _lines(messages: Sequence[Message]) -> Iterator[list[str]]:
    yield list(HEADINGS)
    yield from ([_as_words(cell) for cell in cells(message)] for message in messages)


def _as_words(cell: str) -> str:
    """openpyxl takes a text that begins with = for a formula; here it is a found value."""
    return _text(f"'{cell}" if cell.startswith("=") else cell)


def _text(cell: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("", cell)[:_LONGEST]


def _free_name(wanted: str, taken: Sequence[str]) -> str:
    return next(name for name in (wanted, *(f"{wanted}{n}" for n in range(2, 99))) if name not in taken)
