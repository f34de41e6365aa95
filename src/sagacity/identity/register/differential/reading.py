"""From bytes to lines: encoding and form of a file of changes, CSV or JSON."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sagacity.identity.register.differential import columns
from sagacity.identity.register.differential.columns import BrokenFile

MOST_BYTES = 200 * 1024 * 1024
LONGEST_CELL = 400


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it stands, by the names of the columns that are understood."""

    row: int  # as a spreadsheet counts
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file, and what was found while reading it."""

    encoding: str
    left_out: tuple[str, ...]
    lines: list[Line]


def read(content: bytes) -> Table:
    """Read a file of changes.

    Raises:
        BrokenFile: it is too large, in an unknown encoding, no table, or holds a column that may not come.
    """
    if len(content) > MOST_BYTES:
        raise BrokenFile("ファイルが大きすぎます（200MBまで）。期間を分けて書き出してください。")
    text, encoding = _decoded(content)
    if text.lstrip()[:1] in {"{", "["}:
        return _from_json(text, encoding)
    return _from_csv(text, encoding)


def _decoded(content: bytes) -> tuple[str, str]:
    for encoding, name in (("utf-8-sig", "UTF-8"), ("cp932", "CP932")):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, name
    raise BrokenFile("文字コードが分かりません。UTF-8 か Shift_JIS（CP932）で書き出してください。")


def _from_csv(text: str, encoding: str) -> Table:
    try:
        rows = csv.reader(io.StringIO(text, newline=""), strict=True)
        found = columns.find(next(rows, []))
        lines = [Line(rows.line_num, _cells(row, found)) for row in rows if any(cell.strip() for cell in row)]
    except csv.Error as problem:
        raise BrokenFile(
            f"CSV として読めません（{problem}）。引用符の閉じ忘れがないか確かめてください。"
        ) from problem
    return Table(encoding, found.left_out, lines)


def _cells(row: list[str], found: columns.Columns) -> dict[str, str]:
    return {name: _cell(row[place]) for name, place in found.places.items() if place < len(row)}


def _from_json(text: str, encoding: str) -> Table:
    try:
        said: Any = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise BrokenFile("JSON として読めません。途中で切れていないか確かめてください。") from problem
    rows = said.get("rows") if isinstance(said, dict) else said
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise BrokenFile('JSON には {"rows": [{…}, …]} の形で行を書いてください。')
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    found = columns.find(headings)
    return Table(encoding, found.left_out, list(_from_objects(rows, headings, found)))


def _from_objects(rows: list[dict[str, Any]], headings: list[str], found: columns.Columns) -> Iterator[Line]:
    for number, row in enumerate(rows, start=1):
        cells = {name: _cell(_as_text(row.get(headings[place]))) for name, place in found.places.items()}
        yield Line(number, cells)


def _as_text(value: object) -> str:
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, bool) else str(value)


def _cell(text: str) -> str:
    return text.strip()[:LONGEST_CELL]
