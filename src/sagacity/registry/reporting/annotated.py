"""The file as it was received, as a workbook with a comment on every cell that has a message."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from sagacity.registry.reading import Table, every_row, open_table
from sagacity.registry.reporting.listing import HEADINGS, cells
from sagacity.registry.reporting.summary import title
from sagacity.registry.types import Message, Outcome

MOST = 20_000  # comments one workbook can bear
LISTING = "確認結果"
_KEEP_AS_IS = 5_000_000  # bytes of a workbook that is opened whole, with its own looks
_ONLY_SPOKEN_OF = 20_000_000  # bytes of a table of which only the rows with messages are written
_FILLS = {
    Outcome.REFUSED: PatternFill("solid", fgColor="FFF4B6B6"),
    Outcome.CONFIRM: PatternFill("solid", fgColor="FFFFF0B3"),
    Outcome.REPAIRED: PatternFill("solid", fgColor="FFD7F0D7"),
    Outcome.APPLIED: PatternFill("solid", fgColor="FFE6E6E6"),
}
_ORDER = (Outcome.REFUSED, Outcome.CONFIRM, Outcome.REPAIRED, Outcome.APPLIED)


@dataclass(frozen=True, slots=True)
class Notes:
    """Messages by the cell they speak of: (row, column), both from 1, as the workbook shows them."""

    table: Table
    by_cell: Mapping[tuple[int, int], list[Message]]
    rows: frozenset[int]


def write_annotated(
    out: BinaryIO, *, path: Path, name: str, messages: Iterable[Message], sheet: str | None = None
) -> None:
    """Write the original at `path` as .xlsx with the messages as comments, and a first sheet listing them."""
    table = open_table(path, name=name, sheet=sheet)
    said = list(islice(messages, MOST))
    notes = _by_cell(table, said)
    if table.form == "xlsx" and path.stat().st_size <= _KEEP_AS_IS:
        with path.open("rb") as source:  # by path, the library would insist on the extension
            book = load_workbook(source)
        _comment_on(book[table.sheet], notes)
        _list(book.create_sheet(_free(LISTING, book.sheetnames), 0), said)
        book.active = 0
    else:
        book = Workbook(write_only=True)
        _list(book.create_sheet(LISTING), said)
        page = book.create_sheet(_free(_sheet_name(table.sheet or "元のデータ"), book.sheetnames))
        for row in _rows(page, path, name, notes):
            page.append(row)
    book.save(out)


def _by_cell(table: Table, said: list[Message]) -> Notes:
    places = {heading: at for at, heading in enumerate(table.headings, start=1)}
    # Items of a JSON list have no line of their own: the workbook shows them below a row of headings.
    below = 1 if table.form in ("json", "geojson") else 0
    found: dict[tuple[int, int], list[Message]] = {}
    for message in said:
        if message.row is None and message.column not in places:
            continue  # about the whole file: the listing says it
        row = message.row + below if message.row is not None else max(1, table.heading_row)
        found.setdefault((row, places.get(message.column, 1)), []).append(message)
    return Notes(table, found, frozenset(row for row, _ in found))


def _rows(page: Any, path: Path, name: str, notes: Notes) -> Iterator[list[Any]]:
    large = notes.table.size > _ONLY_SPOKEN_OF
    head = max(1, notes.table.heading_row)
    if large:
        yield [f"もとの表が大きいので、見出しと、確認結果のある行だけを載せています（{len(notes.rows):,}行）"]
        yield ["もとの行"]
    last = 0
    for number, values in every_row(path, name=name, sheet=notes.table.sheet or None):
        if large and number != head and number not in notes.rows:
            continue
        if large:
            yield [number, *_cells(page, number, values, notes)]
            continue
        yield from ([] for _ in range(last + 1, number))
        last = number
        yield _cells(page, number, values, notes)


def _cells(page: Any, number: int, values: list[str], notes: Notes) -> list[Any]:
    if number not in notes.rows:
        return [_plain(page, value) for value in values]
    made = [_plain(page, value) for value in values] or [_plain(page, "")]
    for at in range(1, len(made) + 1):
        if said := notes.by_cell.get((number, at)):
            if isinstance(made[at - 1], str | int):
                made[at - 1] = WriteOnlyCell(page, made[at - 1])
            _mark(made[at - 1], said)
    return made


def _plain(page: Any, value: str) -> Any:
    clean = ILLEGAL_CHARACTERS_RE.sub("□", value)[:32_767]
    if clean[:1] != "=":
        return clean
    cell = WriteOnlyCell(page, clean)
    cell.data_type = "s"  # text, whatever Excel would like to make of it
    return cell


def _comment_on(page: Any, notes: Notes) -> None:
    for (row, column), said in notes.by_cell.items():
        cell = page.cell(row, column)
        if type(cell).__name__ == "MergedCell":
            inside = next(one for one in page.merged_cells.ranges if cell.coordinate in one)
            cell = page.cell(inside.min_row, inside.min_col)
        _mark(cell, said)


def _mark(cell: Any, said: list[Message]) -> None:
    before = f"{cell.comment.text}\n" if cell.comment is not None else ""
    text = before + "\n".join(f"{title(one.outcome)}（{one.rule}）: {one.action}" for one in said)
    comment = Comment(ILLEGAL_CHARACTERS_RE.sub("□", text)[:2_000], "Sagacity")
    comment.width, comment.height = 360, 60 + 40 * min(len(said), 4)
    cell.comment = comment
    cell.fill = _FILLS[min((one.outcome for one in said), key=_ORDER.index)]


def _list(page: Any, said: list[Message]) -> None:
    page.append(list(HEADINGS))
    for message in said:
        page.append([ILLEGAL_CHARACTERS_RE.sub("□", one) for one in cells(message)])
    if len(said) == MOST:
        page.append([f"多いので、はじめの{MOST:,}件だけを載せました。すべてはCSVの報告にあります"])


def _sheet_name(wanted: str) -> str:
    return "".join(letter for letter in wanted if letter not in "[]:*?/\\")[:31] or "データ"


def _free(wanted: str, taken: list[str]) -> str:
    return next(name for name in (wanted, *(f"{wanted}{at}" for at in range(2, 99))) if name not in taken)
