"""One door for every form of file: what the bytes are decides, not the name."""

import io
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import BinaryIO

from sagacity.registry.reading import archive, decoding, json_lists, limits, separated, workbook
from sagacity.registry.reading.assembling import Source, assemble
from sagacity.registry.reading.table import RawRow, Table, Unreadable
from sagacity.registry.types import Message, Outcome

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_NEVER = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "画像（PNG）"),
    (b"\xff\xd8\xff", "画像（JPEG）"),
    (b"GIF8", "画像（GIF）"),
    (b"\x1f\x8b", "gzip圧縮ファイル"),
    (b"7z\xbc\xaf", "7z圧縮ファイル"),
    (b"Rar!", "RAR圧縮ファイル"),
    (b"SQLite format 3", "データベース"),
    (b"MZ", "プログラム"),
    (b"\x7fELF", "プログラム"),
)
_FORMS = {".csv": "csv", ".tsv": "csv", ".txt": "csv", ".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xls",
          ".geojson": "json", ".json": "json", ".zip": "zip"}  # fmt: skip
_SAID = {
    "csv": "CSV",
    "xlsx": "Excel",
    "xls": "Excel（旧形式）",
    "json": "JSON",
    "geojson": "GeoJSON",
    "zip": "ZIP",
}


def open_table(path: Path, *, name: str, sheet: str | None = None) -> Table:
    """Open a file as a table, whatever its form; `name` is what the person called it.

    Raises:
        Unreadable: it is no table, or a hostile one; the exception says what to do.
    """
    size = path.stat().st_size
    if size == 0:
        raise Unreadable(
            "file.empty",
            "空のファイルです（0バイト）",
            "見出しとデータのある表",
            "中身のあるファイルを選んでください",
        )
    if size > limits.FILE_BYTES:
        raise Unreadable(
            "file.size",
            f"{size:,}バイト",
            f"{limits.FILE_BYTES:,}バイトまで",
            "いくつかのファイルに分けてください",
        )
    with path.open("rb") as source:
        start = source.read(4096)
    table = _by_content(path, name, sheet, start)
    named = _FORMS.get(PurePath(name).suffix.lower(), "")
    is_really = {"geojson": "json", "gtfs": "zip", "5374": "zip"}.get(table.form, table.form)
    if named and named != is_really:
        table.messages.append(_other_than_named(name, is_really))
    return table


def _by_content(path: Path, name: str, sheet: str | None, start: bytes) -> Table:
    if start.startswith(_OLE):
        if _ENCRYPTED in path.read_bytes()[: limits.WORKBOOK_BYTES]:
            raise workbook.locked()
        return workbook.open_workbook(path, name, sheet, "xls")
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _boxed(path, name, sheet)
    for mark, what in _NEVER:
        if start.startswith(mark):
            raise _not_a_table(what)
    plain = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if plain[:1] in (b"{", b"["):
        return json_lists.open_json(path, name)
    if plain[:1] == b"<":
        raise _not_a_table("ウェブページかXML")
    return _separated(path.open("rb"), name, size=path.stat().st_size)


def _not_a_table(what: str) -> Unreadable:
    return Unreadable(
        "L1-01",
        f"{what}のファイルです",
        "CSV、Excel、GeoJSON、GTFSのZIP",
        "表計算ソフトで開けるなら、「CSV UTF-8（コンマ区切り）」で保存し直してください",
    )


def _other_than_named(name: str, form: str) -> Message:
    return Message(
        Outcome.APPLIED,
        "file.extension",
        "",
        None,
        "",
        PurePath(name).name,
        f"中身（{_SAID.get(form, form)}）と同じ拡張子",
        f"中身を見て{_SAID.get(form, form)}として読みました",
    )


def _boxed(path: Path, name: str, sheet: str | None) -> Table:
    with archive.opened(path) as box:
        names = {PurePath(one).name: one for one in box.namelist() if not one.endswith("/")}
        if "[Content_Types].xml" in names:
            return workbook.open_workbook(path, name, sheet, "xlsx")
        form, wanted = _known_box(names, sheet)
        if form == "":
            raise Unreadable(
                "L1-01",
                f"中身は{'、'.join(list(names)[:5])[:80]}のZIPです",
                "GTFS（stops.txt）か5374（area_days.csv）のZIP",
                "ZIPを開き、中のCSVかExcelを1つずつ選んでください",
            )
        info = box.getinfo(names[wanted])
        if info.file_size > limits.JSON_BYTES:
            raise Unreadable(
                "file.size", f"{info.file_size:,}バイト", f"{limits.JSON_BYTES:,}バイトまで", "分けてください"
            )
        inside = io.BytesIO(box.read(info))
    table = _separated(
        inside, name, size=info.file_size, form=form, sheet=wanted, members=tuple(sorted(names))
    )
    if form == "gtfs":
        table.messages.append(_only_stops(names))
    return table


def _known_box(names: dict[str, str], sheet: str | None) -> tuple[str, str]:
    form, usual = (
        ("gtfs", "stops.txt")
        if "stops.txt" in names
        else ("5374", "area_days.csv")
        if "area_days.csv" in names
        else ("", "")
    )
    return form, sheet if sheet in names else usual


def _only_stops(names: dict[str, str]) -> Message:
    rest = "、".join(one for one in sorted(names) if one != "stops.txt")
    return Message(
        Outcome.APPLIED,
        "file.members",
        "stops.txt",
        None,
        "",
        rest[:120],
        "stops.txt（停留所）",
        "停留所だけを読みました。時刻表や路線は台帳には入れません",
    )


def _separated(
    source: BinaryIO,
    name: str,
    *,
    size: int,
    form: str = "csv",
    sheet: str = "",
    members: tuple[str, ...] = (),
) -> Table:
    try:
        encoding = decoding.detect(source)
        source.seek(0)
        sign = separated.delimiter(source.read(65536).decode(encoding.codec, errors="ignore"))
        source.seek(0)
        text = io.TextIOWrapper(source, encoding=encoding.codec, newline="")
        about = Source(name, form, sheet, encoding.codec, encoding.note, size, members)
        return assemble(about, _closing(separated.records(text, sign), source), source.tell)
    except BaseException:
        source.close()
        raise


def _closing(rows: Iterator[RawRow], source: BinaryIO) -> Iterator[RawRow]:
    try:
        yield from rows
    finally:
        source.close()


def every_row(path: Path, *, name: str, sheet: str | None = None) -> Iterator[tuple[int, list[str]]]:
    """Every row of the file with its number, titles and empty rows too: to show the file as it came."""
    table = open_table(path, name=name, sheet=sheet)
    if table.form in ("json", "geojson"):
        yield 1, table.headings
        for row in table.rows:
            yield row.number + 1, row.cells
    elif table.form in ("xlsx", "xls"):
        yield from enumerate(workbook.grid(path, table.sheet), start=1)
    else:
        for row in _again(path, table):
            yield row.number, row.cells or ([row.problem.found] if row.problem else [])


def _again(path: Path, table: Table) -> Iterator[RawRow]:
    if table.form == "csv":
        source: BinaryIO = path.open("rb")
    else:
        with archive.opened(path) as box:
            names = {PurePath(one).name: one for one in box.namelist()}
            source = io.BytesIO(box.read(names[table.sheet]))
    with source:
        sign = separated.delimiter(source.read(65536).decode(table.encoding, errors="ignore"))
        source.seek(0)
        yield from separated.records(io.TextIOWrapper(source, encoding=table.encoding, newline=""), sign)
