"""Excel files: values by calamine, looked at for bombs before."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sagacity.registry.kinds import headings
from sagacity.registry.reading import archive, limits, structure
from sagacity.registry.reading.assembling import Source, assemble
from sagacity.registry.reading.table import RawRow, Table, Unreadable
from sagacity.registry.types import Message, Outcome

_CELL = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_CHUNK = 1 << 20


def open_workbook(path: Path, name: str, sheet: str | None, form: str) -> Table:
    """One sheet of a workbook as a table: the named one, else the first that looks like a known list."""
    from python_calamine import PasswordError

    size = path.stat().st_size
    if size > limits.WORKBOOK_BYTES:
        raise Unreadable(
            "file.size",
            f"{size:,}バイト",
            f"Excelは{limits.WORKBOOK_BYTES:,}バイトまで",
            "CSVで保存し直してください",
        )
    cells = _rectangle(path) if form != "xls" else 0
    try:
        book = _book(path)
        chosen = _choose(book, sheet)
        grid = [[_text(value) for value in row] for row in _values(book, chosen)]
    except PasswordError as problem:
        raise locked() from problem
    except Unreadable:
        raise
    except Exception as problem:  # calamine raises several classes of its own, and ValueError for odd parts
        raise broken() from problem
    found = (
        structure.look(path, chosen) if form == "xlsx" and cells <= limits.STRUCTURE_CELLS else structure.NONE
    )
    table = assemble(
        Source(name, form, sheet=chosen, size=size, members=tuple(book.sheet_names), pads=True),
        _records(grid, found),
    )
    table.messages += _others(book.sheet_names, chosen)
    table.messages += structure.about_file(found, table)
    if form == "xlsx" and cells > limits.STRUCTURE_CELLS:
        table.messages.append(_not_looked_at(chosen, cells))
    return table


def grid(path: Path, sheet: str) -> list[list[str]]:
    """All rows of a sheet, as text, from the first on."""
    return [[_text(value) for value in row] for row in _values(_book(path), sheet)]


def _book(path: Path) -> Any:
    from python_calamine import CalamineWorkbook

    # From the bytes: by path, the library would believe the extension.
    return CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))


def locked() -> Unreadable:
    return Unreadable(
        "file.locked",
        "パスワードがかかっています",
        "パスワードのないファイル",
        "Excelで開き、［ファイル］［情報］［ブックの保護］でパスワードを外して保存し直してください",
    )


def broken() -> Unreadable:
    return Unreadable(
        "file.broken",
        "Excelファイルとして読めません",
        "壊れていないExcelファイル",
        "Excelで開けるか確かめ、保存し直してから選んでください",
    )


def _rectangle(path: Path) -> int:
    """How many cells the largest sheet spans: two cells far apart make a reader fill all between."""
    largest = 0
    with archive.opened(path) as box:
        archive.look_for_declarations(box)
        for one in box.infolist():
            if one.filename.startswith("xl/worksheets/") and one.filename.endswith(".xml"):
                rows, columns = _corner(box, one)
                if columns > limits.COLUMNS:
                    raise Unreadable(
                        "file.columns",
                        f"列が{columns:,}列あります",
                        f"{limits.COLUMNS:,}列まで",
                        "使っていない右はしの列を削除して保存し直してください",
                    )
                largest = max(largest, rows * columns)
    if largest > limits.WORKBOOK_CELLS:
        raise Unreadable(
            "file.size",
            f"{largest:,}セルの広さがあります",
            f"{limits.WORKBOOK_CELLS:,}セルまで",
            "使っていない行と列を削除するか、CSVで保存し直してください",
        )
    return largest


def _corner(box: zipfile.ZipFile, part: zipfile.ZipInfo) -> tuple[int, int]:
    rows, letters, before = 0, set(), b""
    with box.open(part) as source:
        while chunk := source.read(_CHUNK):
            found = _CELL.findall(before + chunk)
            letters.update({name for name, _ in found})
            rows = max(rows, max((int(row) for _, row in found), default=0))
            before = chunk[-20:]
    return rows, max((_column(name) for name in letters), default=0)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _choose(book: Any, wanted: str | None) -> str:
    names = list(book.sheet_names)
    if wanted in names:
        return str(wanted)
    visible = [one.name for one in book.sheets_metadata if str(one.visible).endswith("Visible")] or names
    return str(max(visible, key=lambda name: (_familiar(book, name), -names.index(name))))


def _familiar(book: Any, name: str) -> int:
    rows = book.get_sheet_by_name(name).to_python(nrows=limits.HEADING_SEARCH_ROWS)
    return max((sum(headings.fold(str(cell)) in headings.known() for cell in row) for row in rows), default=0)


def _values(book: Any, name: str) -> Iterator[list[Any]]:
    yield from book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _records(grid: list[list[str]], found: structure.Structure) -> Iterator[RawRow]:
    for number, cells in enumerate(grid, start=1):
        yield RawRow(number, cells, notes=found.notes(number, cells))


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        # Excel keeps 15 digits: a longer number has lost its end, and must look like it.
        if abs(value) >= 1e15:
            return f"{value:.14E}"
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return "" if value is None else str(value)


def _others(names: list[str], chosen: str) -> list[Message]:
    rest = [name for name in names if name != chosen]
    if not rest:
        return []
    return [
        Message(
            Outcome.APPLIED,
            "L1-02",
            chosen,
            None,
            "",
            f"シートが{len(names)}枚あります（ほかに{'、'.join(rest)[:80]}）",
            "1つのファイルに1つの表",
            f"「{chosen}」だけを読みました。ほかのシートも取り込むときは、シートを選んでもう一度取り込んでください",
        )
    ]


def _not_looked_at(sheet: str, cells: int) -> Message:
    return Message(
        Outcome.APPLIED,
        "file.large",
        sheet,
        None,
        "",
        f"{cells:,}セルの大きな表です",
        f"{limits.STRUCTURE_CELLS:,}セルまで",
        "値はすべて確かめました。結合セルや隠れた行・列は確かめていません",
    )
