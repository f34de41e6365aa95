"""Finding the table: which row holds the headings, and whether there is one at all."""

import re
from collections import Counter
from collections.abc import Sequence

from sagacity.registry.kinds import headings
from sagacity.registry.reading.table import RawRow
from sagacity.registry.types import Message, Outcome

NONE = -1
_VALUE = re.compile(
    r"[-+]?\d[\d,]*(\.\d+)?|\d{2,4}[/.年-]\d{1,2}([/.月-]\d{1,2}日?)?|\d{1,2}[:時]\d{2}.*"
    r"|https?://.*|[(（]?0\d{1,4}[-)）]\d.*|[○◯〇△×]"
)


def locate(rows: Sequence[RawRow]) -> int:
    """The index of the row of headings among the first rows; NONE when the file has none."""
    scored = [(_known(row.cells), -at) for at, row in enumerate(rows)]
    best, at = max(scored, default=(0.0, 0))
    if best >= 0.3:
        return -at
    wide = Counter(len(_filled(row.cells)) for row in rows if len(_filled(row.cells)) > 1)
    if not wide:
        return 0
    usual = max(wide, key=lambda width: (wide[width], width))
    first = next(at for at, row in enumerate(rows) if len(_filled(row.cells)) >= max(2, usual * 0.6))
    return NONE if any(_VALUE.fullmatch(cell) for cell in _filled(rows[first].cells)) else first


def _filled(cells: Sequence[str]) -> list[str]:
    return [cell.strip() for cell in cells if cell.strip()]


def _known(cells: Sequence[str]) -> float:
    filled = _filled(cells)
    known = sum(headings.fold(cell) in headings.known() for cell in filled)
    return known / len(filled) if known >= min(2, len(filled)) and known else 0.0


def name(cells: Sequence[str], used: int) -> tuple[list[str], list[Message]]:
    """Headings that are unique and never empty, and what is to say about them; `used` columns hold values."""
    wanted = [" ".join(cell.split()) for cell in cells]
    while len(wanted) > used and not wanted[-1]:
        wanted.pop()
    wanted += [""] * (used - len(wanted))
    seen: Counter[str] = Counter()
    made, said = [], []
    for place, heading in enumerate(wanted, start=1):
        if not heading:
            made.append(f"列{place}")
            said.append(
                _note(
                    "L1-05",
                    f"列{place}",
                    "（空）",
                    "列ごとの見出し",
                    f"見出しがないので「列{place}」と呼びます",
                )
            )
            continue
        seen[heading] += 1
        if seen[heading] == 1:
            made.append(heading)
            continue
        made.append(f"{heading}（{seen[heading]}つ目）")
        said.append(
            _note(
                "L2-03",
                heading,
                heading,
                "同じ見出しは1つだけ",
                f"{seen[heading]}つ目は「{made[-1]}」と呼びます",
            )
        )
    return made, said


def above(sheet: str, index: int, row: int) -> list[Message]:
    """What to say when the headings are not on the first row."""
    if index == NONE:
        return [
            Message(
                Outcome.APPLIED,
                "L3-01",
                sheet,
                None,
                "",
                "1行目が見出しではなくデータのようです",
                "1行目に見出し",
                "見出しのない表として、1行目からデータとして読みました",
            )
        ]
    if row == 1:
        return []
    return [
        Message(
            Outcome.REPAIRED,
            "L3-01",
            sheet,
            None,
            "",
            "1行目が見出しではありません",
            "1行目に見出し",
            f"{row}行目を見出しとして読みました",
        )
    ]


def _note(rule: str, column: str, found: str, expected: str, action: str) -> Message:
    return Message(Outcome.APPLIED, rule, "", None, column, found, expected, action)
