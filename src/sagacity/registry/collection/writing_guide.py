"""Writing the sorting guide: kinds, how to put them out, things and remarks."""

import hashlib
import re
from collections.abc import Iterable

from sagacity.registry.collection import descriptions, items, models
from sagacity.registry.collection.sheets import Sheet
from sagacity.registry.types import Outcome

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
GREY = "#4d4d4d"


def make_kinds(names: Iterable[str]) -> None:
    """See that every kind named in a heading exists."""
    known = {row.name for row in models.Kind.objects.all()}
    for order, name in enumerate(names):
        if name not in known:
            models.Kind.objects.create(key=key_of(name), name=name, short=short(name), order=order)


def order_kinds(names: Iterable[str]) -> None:
    """The order of the columns is the order in which people read the kinds."""
    for order, name in enumerate(names):
        models.Kind.objects.filter(name=name).exclude(order=order).update(order=order)


def key_of(name: str) -> str:
    return "kind-" + hashlib.sha256(name.encode()).hexdigest()[:8]


def short(name: str) -> str:
    """What fits into a small cell of a calendar."""
    return re.sub(r"[（(].*$", "", name).removesuffix("ごみ").removesuffix("ゴミ")[:5] or name[:5]


def write_descriptions(sheet: Sheet) -> None:
    """How each kind is put out; HTML is cleaned to plain lines."""
    make_kinds([row["label"] for _, row in sheet.good_rows() if row["label"]])
    for line, row in sheet.good_rows():
        kind = models.Kind.objects.filter(name=row["label"]).first()
        if kind is None:
            sheet.say(
                Outcome.REFUSED,
                "kind.name",
                row=line,
                column="label",
                expected="分け方の名前",
                action="label を入れてください。",
            )
            continue
        colour = row.get("bgcolor", "")
        if not _COLOUR.fullmatch(colour):
            if colour:
                sheet.say(
                    Outcome.REPAIRED,
                    "kind.colour",
                    row=line,
                    column="bgcolor",
                    found=colour,
                    expected="#ea3b13",
                    action="色として読めないので、灰色にしました。",
                )
            colour = GREY
        kind.how_to = [[one.style, one.text] for one in descriptions.clean(row["description"])]
        kind.colour, kind.sublabel, kind.style = colour, row.get("sublabel", ""), row.get("styles", "")
        kind.save()


def write_remarks(sheet: Sheet) -> None:
    """The numbered remarks that cells refer to."""
    for line, row in sheet.good_rows():
        number = row["ID"].lstrip("*")
        if not number.isdigit():
            sheet.say(
                Outcome.REFUSED,
                "remark.number",
                row=line,
                column="ID",
                found=row["ID"],
                expected="番号",
                action="IDに数字を入れてください。",
            )
            continue
        models.Remark.objects.update_or_create(number=number, defaults={"text": row["注意事項"]})


def write_items(sheet: Sheet) -> None:
    """The things of the sorting guide."""
    kinds = {row.name: row for row in models.Kind.objects.all()}
    known = {row.key: row for row in models.SortingItem.objects.all()}
    seen: set[str] = set()
    for index, (line, row) in enumerate(sheet.good_rows()):
        kind = kinds.get(row["label"])
        if kind is None:
            sheet.say(
                Outcome.CONFIRM,
                "item.kind",
                row=line,
                column="label",
                found=row["label"],
                expected="、".join(kinds),
                action="この分け方はまだありません。area_days.csv か description.csv を先に入れてください。",
            )
            continue
        if not row["name"]:
            sheet.say(
                Outcome.REFUSED,
                "item.name",
                row=line,
                column="name",
                expected="品物の名前",
                action="名前を入れてください。",
            )
            continue
        furigana = row.get("furigana", "")
        key = items.item_key(kind=kind.name, name=row["name"], furigana=furigana)
        if key in seen:
            sheet.say(
                Outcome.REFUSED,
                "item.twice",
                row=line,
                column="name",
                found=row["name"],
                expected="1つの品物に1行",
                action="同じ行がもうあります。どちらかを消してください。",
            )
            continue
        seen.add(key)
        kana, kana_row, section = items.reading(furigana)
        thing = known.get(key) or models.SortingItem(key=key, name=row["name"])
        thing.kind, thing.notice, thing.furigana, thing.order = kind, row.get("notice", ""), furigana, index
        thing.kana, thing.kana_row, thing.section = kana, kana_row, section
        thing.save()
    if gone := known.keys() - seen:
        sheet.say(
            Outcome.CONFIRM,
            "item.vanished",
            row=None,
            found=f"{len(gone)}品目",
            expected="これまでの品目すべて",
            action="このファイルにない品目です。消さずに残しました。",
        )
