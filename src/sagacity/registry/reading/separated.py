"""Rows of a CSV or TSV file, one by one; a broken line is refused alone, not the file."""

import csv
from collections import deque
from collections.abc import Iterator
from typing import TextIO

from sagacity.registry.reading import limits
from sagacity.registry.reading.table import RawRow, Unreadable
from sagacity.registry.types import Message, Outcome

_PATIENCE = 200  # lines one quoted cell may span before the quote counts as never closed


class Lines:
    """The physical lines of a file, remembered for the record under way so that they can be read again."""

    def __init__(self, source: TextIO) -> None:
        self._source = source
        self._again: deque[str] = deque()
        self.record: list[str] = []
        self.taken = 0  # physical lines handed out

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._again:
            line = self._again.popleft()
        else:
            line = self._source.readline(limits.CELL_CHARACTERS * 10)
            if not line:
                raise StopIteration
        record = self.record
        if len(record) >= _PATIENCE or (record and len(line) + len(record[0]) > limits.CELL_CHARACTERS * 10):
            self._again.appendleft(line)
            raise _NeverClosed
        record.append(line)
        self.taken += 1
        return line

    def push_back_all_but_first(self) -> None:
        """Give the lines after the first of this record back, to be read as records of their own."""
        rest = self.record[1:]
        self._again.extendleft(reversed(rest))
        self.taken -= len(rest)


class _NeverClosed(Exception):
    """A quote was opened and the lines after it do not close it."""


def delimiter(start: str) -> str:
    """A tab when the first lines have tabs and hardly any commas, else a comma."""
    lines = [line for line in start.splitlines()[:20] if line.strip()]
    tabs, commas = (sum(line.count(sign) for line in lines) for sign in "\t,")
    return "\t" if tabs > commas else ","


def records(source: TextIO, sign: str) -> Iterator[RawRow]:
    """Every record with its number; a record that cannot be taken apart carries its problem."""
    csv.field_size_limit(limits.CELL_CHARACTERS)
    lines = Lines(source)
    number = 0
    reader = csv.reader(lines, delimiter=sign, strict=True)
    while True:
        lines.record.clear()
        first = lines.taken + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, _NeverClosed) as problem:
            number += 1
            yield RawRow(number, [], _broken(number, first, problem, lines.record[0]))
            lines.push_back_all_but_first()
            reader = csv.reader(lines, delimiter=sign, strict=True)
            continue
        number += 1
        yield RawRow(number, cells)


def _broken(number: int, line: int, problem: Exception, text: str) -> Message:
    if len(text) > limits.CELL_CHARACTERS:
        return Message(
            Outcome.REFUSED,
            "file.cell_size",
            "",
            number,
            "",
            f"1行が{len(text):,}文字以上あります（ファイルの{line:,}行目）",
            f"1つのセルは{limits.CELL_CHARACTERS:,}文字まで",
            "この行は取り込めません。セルの内容を確かめてください",
        )
    return Message(
        Outcome.REFUSED,
        "L1-15",
        "",
        number,
        "",
        text.strip()[:60],
        '引用符「"」で始めたセルは「"」で閉じる。セルの中の「"」は「""」と書く',
        f"ファイルの{line:,}行目の引用符が正しくありません。この行は取り込めません。元のファイルを直してください",
    )


def too_many_columns(count: int) -> Unreadable:
    return Unreadable(
        "file.columns",
        f"列が{count:,}列あります",
        f"{limits.COLUMNS:,}列まで",
        "表の向き（行と列）が逆になっていないか確かめ、必要な列だけにして保存し直してください",
    )
