"""The rows of area_days as areas and the plans they follow. Pure: no table is touched."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from sagacity.registry.collection import cells, types
from sagacity.registry.collection.sheets import Sheet
from sagacity.registry.types import Outcome


@dataclass(frozen=True, slots=True)
class ReadArea:
    group: str
    group_number: int
    name: str
    pattern: str  # name of the pattern
    remarks: dict[str, list[str]]  # by kind: numbers


@dataclass(slots=True)
class ReadPattern:
    facility: str
    rules: tuple[types.Rule, ...]
    exceptions: tuple[types.DatedException, ...]


@dataclass(slots=True)
class ReadAreas:
    kinds: list[str]
    areas: list[ReadArea] = field(default_factory=list)
    patterns: dict[str, ReadPattern] = field(default_factory=dict)


def kinds_in(headings: list[str]) -> list[str]:
    """The headings that name kinds of rubbish."""
    known = {"マスター", "地名", ""}
    return [heading for heading in headings if heading not in known and not heading.startswith("センター")]


def read(sheet: Sheet, groups: Mapping[int, str]) -> ReadAreas:
    """Every readable row; the others are named on the sheet."""
    found = ReadAreas(kinds_in(sheet.headings))
    facility_column = next((name for name in sheet.headings if name.startswith("センター")), "")
    seen: dict[tuple[str, str], int] = {}
    for line, row in sheet.good_rows():
        group = _group(sheet, line, row, groups)
        said = _cells(sheet, line, row, found.kinds)
        if not row["地名"]:
            sheet.say(
                Outcome.REFUSED,
                "area.name",
                row=line,
                column="地名",
                expected="地名",
                action="地名がありません。入れてください。",
            )
            continue
        if group is None or said is None:
            continue
        here = (group[1], row["地名"])
        if here in seen:
            sheet.say(
                Outcome.REFUSED,
                "area.twice",
                row=line,
                column="地名",
                found=row["地名"],
                expected="1つの地区に1行",
                action=f"{seen[here]}行目と同じ地区です。どちらかを消してください。",
            )
            continue
        seen[here] = line
        rules = tuple(rule for cell in said.values() for rule in cell.rules)
        added = tuple(one for cell in said.values() for one in cell.exceptions)
        plan = ReadPattern(row.get(facility_column, ""), rules, added)
        name = _pattern_name(sheet, line, found, row.get("", ""), plan)
        remarks = {kind: list(cell.remarks) for kind, cell in said.items() if cell.remarks}
        found.areas.append(ReadArea(group[1], group[0], row["地名"], name, remarks))
    return found


def _group(
    sheet: Sheet, line: int, row: Mapping[str, str], groups: Mapping[int, str]
) -> tuple[int, str] | None:
    if "マスター" not in row:
        return 0, ""
    text = unicodedata.normalize("NFKC", row["マスター"])
    if text.isdigit() and int(text) in groups:
        return int(text), groups[int(text)]
    sheet.say(
        Outcome.CONFIRM,
        "area.group",
        row=line,
        column="マスター",
        found=row["マスター"],
        expected="area_master.csv にある番号",
        action="この番号の地区グループがわかりません。area_master.csv も一緒に入れてください。",
    )
    return None


def _cells(sheet: Sheet, line: int, row: Mapping[str, str], kinds: list[str]) -> dict[str, cells.Cell] | None:
    found: dict[str, cells.Cell] = {}
    for kind in kinds:
        try:
            found[kind] = cells.parse(row[kind], kind=kind)
        except cells.UnknownCell as problem:
            sheet.say(
                Outcome.REFUSED,
                "cell.unknown",
                row=line,
                column=kind,
                found=problem.found,
                expected=problem.expected,
                action=f"「{row[kind]}」を直してから、もう一度入れてください。",
            )
            continue
        folded = unicodedata.normalize("NFKC", row[kind])
        if folded != row[kind]:
            sheet.say(
                Outcome.REPAIRED,
                "cell.width",
                row=line,
                column=kind,
                found=row[kind],
                expected=folded,
                action=f"全角の文字を半角にして「{folded}」と読みました。",
            )
    return found if len(found) == len(kinds) else None


def _pattern_name(sheet: Sheet, line: int, found: ReadAreas, label: str, plan: ReadPattern) -> str:
    """The label of the file; a label that stands for two calendars is told apart by a number."""
    if not label:
        same = next((name for name, one in found.patterns.items() if one == plan), "")
        name = same or f"パターン{len(found.patterns) + 1}"
        found.patterns[name] = plan
        return name
    for number in range(1, 1000):
        name = label if number == 1 else f"{label}（{number}）"
        if name not in found.patterns:
            found.patterns[name] = plan
            if number > 1:
                sheet.say(
                    Outcome.REPAIRED,
                    "pattern.split",
                    row=line,
                    column="",
                    found=label,
                    expected="1つのパターンに1つの収集日",
                    action=f"パターン「{label}」に別の収集日があるので、「{name}」として読みました。",
                )
            return name
        if found.patterns[name] == plan:
            return name
    raise AssertionError("a label with a thousand calendars")
