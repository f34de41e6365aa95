"""The messages as a table for people."""

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

from sagacity.registry.reporting.summary import title
from sagacity.registry.types import Message

HEADINGS = ("結果", "決まり", "シート", "行", "見出し", "今の値", "正しい形", "どうしたか・どうするか")


def write_csv(out: BinaryIO, messages: Iterable[Message]) -> None:
    """Write the messages as CSV that Japanese Excel opens (UTF-8 with BOM, CRLF), one by one."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", errors="replace", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    for message in messages:
        writer.writerow(cells(message))
    text.flush()
    text.detach()


def cells(message: Message) -> list[str]:
    """One message as cells that no spreadsheet takes for a formula."""
    row = "" if message.row is None else str(message.row)
    said = (message.rule, message.sheet, row, message.column, message.found, message.expected, message.action)
    return [title(message.outcome), *(safe(one) for one in said)]


def safe(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would run."""
    return f"'{text}" if text[:1] in "=+-@\t\r" and text[:1] else text
