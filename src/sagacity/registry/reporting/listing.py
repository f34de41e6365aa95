"""The messages as a table for people."""

import codecs
import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

from sagacity.registry.reporting.rules import rule
from sagacity.registry.reporting.summary import OUTCOME_WORDS
from sagacity.registry.types import Message

HEADINGS = (
    "結果",
    "シート",
    "行",
    "列",
    "書かれている値",
    "正しい形",
    "したこと・すること",
    "規則",
    "規則の内容",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(out: BinaryIO, messages: Iterable[Message]) -> None:
    """Write the messages as CSV that Japanese Excel opens (UTF-8 with BOM, CRLF), one by one."""
    out.write(codecs.BOM_UTF8)
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    for message in messages:
        writer.writerow([harmless(cell) for cell in cells(message)])
    text.detach()


def cells(message: Message) -> tuple[str, ...]:
    """One message as the cells of its line."""
    return (
        OUTCOME_WORDS[message.outcome],
        message.sheet,
        str(message.row) if message.row is not None else "全体",
        message.column,
        message.found,
        message.expected,
        message.action,
        message.rule,
        rule(message.rule).title if rule(message.rule).level else "",
    )


def harmless(cell: str) -> str:
    """A cell that Excel shows instead of running it: a found `=1+1` must not start when the report opens."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
