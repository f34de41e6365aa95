"""Tables that leave the desk: CSV that Japanese Excel opens, without formulas, row by row."""

import csv
from collections.abc import Iterable, Iterator, Sequence

from django.http import StreamingHttpResponse


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def answer(name: str, headings: Sequence[object], rows: Iterable[Sequence[object]]) -> StreamingHttpResponse:
    """A download; large tables are never held whole."""
    found = StreamingHttpResponse(_lines(headings, rows), content_type="text/csv; charset=utf-8")
    found["Content-Disposition"] = f"attachment; filename={name}.csv"
    found["Cache-Control"] = "no-store"
    return found


def _lines(headings: Sequence[object], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    sheet = csv.writer(_Echo())
    yield "\ufeff" + sheet.writerow([_plain(one) for one in headings])
    for row in rows:
        yield sheet.writerow([_plain(one) for one in row])


def _plain(value: object) -> object:
    """Numbers stay numbers; text that a spreadsheet would work out is marked as text."""
    if isinstance(value, int) or value is None:
        return "" if value is None else value
    text = str(value)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
