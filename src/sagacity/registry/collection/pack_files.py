"""The files of a pack's garbage folder, read and checked. Pure: no table is touched."""

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sagacity.registry.collection import rule_text, types
from sagacity.registry.collection.types import Change, Policy

CHANGES = {"追加": Change.ADD, "取り消し": Change.CANCEL, "移動": Change.MOVE}
POLICIES = {"休み": Policy.SKIP, "ずらす": Policy.SHIFT}
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_KEY = re.compile(r"[a-z][a-z0-9-]*")


class BrokenGarbagePack(Exception):
    """A file of the garbage folder cannot be read; the text says which line and what to write."""


@dataclass(frozen=True, slots=True)
class PackKind:
    key: str
    name: str
    names: Mapping[str, str]
    short: str
    colour: str
    icon: str
    style: str
    sublabel: str
    how_to: tuple[types.HowToLine, ...]


@dataclass(frozen=True, slots=True)
class PackArea:
    group_number: int
    group: str
    name: str
    kana: str
    pattern: str
    remark: str


@dataclass(frozen=True, slots=True)
class PackItem:
    name: str
    kind: str
    notice: str
    furigana: str


@dataclass(frozen=True, slots=True)
class GarbagePack:
    source: types.Source
    valid_from: date
    valid_to: date | None
    kinds: tuple[PackKind, ...]
    plans: Mapping[str, tuple[str, types.Plan]]  # by name of the pattern: facility and plan
    areas: tuple[PackArea, ...]
    items: tuple[PackItem, ...]
    remarks: Mapping[str, str] = field(default_factory=dict)


def read(folder: Path) -> GarbagePack:
    """Read a garbage folder.

    Raises:
        BrokenGarbagePack: with every problem found in the first file that has one.
    """
    said = _toml(folder / "patterns.toml")
    kinds = tuple(_kinds(_toml(folder / "kinds.toml")))
    names = {kind.name for kind in kinds}
    valid_from = said.get("valid_from")
    if not isinstance(valid_from, date):
        raise BrokenGarbagePack(
            "patterns.toml: valid_from（いつからのカレンダーか）を 2026-04-01 の形で書いてください。"
        )
    plans = dict(_plans(said, names, valid_from))
    _add_closures(folder, plans)
    _add_exceptions(folder, plans, names)
    areas = tuple(_areas(folder, set(plans)))
    items = tuple(
        PackItem(row["名前"], _one_of(row, "分け方", names, where), row["注意"], row["よみ・見出し"])
        for where, row in _rows(folder / "items.csv", ("名前", "分け方", "注意", "よみ・見出し"))
    )
    source = types.Source(said.get("source", ""), said.get("edition", ""), said.get("notice", {}))
    if not source.text or not source.edition:
        raise BrokenGarbagePack("patterns.toml: source（出典）と edition（いつの版か）を書いてください。")
    remarks = {str(number): text for number, text in said.get("remarks", {}).items()}
    return GarbagePack(source, valid_from, said.get("valid_to"), kinds, plans, areas, items, remarks)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as problem:
        raise BrokenGarbagePack(f"{path.name} がありません。") from problem
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise BrokenGarbagePack(f"{path.name} が読めません: {problem}") from problem


