"""Builders of files, sound and hostile."""

import io
import zipfile
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from sagacity.registry.reading import RawRow, Table, Unreadable, open_table

HEAD = "全国地方公共団体コード,ID,名称,名称_カナ,所在地_連結表記,緯度,経度"
LINE = "412015,0000000001,さくら公民館,サクラコウミンカン,佐賀県佐賀市栄町1-1,33.2635,130.3009"


def opened(folder: Path, data: bytes | str, name: str = "aed.csv", sheet: str | None = None) -> Table:
    """A file of these bytes, opened."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return open_table(path, name=name, sheet=sheet)


def read(
    folder: Path, data: bytes | str, name: str = "aed.csv", sheet: str | None = None
) -> tuple[Table, list[RawRow]]:
    """A file of these bytes, opened and read to its end."""
    table = opened(folder, data, name, sheet)
    return table, list(table.rows)


def refusal(folder: Path, data: bytes | str, name: str = "aed.csv") -> Unreadable:
    """Why a file of these bytes is refused, at once or while it is read."""
    try:
        read(folder, data, name)
    except Unreadable as problem:
        return problem
    raise AssertionError("it was read")


def workbook(rows: list[list[Any]], **sheets: list[list[Any]]) -> Workbook:
    """A workbook with these rows on its first sheet."""
    book = Workbook()
    first = book.active
    assert first is not None
    for row in rows:
        first.append(row)
    for title, more in sheets.items():
        page = book.create_sheet(title)
        for row in more:
            page.append(row)
    return book


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def boxed(**members: bytes | str) -> bytes:
    """A zip with these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        for name, data in members.items():
            box.writestr(name, data)
    return out.getvalue()


def changed(data: bytes, member: str, new: bytes) -> bytes:
    """A zip in which one member has other bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        for one in old.namelist():
            box.writestr(one, new if one == member else old.read(one))
    return out.getvalue()
