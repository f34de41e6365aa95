"""The messages as a table for people."""

from collections.abc import Iterable
from typing import BinaryIO

from sagacity.registry.types import Message


def write_csv(out: BinaryIO, messages: Iterable[Message]) -> None:
    """Write the messages as CSV that Japanese Excel opens (UTF-8 with BOM, CRLF), one by one."""
    raise NotImplementedError
