"""Headings of a file of changes: which are understood, which are left out, which stop the file."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

UNDERSTOOD = {
    "sequence": ("連番", "SEQ", "sequence", "処理連番", "異動連番"),
    "change": ("異動区分", "異動事由", "change", "異動"),
    "changed_on": ("異動日", "異動年月日", "changed_on", "届出日"),
    "number": ("宛名番号", "number", "住民番号", "識別番号"),
    "name": ("氏名", "name", "漢字氏名", "氏名漢字"),
    "name_as_given": ("氏名_外字置換前", "name_as_given", "本来の氏名"),
    "kana": ("氏名カナ", "氏名_カナ", "フリガナ", "氏名フリガナ", "kana", "カナ氏名", "氏名_フリガナ"),
    "birth_date": ("生年月日", "birth_date", "birthdate"),
    "sex": ("性別", "sex", "gender"),
    "address": ("住所", "address", "現住所"),
    "building": ("方書", "building", "住所方書"),
    "household": ("世帯番号", "household"),
    "support": ("支援措置", "支援措置対象者フラグ", "support", "支援措置対象"),
    "closed": ("他業務参照不可フラグ", "closed"),
}
NEEDED = {"sequence": "連番", "change": "異動区分", "number": "宛名番号"}
# 番号法: the number must not come into this zone at all, so the file is sent back whole.
_STOPS = re.compile(r"個人番号|マイナンバー|kojin_?bango|my_?number", re.IGNORECASE)


class BrokenFile(Exception):
    """The file cannot be taken in; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each thing stands, and which headings nobody reads."""

    places: dict[str, int]
    left_out: tuple[str, ...]


def find(headings: Iterable[str]) -> Columns:
    """Understand the headings of a file.

    Raises:
        BrokenFile: there is a column for the 個人番号, or one that is needed is missing or stands twice.
    """
    places: dict[str, int] = {}
    left_out = []
    for place, heading in enumerate(headings):
        if _STOPS.search(unicodedata.normalize("NFKC", heading)):
            raise BrokenFile(
                f"「{heading.strip()}」の列があるため、ファイル全体を受け取りませんでした。"
                "個人番号はこのシステムに入れられません。その列を除いて、もう一度書き出してください。"
            )
        name = _BY_HEADING.get(_plain(heading))
        if name is None:
            left_out.append(heading.strip())
        elif name in places:
            raise BrokenFile(f"「{heading.strip()}」の意味の列が二つあります。一つにしてください。")
        else:
            places[name] = place
    missing = [said for name, said in NEEDED.items() if name not in places]
    if missing:
        raise BrokenFile(f"列「{'」「'.join(missing)}」がありません。見出しの行を確かめてください。")
    return Columns(places, tuple(heading for heading in left_out if heading))


def _plain(heading: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", heading)).casefold()


_BY_HEADING = {_plain(heading): name for name, headings in UNDERSTOOD.items() for heading in headings}
