"""5374 files in: areas and rules land in drafts for approval, the sorting guide is taken over."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit
from sagacity.registry.collection import models, reading_areas, sheets, signals, types, writing, writing_guide
from sagacity.registry.collection.sheets import Sheet
from sagacity.registry.types import Outcome

_DATE = re.compile(r"(\d{4})[/\-.]?(\d{1,2})[/\-.]?(\d{1,2})")


@dataclass(slots=True)
class _Import:
    by: policy.Person
    at: datetime
    policy: types.Policy
    groups: dict[int, str] = field(default_factory=dict)
    closures: dict[str, list[types.Closure]] = field(default_factory=dict)
    areas: reading_areas.ReadAreas | None = None


def import_5374(
    *,
    files: Mapping[str, Path] | Iterable[Path],
    by: policy.Person,
    at: datetime,
    dry_run: bool = False,
    closures: types.Policy = types.Policy.SKIP,
) -> tuple[types.FileReport, ...]:
    """Take in 5374 files (any of the six, told by their headings); calendars wait for approval.

    `closures` says what this city does with a collection in a closure: the files themselves do not say.
    """
    named = dict(files) if isinstance(files, Mapping) else {path.name: path for path in files}
    with transaction.atomic():
        opened = sheets.open_all(named)
        work = _Import(by=by, at=at, policy=closures, groups=_known_groups())
        for sheet in opened:
            _HANDLERS.get(sheet.kind, _nothing)(work, sheet)
        if work.areas is None:
            _groups_without_areas(opened)
        if work.areas is not None:
            writing.write_areas(work.areas, work.closures, by=by, at=at)
        elif work.closures:
            writing.write_closures(work.closures, by=by, at=at)
        reports = tuple(sheet.report() for sheet in opened)
        if any(sheet.kind in {"description", "target", "area_days"} for sheet in opened):
            signals.guide_changed.announce(types.GuideChanged(models.SortingItem.objects.count(), at))
        summary = [
            [one.file, one.kind, one.rows, one.applied, one.to_confirm, one.refused] for one in reports
        ]
        audit.record(actor=by, action="collection.import", thing="5374", at=at, after=summary)
        if dry_run:
            transaction.set_rollback(True)
    return reports


def _known_groups() -> dict[int, str]:
    return dict(models.Area.objects.exclude(group="").values_list("group_number", "group"))


def _groups_without_areas(opened: list[Sheet]) -> None:
    for sheet in opened:
        if sheet.kind == "area_master":
            sheet.say(
                Outcome.CONFIRM,
                "group.alone",
                row=None,
                found="area_master.csv だけ",
                expected="area_days.csv といっしょ",
                action="地区グループの名前は、area_days.csv といっしょに取り込んだときに使われます。"
                "二つのファイルを一度に送ってください。",
            )


def _nothing(work: _Import, sheet: Sheet) -> None:
    """The sheet has already said why it cannot be read."""


def _groups(work: _Import, sheet: Sheet) -> None:
    for line, row in sheet.good_rows():
        number = unicodedata.normalize("NFKC", row["マスター"])
        if not number.isdigit() or not row["区名"]:
            sheet.say(
                Outcome.REFUSED,
                "group.number",
                row=line,
                column="マスター",
                found=row["マスター"],
                expected="番号と区名",
                action="番号（数字）と区名を入れてください。",
            )
            continue
        work.groups[int(number)] = row["区名"]


def _centers(work: _Import, sheet: Sheet) -> None:
    for line, row in sheet.good_rows():
        if not row["名称"]:
            sheet.say(
                Outcome.REFUSED,
                "center.name",
                row=line,
                column="名称",
                expected="施設の名前",
                action="名称を入れてください。",
            )
            continue
        work.closures.setdefault(row["名称"], [])
        if not (row["休止開始日"] or row["休止終了日"]):
            continue
        first, last = _day(row["休止開始日"]), _day(row["休止終了日"])
        if first is None or last is None or last < first:
            column = "休止開始日" if first is None else "休止終了日"
            sheet.say(
                Outcome.REFUSED,
                "center.date",
                row=line,
                column=column,
                found=row[column],
                expected="2020/12/30 のような日付。終わりは始まりより後",
                action="日付を直してください。",
            )
            continue
        work.closures[row["名称"]].append(types.Closure(row["名称"], first, last, work.policy))
        if last < clock.day(work.at):
            # Silently dead closures of last year are how residents come to wait at New Year for nobody.
            sheet.say(
                Outcome.CONFIRM,
                "center.past",
                row=None,
                column="休止終了日",
                found=row["休止終了日"],
                expected="これからの休止期間",
                action=f"{line}行目の休止期間はもう終わっています。取り込みましたが、今年の休止期間も入れてください。",
            )


def _areas(work: _Import, sheet: Sheet) -> None:
    work.areas = reading_areas.read(sheet, work.groups)
    read = {(area.group, area.name) for area in work.areas.areas}
    gone = [
        row.name
        for row in models.Area.objects.filter(pattern__isnull=False)
        if (row.group, row.name) not in read
    ]
    if gone:
        names = "、".join(gone[:5]) + ("…" if len(gone) > 5 else "")
        sheet.say(
            Outcome.CONFIRM,
            "area.vanished",
            row=None,
            found=f"{len(gone)}地区: {names}",
            expected="これまでの地区すべて",
            action="このファイルにない地区です。消さずに残しました。なくす地区は、担当者がたしかめてください。",
        )


def _day(text: str) -> date | None:
    found = _DATE.fullmatch(unicodedata.normalize("NFKC", text))
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _descriptions(work: _Import, sheet: Sheet) -> None:
    writing_guide.write_descriptions(sheet)


def _remarks(work: _Import, sheet: Sheet) -> None:
    writing_guide.write_remarks(sheet)


def _items(work: _Import, sheet: Sheet) -> None:
    if work.areas is not None:
        writing_guide.make_kinds(work.areas.kinds)
    writing_guide.write_items(sheet)


_HANDLERS = {
    "area_master": _groups,
    "center": _centers,
    "area_days": _areas,
    "description": _descriptions,
    "remarks": _remarks,
    "target": _items,
}
