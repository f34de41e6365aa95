"""The messages as a table for people."""

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

from sagacity.registry.reporting.rules import rule
from sagacity.registry.reporting.summary import title
from sagacity.registry.types import Message

HEADINGS = (
    "結果",
    "シート",
    "行",
    "列",
    "書かれている値",
    "正しい形",
    "したこと・すること",
    "決まり",
    "決まりの内容",
)


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
    row = "全体" if message.row is None else str(message.row)
    said = (message.sheet, row, message.column, message.found, message.expected, message.action)
    return [title(message.outcome), *(harmless(one) for one in said), message.rule, rule(message.rule).title]


def harmless(text: str) -> str:
    """A cell that a spreadsheet shows instead of running it: a found `=1+1` gets an apostrophe before it."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
