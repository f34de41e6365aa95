"""Tables for a spreadsheet: UTF-8 with BOM and CRLF, as Japanese Excel opens it; no cell starts a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def answer(name: str, heading: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A table as a download."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heading)
    writer.writerows([_cell(str(cell)) for cell in row] for row in rows)
    said = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    said["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return said


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text
