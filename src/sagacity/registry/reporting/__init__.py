"""The report: summary line, JSON, CSV, annotated workbook, readability score."""

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from sagacity.registry.reporting.listing import write_csv
from sagacity.registry.reporting.readability import LevelScore, readability
from sagacity.registry.reporting.rules import Rule, rule, rules
from sagacity.registry.reporting.summary import FileReport, sentence, summary, write_json
from sagacity.registry.types import Message

__all__ = [
    "FileReport",
    "LevelScore",
    "Rule",
    "readability",
    "rule",
    "rules",
    "sentence",
    "summary",
    "write_annotated",
    "write_csv",
    "write_json",
]


def write_annotated(
    out: BinaryIO, *, path: Path, name: str, messages: Iterable[Message], sheet: str | None = None
) -> None:
    """Write the original at `path` as .xlsx with the messages as comments, and a first sheet listing them."""
    from sagacity.registry.reporting import annotated  # its library is 35 MB that few processes need

    annotated.write_annotated(out, path=path, name=name, messages=messages, sheet=sheet)
