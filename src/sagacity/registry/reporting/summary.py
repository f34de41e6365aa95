"""The report in one line, and in JSON for programs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TextIO

from sagacity.registry.checking import Tally
from sagacity.registry.types import Message


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file; `messages` is walked once, so a generator is fine."""

    file: str
    kind: str
    tally: Tally
    messages: Iterable[Message]


def summary(tally: Tally) -> str:
    """「取り込める 196件 / 確認 12件 / 取り込めない 3件」"""
    return f"取り込める {tally.applied:,}件 / 確認 {tally.to_confirm:,}件 / 取り込めない {tally.refused:,}件"


def sentence(message: Message) -> str:
    """One message as a sentence: 「12行目『開始時間』: 「９時００分」→「09:00」に直しました」"""
    raise NotImplementedError


def write_json(out: TextIO, files: Iterable[FileReport]) -> None:
    """Write the report of the import command, message by message."""
    raise NotImplementedError
