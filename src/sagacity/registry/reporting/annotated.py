"""The file as it was received, as a workbook with a comment on every cell that has a message."""

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from sagacity.registry.types import Message


def write_annotated(
    out: BinaryIO, *, path: Path, name: str, messages: Iterable[Message], sheet: str | None = None
) -> None:
    """Write the original at `path` as .xlsx with the messages as comments, and a first sheet listing them."""
    raise NotImplementedError
