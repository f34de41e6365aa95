"""A table as a file, CSV for Japanese Excel or a workbook: what the page hides is hidden here too."""

import csv
import io
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from sagacity.desks.reform.tables import Cell, Table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_csv(table: Table) -> HttpResponse:
    text = io.StringIO()
    sheet = csv.writer(text)
    sheet.writerow([harmless(one.title) for one in table.columns])
    for row in table.rows:
        sheet.writerow([harmless(_said(cell)) for cell in row])
    return _file("\ufeff" + text.getvalue(), "text/csv; charset=utf-8", f"{table.key}.csv")


def as_xlsx(table: Table, *, about: str) -> HttpResponse:
    """A workbook of one sheet: what it is and of which days, then the table, numbers as numbers."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(table.key)
    sheet.freeze_panes = "A4"
    for nth, one in enumerate(table.columns):
        sheet.column_dimensions["ABCDEFGHIJKLMNOPQRSTUVWXYZ"[nth]].width = 14 if one.is_number else 30

    def bold(text: str) -> Any:
        cell = WriteOnlyCell(sheet, value=harmless(text))
        cell.font = Font(bold=True)
        return cell

    sheet.append([bold(table.title)])
    sheet.append([harmless(about)])
    sheet.append([bold(one.title) for one in table.columns])
    for row in table.rows:
        sheet.append([cell if isinstance(cell, int | float) else harmless(_said(cell)) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return _file(out.getvalue(), XLSX, f"{table.key}.xlsx")


def harmless(text: str) -> str:
    """Never a formula when a spreadsheet opens it, and no sign that a workbook cannot hold."""
    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    return f"'{text}" if text[:1] in tuple("=+-@\t\r") and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _said(cell: Cell) -> str:
    return _("10未満など") if cell is None else str(cell)


def _file(content: str | bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f"attachment; filename={name}"
    answer["Cache-Control"] = "no-store"
    return answer
