"""The report in one line, and in JSON for programs."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TextIO

from sagacity.registry.checking import Tally
from sagacity.registry.types import Message, Outcome

_SAYS = {
    Outcome.APPLIED: "お知らせ",
    Outcome.REPAIRED: "直しました",
    Outcome.CONFIRM: "確認してください",
    Outcome.REFUSED: "取り込めません",
}


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


def title(outcome: Outcome) -> str:
    """「直しました」「確認してください」「取り込めません」"""
    return _SAYS[outcome]


def sentence(message: Message) -> str:
    """One message as a sentence: 「12行目『開始時間』: ９時００分 → 「09:00」に直しました」"""
    where = "ファイル全体" if message.row is None else f"{message.row}行目"
    sheet = f"シート「{message.sheet}」" if message.sheet else ""
    column = f"『{message.column}』" if message.column else ""
    found = f"{message.found} → " if message.found else ""
    return f"{sheet}{where}{column}: {found}{message.action}"


def write_json(out: TextIO, files: Iterable[FileReport]) -> None:
    """Write the report of the import command, message by message."""
    out.write('{"files": [')
    for at, one in enumerate(files):
        # The counts of a table stand only after its last message: so the messages come before them.
        out.write(f"{', ' if at else ''}{{{_pairs(file=one.file, kind=one.kind)}, ")
        out.write('"messages": [')
        for place, message in enumerate(one.messages):
            out.write(", " if place else "")
            json.dump(_plain(message), out, ensure_ascii=False)
        tally = one.tally
        counts = _pairs(
            rows=tally.rows, applied=tally.applied, to_confirm=tally.to_confirm, refused=tally.refused
        )
        out.write(f"], {counts}}}")
    out.write("]}\n")


def _pairs(**said: object) -> str:
    return json.dumps(said, ensure_ascii=False)[1:-1]


def _plain(message: Message) -> dict[str, object]:
    return {
        "row": message.row,
        "column": message.column,
        "found": message.found,
        "expected": message.expected,
        "action": message.action,
        "outcome": str(message.outcome),
        "rule": message.rule,
    }
