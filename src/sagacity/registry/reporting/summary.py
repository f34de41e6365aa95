"""The report in one line, and in JSON for programs."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TextIO

from sagacity.registry.checking import Tally
from sagacity.registry.types import Message, Outcome

OUTCOME_WORDS = {
    Outcome.APPLIED: "取り込めます",
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


def sentence(message: Message) -> str:
    """One message as a sentence: 「12行目『開始時間』: 「９時００分」→「09:00」。直しました」"""
    where = f"{message.row}行目" if message.row is not None else "ファイル全体"
    column = f"『{message.column}』" if message.column else ""
    if message.outcome is Outcome.REPAIRED and message.expected:
        return f"{where}{column}: 「{message.found}」→「{message.expected}」。{message.action}"
    stands = f"「{message.found}」。" if message.found else ""
    return f"{where}{column}: {stands}{message.action}"


def write_json(out: TextIO, files: Iterable[FileReport]) -> None:
    """Write the report of the import command, message by message."""
    out.write('{"files": [')
    for place, one in enumerate(files):
        head = {
            "file": one.file,
            "kind": one.kind,
            "rows": one.tally.rows,
            "applied": one.tally.applied,
            "to_confirm": one.tally.to_confirm,
            "refused": one.tally.refused,
        }
        out.write(", " if place else "")
        out.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "messages": [')
        for number, message in enumerate(one.messages):
            out.write(", " if number else "")
            json.dump(_as_json(message), out, ensure_ascii=False)
        out.write("]}")
    out.write("]}\n")


def _as_json(message: Message) -> dict[str, str | int | None]:
    return {
        "row": message.row,
        "column": message.column,
        "found": message.found,
        "expected": message.expected,
        "action": message.action,
        "outcome": message.outcome.value,
        "rule": message.rule,
    }
