"""From a line to a change: what is to be done with one person, or one sentence why not."""

import re
from dataclasses import dataclass
from datetime import date

from sagacity.identity.register import types
from sagacity.identity.register.differential.reading import Line
from sagacity.kit.japanese import eras, my_number, widths

KINDS = {
    "new": ("転入", "出生", "新規", "職権記載", "転入等", "帰化", "new"),
    "changed": (
        "転居", "変更", "氏名変更", "婚姻", "離婚", "世帯変更", "職権修正", "修正", "支援措置", "changed",
    ),
    "moved_out": ("転出", "国外転出", "職権消除", "消除", "moved_out"),
    "died": ("死亡", "died"),
}  # fmt: skip
_KIND_OF = {word: kind for kind, words in KINDS.items() for word in words}
_SEXES = {
    "男": "male", "男性": "male", "1": "male", "m": "male", "male": "male",
    "女": "female", "女性": "female", "2": "female", "f": "female", "female": "female",
    "その他": "other", "3": "other", "9": "other", "other": "other",
    "": "", "不明": "", "0": "",
}  # fmt: skip
_YES, _NO = frozenset({"1", "有", "あり", "対象", "true", "○"}), frozenset({"", "0", "無", "なし", "false"})
_COLUMN = {
    "sequence": "連番", "change": "異動区分", "changed_on": "異動日", "number": "宛名番号", "name": "氏名",
    "kana": "氏名カナ", "birth_date": "生年月日", "sex": "性別", "address": "住所", "building": "方書",
    "household": "世帯番号", "support": "支援措置", "closed": "他業務参照不可フラグ",
    "name_as_given": "氏名_外字置換前",
}  # fmt: skip


class RefusedRow(Exception):
    """One row that cannot be taken; it names the column and says what to do, and repeats no value."""

    def __init__(self, column: str, said: str) -> None:
        super().__init__(said)
        self.column, self.said = _COLUMN.get(column, column), said


@dataclass(frozen=True, slots=True)
class Change:
    """One row, understood."""

    row: int
    sequence: int
    kind: str  # "new" | "changed" | "moved_out" | "died"
    number: str
    on: date | None
    entry: types.Entry | None  # none where somebody left


def understand(line: Line) -> Change:
    """Read one line.

    Raises:
        RefusedRow: a 個人番号 stands in it, or something needed is missing or cannot be read.
    """
    cells = line.cells
    _stop_at_my_number(cells)
    kind = _KIND_OF.get(widths.fold_codes(cells["change"]).casefold())
    if kind is None:
        raise RefusedRow("change", "知らない異動区分です。転入・転居・転出・死亡などで書いてください。")
    sequence = _sequence(cells["sequence"])
    number = widths.fold_codes(cells["number"])
    if re.fullmatch(r"[0-9A-Za-z-]{1,20}", number) is None:
        raise RefusedRow("number", "宛名番号は英数字20文字までで書いてください。")
    on = _day("changed_on", cells.get("changed_on", ""))
    if kind in {"moved_out", "died"}:
        if on is None:
            raise RefusedRow("changed_on", "転出・死亡の行には異動日が要ります。")
        return Change(line.row, sequence, kind, number, on, None)
    return Change(line.row, sequence, kind, number, on, _entry(number, cells))


def _stop_at_my_number(cells: dict[str, str]) -> None:
    for name, said in cells.items():
        if my_number.stands_in(said):
            raise RefusedRow(
                name,
                "個人番号と思われる12桁の数字があるため、この行は取り込まず、保存もしていません。"
                "元の表からその数字を消して、送り直してください。",
            )


def _sequence(text: str) -> int:
    said = widths.fold_codes(text)
    if not said.isascii() or not said.isdigit() or not 0 < int(said) < 2**62:
        raise RefusedRow("sequence", "連番は1以上の整数で書いてください。")
    return int(said)


def _day(column: str, text: str) -> date | None:
    if not text:
        return None
    found = eras.parse(text)
    if found.value is None or found.precision != "day" or found.status.must_be_asked:
        raise RefusedRow(column, "日付として読めません。2026-04-01 か令和8年4月1日の形で書いてください。")
    return found.value


def _entry(number: str, cells: dict[str, str]) -> types.Entry:
    if not cells.get("name"):
        raise RefusedRow("name", "氏名がありません。")
    born = _day("birth_date", cells.get("birth_date", ""))
    if born is None:
        raise RefusedRow("birth_date", "生年月日がありません。")
    sex = _SEXES.get(widths.fold_codes(cells.get("sex", "")).casefold())
    if sex is None:
        raise RefusedRow("sex", "性別は 男・女・その他、または空で書いてください。")
    return types.Entry(
        number=number,
        name=cells["name"],
        name_as_given=cells.get("name_as_given", ""),
        kana=cells.get("kana", ""),
        birth_date=born,
        sex=sex,
        address=" ".join(part for part in (cells.get("address", ""), cells.get("building", "")) if part),
        household=widths.fold_codes(cells.get("household", ""))[:20],
        has_support_measures=_flag("support", cells),
        is_closed_to_others=_flag("closed", cells),
    )


def _flag(name: str, cells: dict[str, str]) -> bool:
    """A word nobody knows must not be read as no: an address could leak by it."""
    said = widths.fold_codes(cells.get(name, "")).casefold()
    if said in _YES or said in _NO:
        return said in _YES
    raise RefusedRow(name, "1（対象）か 0（対象外）で書いてください。")
