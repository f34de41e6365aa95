"""A workbook whose every cell is text, so that no program takes a zero away from a code."""

import re
import zipfile
from typing import IO, BinaryIO
from xml.sax.saxutils import escape, quoteattr

from sagacity.registry.publishing.content import Content
from sagacity.registry.publishing.records import as_text

MOST_ROWS = 1_048_575  # what one sheet holds below its headings
_LONGEST = 32_767
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEETS}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_SHEETS}.styles+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEETS}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_OFFICE}/worksheet" '
        f'Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{_OFFICE}/styles" '
        'Target="styles.xml"/></Relationships>'
    ),
    "xl/styles.xml": (  # format 49 is "text"; the second style is for the headings
        f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/></font>'
        '<font><b/><sz val="11"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/>'
        '</fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/>'
        '</borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        '</cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" '
        'applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
        "</cellStyles></styleSheet>"
    ),
}


class TooManyRows(Exception):
    """A sheet of a workbook cannot hold so many records."""


def write(out: BinaryIO, content: Content) -> None:
    """Write the sheet row by row.

    Raises:
        TooManyRows: there are more records than a sheet has rows.
    """
    if content.figures.records > MOST_ROWS:
        raise TooManyRows(content.dataset.slug)
    name = _sheet_name(content.dataset.title.get("ja", content.dataset.slug))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as book:
        for path, body in _PARTS.items():
            book.writestr(_entry(path), _HEAD + body)
        book.writestr(
            _entry("xl/workbook.xml"),
            f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
            f'<sheet name={quoteattr(name)} sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
        with book.open(_entry("xl/worksheets/sheet1.xml"), "w", force_zip64=True) as sheet:
            _sheet(sheet, content)


def _entry(path: str) -> zipfile.ZipInfo:
    # A fixed time: the same records are the same bytes.
    entry = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _sheet(sheet: IO[bytes], content: Content) -> None:
    sheet.write(
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" '
        'topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        "<sheetData>".encode()
    )
    sheet.write(_row([heading.name for heading in content.headings], style=2))
    columns = [heading.column for heading in content.headings]
    for line in content.lines():
        sheet.write(_row([as_text(line.fields.get(column)) for column in columns], style=1))
    sheet.write(b"</sheetData></worksheet>")


def _row(cells: list[str], *, style: int) -> bytes:
    body = "".join(
        f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{_safe(cell)}</t></is></c>'
        if cell
        else f'<c s="{style}"/>'
        for cell in cells
    )
    return f"<row>{body}</row>".encode()


def _safe(text: str) -> str:
    kept = _NOT_XML.sub("", text)[:_LONGEST]
    return escape(_LOOKS_ESCAPED.sub("_x005F_", kept))


def _sheet_name(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", title)[:31].strip() or "data"
