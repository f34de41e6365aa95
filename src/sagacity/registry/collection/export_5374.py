"""5374 files out: the approved calendars in the grammar of a 5374 cell, or as dates where it has no words."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from sagacity.registry.collection import cells, descriptions, items, models, types, versions
from sagacity.registry.collection.calendar import days

FACILITY = "センター（center.csvを使わない場合は空白化）"


@dataclass(slots=True)
class _Out:
    plans: dict[int, tuple[types.Plan, date]] = field(
        default_factory=dict
    )  # by pattern: plan, first day of dates
    closures: dict[str, types.Closure | None] = field(default_factory=dict)
    spelled_out: set[int] = field(default_factory=set)  # patterns whose cells must be dates
    notes: list[str] = field(default_factory=list)


def export_5374(*, on: date | None = None, bom: bool = False) -> Mapping[str, bytes]:
    """The six files and a note, by file name; `on` picks the calendars in force that day, else the newest."""
    out = _Out()
    kinds = list(models.Kind.objects.all())
    areas = list(models.Area.objects.filter(pattern__isnull=False).select_related("pattern"))
    _choose_plans(out, on)
    _choose_closures(out)
    tables = {
        "area_days.csv": [["マスター", "地名", FACILITY, *(kind.name for kind in kinds), ""]]
        + [_area(out, row, kinds) for row in areas],
        "area_master.csv": [["マスター", "区名"]]
        + [[str(number), name] for number, name in sorted({(row.group_number, row.group) for row in areas})],
        "center.csv": [
            ["名称", "休止開始日", "休止終了日"],
            *(_center(*one) for one in out.closures.items()),
        ],
        "description.csv": [["label", "sublabel", "description", "styles", "bgcolor"]]
        + [_description(kind) for kind in kinds],
        "target.csv": [["label", "name", "notice", "furigana"]]
        + [
            [row.kind.name, row.name, row.notice, row.furigana]
            for row in models.SortingItem.objects.select_related("kind")
        ],
        "remarks.csv": [["ID", "注意事項"]]
        + [[row.number, row.text] for row in models.Remark.objects.order_by("number")],
    }
    files = {name: _bytes(rows, bom) for name, rows in tables.items()}
    files["README.txt"] = ("\n".join([*_HEAD, *dict.fromkeys(out.notes)]) + "\n").encode()
    return files


_HEAD = [
    "承認されたごみカレンダーを 5374 形式で書き出したものです。",
    "曜日と日付がまじった欄（例 火 金 20201229）は、曜日の収集に、その日の収集が加わるという意味です。",
    "5374 の表示アプリには、こういう欄の曜日を無視するものがあります。お使いの前にたしかめてください。",
]


def _choose_plans(out: _Out, on: date | None) -> None:
    for row in models.Pattern.objects.all():
        found = versions.approved(row)
        chosen = versions.in_force(found, on) if on else (found[-1] if found else None)
        if chosen is not None:
            out.plans[row.pk] = (chosen.plan, on or chosen.from_ or date.min)


def _choose_closures(out: _Out) -> None:
    """A 5374 file holds one closure per facility, and always leaves the days out; else cells become dates."""
    facilities = dict(models.Pattern.objects.values_list("pk", "facility"))
    for name in sorted(set(facilities.values()) - {""}):
        users = [pk for pk, facility in facilities.items() if facility == name and pk in out.plans]
        said = {out.plans[pk][0].closures for pk in users}
        only = next(iter(said), ()) if len(said) == 1 else None
        if only is not None and len(only) <= 1 and all(one.policy is types.Policy.SKIP for one in only):
            out.closures[name] = only[0] if only else None
            continue
        out.closures[name] = None
        out.spelled_out.update(users)
        out.notes.append(
            f"「{name}」の休止は 5374 の center.csv では表せないので、収集日を1年分の日付で書きました。"
        )


def _area(out: _Out, row: models.Area, kinds: Iterable[models.Kind]) -> list[str]:
    pattern = row.pattern
    assert pattern is not None
    plan, first = out.plans.get(pattern.pk, (types.Plan(), date.min))
    said = [
        _cell(out, plan, first, pattern, kind.name, row.remark_numbers.get(kind.name, [])) for kind in kinds
    ]
    return [str(row.group_number), row.name, pattern.facility, *said, pattern.name]


def _cell(
    out: _Out, plan: types.Plan, first: date, pattern: models.Pattern, kind: str, remarks: list[str]
) -> str:
    mine = types.Plan(
        tuple(rule for rule in plan.rules if rule.kind == kind),
        tuple(one for one in plan.exceptions if one.kind == kind),
        plan.closures,
    )
    text = None if pattern.pk in out.spelled_out else cells.write(mine.rules, mine.exceptions, remarks)
    if text is None:
        year = days(mine, from_=first, until=first + timedelta(days=365))
        text = " ".join([*(f"{day.on:%Y%m%d}" for day in year), *(f"*{number}" for number in remarks)])
        if pattern.pk not in out.spelled_out:
            out.notes.append(
                f"パターン「{pattern.name}」の「{kind}」は 5374 の書き方では表せないので、"
                f"{first}から1年分の日付で書きました。"
            )
    return text


def _center(name: str, closure: types.Closure | None) -> list[str]:
    return [name, f"{closure.from_:%Y/%m/%d}", f"{closure.until:%Y/%m/%d}"] if closure else [name, "", ""]


def _description(kind: models.Kind) -> list[str]:
    return [
        kind.name,
        kind.sublabel,
        descriptions.write(items.kind_fact(kind).how_to),
        kind.style,
        kind.colour,
    ]


def _bytes(rows: Iterable[list[str]], bom: bool) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig" if bom else "utf-8")
