"""CSV, for people with a spreadsheet and for programs."""

import csv
import io
from typing import BinaryIO, Protocol

from sagacity.registry.publishing.content import Content
from sagacity.registry.publishing.formulas import defused
from sagacity.registry.publishing.records import as_text


class Writer(Protocol):
    """Writes a data set into a file that is open."""

    def __call__(self, out: BinaryIO, content: Content) -> None: ...


def for_people(out: BinaryIO, content: Content) -> None:
    """UTF-8 with BOM and CRLF; what could run as a formula gets an apostrophe."""
    _write(out, content, encoding="utf-8-sig", careful=True)


def for_programs(out: BinaryIO, content: Content) -> None:
    """UTF-8 without BOM, every value exactly as it is."""
    _write(out, content, encoding="utf-8", careful=False)


def _write(out: BinaryIO, content: Content, *, encoding: str, careful: bool) -> None:
    text = io.TextIOWrapper(out, encoding=encoding, newline="")
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow([heading.name for heading in content.headings])
    columns = [heading.column for heading in content.headings]
    for line in content.lines():
        cells = [as_text(line.fields.get(column)) for column in columns]
        table.writerow([defused(cell) for cell in cells] if careful else cells)
    text.flush()
    text.detach()