def _rows(path: Path, headings: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    if not path.exists():
        return
    with path.open(encoding="utf-8-sig", newline="") as opened:
        reader = csv.DictReader(opened, restkey="*")
        missing = [heading for heading in headings if heading not in (reader.fieldnames or [])]
        if missing:
            raise BrokenGarbagePack(f"{path.name}: 見出し「{'」「'.join(missing)}」がありません。")
        for row in reader:
            where = f"{path.name} {reader.line_num}行目"
            if "*" in row or None in row.values():
                raise BrokenGarbagePack(f"{where}: 列の数が見出しとちがいます。")
            yield where, {name: value.strip() for name, value in row.items()}


def _kinds(said: dict[str, Any]) -> Iterator[PackKind]:
    for one in said.get("kind", []):
        try:
            names = one["name"]
            kind = PackKind(
                key=one["key"],
                name=names["ja"],
                names=names,
                short=one["short"],
                colour=one["colour"].lower(),
                icon=one.get("icon", "garbage"),
                style=one.get("picture_5374", ""),
                sublabel=one.get("sublabel", ""),
                how_to=tuple(types.HowToLine(line["style"], line["text"]) for line in one.get("how_to", [])),
            )
        except (KeyError, TypeError, AttributeError) as problem:
            raise BrokenGarbagePack(f"kinds.toml: {problem} がありません。") from problem
        if not _COLOUR.fullmatch(kind.colour) or not _KEY.fullmatch(kind.key):
            raise BrokenGarbagePack(
                f"kinds.toml「{kind.name}」: key は英小文字、colour は #ea3b13 の形で書いてください。"
            )
        yield kind


def _plans(said: dict[str, Any], kinds: set[str], on: date) -> Iterator[tuple[str, tuple[str, types.Plan]]]:
    for one in said.get("pattern", []):
        rules: list[types.Rule] = []
        for kind, lines in one.get("rules", {}).items():
            if kind not in kinds:
                raise BrokenGarbagePack(
                    f"patterns.toml「{one.get('name')}」: 「{kind}」は kinds.toml にありません。"
                )
            try:
                rules += rule_text.parse("\n".join(lines), kind=kind, on=on)
            except rule_text.UnknownText as problem:
                raise BrokenGarbagePack(
                    f"patterns.toml「{one.get('name')}」「{kind}」: {problem}"
                ) from problem
        yield one["name"], (one.get("facility", ""), types.Plan(tuple(rules)))


def _areas(folder: Path, patterns: set[str]) -> Iterator[PackArea]:
    seen: dict[tuple[str, str], str] = {}
    headings = ("グループ番号", "グループ", "地名", "よみ", "パターン", "注意")
    for where, row in _rows(folder / "areas.csv", headings):
        here = (row["グループ"], row["地名"])
        if here in seen:
            raise BrokenGarbagePack(
                f"{where}: {seen[here]}と同じ地区です。グループと地名で1つの地区になります。"
            )
        if not row["地名"] or not row["グループ番号"].isdigit():
            raise BrokenGarbagePack(f"{where}: 地名と、数字のグループ番号を書いてください。")
        seen[here] = where
        pattern = _one_of(row, "パターン", patterns, where)
        yield PackArea(
            int(row["グループ番号"]), row["グループ"], row["地名"], row["よみ"], pattern, row["注意"]
        )


def _add_closures(folder: Path, plans: dict[str, tuple[str, types.Plan]]) -> None:
    for where, row in _rows(folder / "closures.csv", ("施設", "始まり", "終わり", "扱い", "理由")):
        if row["扱い"] not in POLICIES:
            raise BrokenGarbagePack(f"{where}: 扱いは「休み」か「ずらす」です（「{row['扱い']}」）。")
        closure = types.Closure(
            row["施設"],
            _day(row, "始まり", where),
            _day(row, "終わり", where),
            POLICIES[row["扱い"]],
            row["理由"],
        )
        for name, (facility, plan) in plans.items():
            if facility == closure.facility:
                plans[name] = facility, types.Plan(plan.rules, plan.exceptions, (*plan.closures, closure))


def _add_exceptions(folder: Path, plans: dict[str, tuple[str, types.Plan]], kinds: set[str]) -> None:
    headings = ("パターン", "日付", "分け方", "変更", "移動先", "理由")
    for where, row in _rows(folder / "exceptions.csv", headings):
        name = _one_of(row, "パターン", set(plans), where)
        change = CHANGES[_one_of(row, "変更", set(CHANGES), where)]
        one = types.DatedException(
            on=_day(row, "日付", where),
            kind=_one_of(row, "分け方", kinds, where),
            change=change,
            to=_day(row, "移動先", where) if change is Change.MOVE else None,
            note=row["理由"],
        )
        facility, plan = plans[name]
        plans[name] = facility, types.Plan(plan.rules, (*plan.exceptions, one), plan.closures)


def _one_of(row: Mapping[str, str], heading: str, allowed: set[str], where: str) -> str:
    if row[heading] not in allowed:
        raise BrokenGarbagePack(f"{where}: {heading}「{row[heading]}」はありません。")
    return row[heading]


def _day(row: Mapping[str, str], heading: str, where: str) -> date:
    try:
        return date.fromisoformat(row[heading])
    except ValueError as problem:
        raise BrokenGarbagePack(
            f"{where}: {heading}は 2026-12-29 の形で書いてください（「{row[heading]}」）。"
        ) from problem
