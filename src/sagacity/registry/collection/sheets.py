"""5374 files as they come: decoded, taken apart into rows, recognised by their headings."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sagacity.registry.collection.types import FileReport
from sagacity.registry.types import Message, Outcome

LARGEST = 5 * 1024 * 1024
ORDER = ("area_master", "center", "description", "remarks", "area_days", "target")
_ENCODINGS = {
    "cp932": "Shift_JIS (CP932)",
    "euc_jp": "EUC-JP",
    "utf-16": "UTF-16",
    "iso2022_jp": "ISO-2022-JP",
}


@dataclass(slots=True)
class Sheet:
    """One file and what has been said about it so far."""

    file: str
    kind: str
    headings: list[str]
    rows: list[tuple[int, list[str]]]  # line in the file, cells
    messages: list[Message] = field(default_factory=list)
    verdicts: dict[int, Outcome] = field(default_factory=dict)

    def say(
        self,
        outcome: Outcome,
        rule: str,
        *,
        row: int | None,
        column: str = "",
        found: str = "",
        expected: str = "",
        action: str,
    ) -> None:
        """Write a line of the report; a row that is not taken in gets its verdict from its worst line."""
        self.messages.append(Message(outcome, rule, "", row, column, found, expected, action))
        if row is None or outcome is Outcome.REPAIRED:
            return
        if outcome is Outcome.REFUSED or self.verdicts.get(row) is not Outcome.REFUSED:
            self.verdicts[row] = outcome

    def good_rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Rows nothing speaks against, by heading."""
        for line, cells in self.rows:
            if line not in self.verdicts:
                yield line, dict(zip(self.headings, cells, strict=True))

    def report(self) -> FileReport:
        lines = {line for line, _ in self.rows}
        refused = sum(1 for line in lines if self.verdicts.get(line) is Outcome.REFUSED)
        to_confirm = sum(1 for line in lines if self.verdicts.get(line) is Outcome.CONFIRM)
        return FileReport(
            file=self.file,
            kind=self.kind,
            rows=len(lines),
            applied=len(lines) - refused - to_confirm,
            to_confirm=to_confirm,
            refused=refused,
            messages=tuple(self.messages),
        )


def open_all(files: Mapping[str, Path]) -> list[Sheet]:
    """Every file as a sheet, in the order in which one builds on the other."""
    sheets = [open_one(name, path) for name, path in files.items()]
    return sorted(sheets, key=lambda sheet: ORDER.index(sheet.kind) if sheet.kind else len(ORDER))


def open_one(name: str, path: Path) -> Sheet:
    """Read one file; one that cannot be read becomes an empty sheet that says why."""
    sheet = Sheet(name, "", [], [])
    size = path.stat().st_size
    if size > LARGEST:
        return _unreadable(
            sheet, "file.size", f"{size}バイト", "5MBまで", "ごみ収集のファイルかどうか、たしかめてください。"
        )
    text, encoding = decode(path.read_bytes())
    if text is None or "\0" in text:
        return _unreadable(
            sheet,
            "file.encoding",
            "文字として読めない中身",
            "UTF-8 か CP932 のCSV",
            "CSVとして保存しなおしてください。",
        )
    if encoding in _ENCODINGS:
        sheet.say(
            Outcome.REPAIRED,
            "file.encoding",
            row=None,
            found=_ENCODINGS[encoding],
            expected="UTF-8",
            action=f"{_ENCODINGS[encoding]}として読みました。",
        )
    _take_apart(sheet, text)
    return sheet


def decode(body: bytes) -> tuple[str | None, str]:
    """Bytes as text, by the first encoding that fits without loss."""
    if body.startswith(b"\xef\xbb\xbf"):
        order: tuple[str, ...] = ("utf-8-sig",)
    elif body.startswith((b"\xff\xfe", b"\xfe\xff")):
        order = ("utf-16",)
    elif b"\x1b$B" in body or b"\x1b$@" in body:
        order = ("iso2022_jp",)
    else:
        order = ("utf-8", "cp932", "euc_jp")
    for encoding in order:
        try:
            return body.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return None, ""


def _take_apart(sheet: Sheet, text: str) -> None:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines: list[tuple[int, list[str]]] = []
    begins = 1
    try:
        for cells in reader:
            lines.append((begins, [cell.strip() for cell in cells]))
            begins = reader.line_num + 1
    except csv.Error as problem:
        _unreadable(
            sheet,
            "L1-15",
            f"{begins}行目: {problem}",
            "引用符のとじたCSV",
            f'{begins}行目の「"」を直してください。',
        )
        return
    if not lines:
        _unreadable(
            sheet, "file.empty", "中身がありません", "見出しと1行以上", "ファイルを選びなおしてください。"
        )
        return
    sheet.headings = lines[0][1]
    sheet.kind = _kind_of(sheet.headings)
    if not sheet.kind:
        _unreadable(
            sheet,
            "file.kind",
            "、".join(sheet.headings)[:80],
            "5374の見出し（地名、名称、label …）",
            "どのファイルかわかりません。見出しを直してください。",
        )
        return
    width = len(sheet.headings)
    for line, cells in lines[1:]:
        if not any(cells):
            sheet.say(
                Outcome.REPAIRED,
                "row.empty",
                row=line,
                found="空の行",
                expected="中身のある行",
                action="空の行なので読みとばしました。",
            )
            continue
        sheet.rows.append((line, cells))
        if len(cells) == width - 1 and not sheet.headings[-1]:
            cells.append("")
        if len(cells) != width:
            sheet.say(
                Outcome.REFUSED,
                "L1-15",
                row=line,
                found=f"{len(cells)}個の列",
                expected=f"{width}個の列",
                action="列の数が見出しとちがいます。カンマの数を直してください。",
            )


def _kind_of(headings: list[str]) -> str:
    said = set(headings)
    if "地名" in said:
        return "area_days"
    if {"マスター", "区名"} <= said:
        return "area_master"
    if {"名称", "休止開始日", "休止終了日"} <= said:
        return "center"
    if {"label", "description"} <= said:
        return "description"
    if {"label", "name"} <= said:
        return "target"
    return "remarks" if {"ID", "注意事項"} <= said else ""


def _unreadable(sheet: Sheet, rule: str, found: str, expected: str, action: str) -> Sheet:
    sheet.say(Outcome.REFUSED, rule, row=None, found=found, expected=expected, action=action)
    return sheet
