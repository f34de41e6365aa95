"""Area names taken apart: a name is a place plus a condition, and a range of 丁目. Pure functions."""

import re
import unicodedata
from dataclasses import dataclass

_KANJI = "一二三四五六七八九十"
_NUMBER = rf"[{_KANJI}\d]+"
_CHOME = re.compile(
    rf"(?P<stem>.*?)(?P<first>{_NUMBER})(?:丁目)?(?P<more>(?:[・~、]{_NUMBER}(?:丁目)?)*)丁目(?P<rest>.*)"
)
_CUT = re.compile(r"新\d+号線|[（(〔※\d０-９\s]|上記以外|国道|(?<=.)以[東西南北]")
_KANA = re.compile(r"[ぁ-ゖー]+")
_ROWS = {
    "あ": "ぁあぃいぅうぇえぉおゔ", "か": "かがきぎくぐけげこご", "さ": "さざしじすずせぜそぞ",
    "た": "ただちぢっつづてでとど", "な": "なにぬねの", "は": "はばぱひびぴふぶぷへべぺほぼぽ",
    "ま": "まみむめも", "や": "ゃやゅゆょよ", "ら": "らりるれろ", "わ": "ゎわゐゑをん",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A name of an area, or words somebody typed, ready for comparing."""

    whole: str
    stems: tuple[str, ...]
    chome: frozenset[int]
    numbered: bool  # the words themselves say 丁目


def fold(text: str) -> str:
    """Different ways of writing one name made equal; for comparing only."""
    text = unicodedata.normalize("NFKC", text).lower()
    text = re.sub(r"[〜～−–—]", "~", re.sub(r"\s", "", text)).replace("大字", "")
    return (
        text.replace("ヶ", "ケ")
        .replace("ケ", "が")
        .replace("ヵ", "か")
        .replace("之", "の")
        .replace("德", "徳")
    )


def hiragana(text: str) -> str:
    """Katakana, also half-width, as hiragana."""
    text = unicodedata.normalize("NFKC", text)
    return "".join(chr(ord(letter) - 0x60) if "ァ" <= letter <= "ヶ" else letter for letter in text)


def row_of(kana: str) -> str:
    """The row of the syllabary a reading begins in; empty when it is no reading."""
    first = hiragana(kana)[:1]
    return next((row for row, letters in _ROWS.items() if first and first in letters), "")


def row_in_group(group: str) -> str:
    """The row a group is named for, such as か in 東地区か行."""
    found = re.search(r"([あかさたなはまやらわ])行$", group)
    return found[1] if found else ""


def is_kana(text: str) -> bool:
    return bool(_KANA.fullmatch(hiragana(text)))


def split(name: str) -> tuple[str, str]:
    """The place itself, and what the name says beyond it, both as they are written."""
    chome = _CHOME.fullmatch(unicodedata.normalize("NFKC", name))
    if chome and len(unicodedata.normalize("NFKC", name)) == len(name):
        cut = len(name) - len(chome["rest"])
        return name[:cut], _bare(name[cut:])
    found = _CUT.search(name, 1)
    return (name[: found.start()], _bare(name[found.start() :])) if found else (name, "")


def _bare(condition: str) -> str:
    condition = condition.strip()
    for opening, closing in ("（）", "()"):
        inner = condition[1:-1]
        if (
            condition.startswith(opening)
            and condition.endswith(closing)
            and inner.count(opening) == inner.count(closing)
        ):
            return inner
    return condition


def read(name: str) -> PlaceName:
    """Take a folded name apart."""
    whole = fold(_dashes(name))
    if found := _CHOME.fullmatch(whole):
        return PlaceName(whole, (found["stem"],), _numbers(found["first"] + found["more"]), numbered=True)
    stem = fold(split(name)[0])
    return PlaceName(whole, _several(stem), frozenset(), numbered=False)


def _dashes(text: str) -> str:
    """1-5-3 behind a name, as people write addresses, means 1丁目5番3号."""
    text = re.sub(r"(?<=\d)[‐‑-―−ー](?=\d)", "-", unicodedata.normalize("NFKC", text))
    if "丁目" in text or "番地" in text:
        return text
    return re.sub(r"(?<=\D)(\d{1,2})-(\d+)(?:-(\d+))?$", r"\1丁目\2番", text, count=1)


def _several(stem: str) -> tuple[str, ...]:
    """鹿子・本庄・正里 behind 本庄町 are three places."""
    first, *others = stem.split("・")
    town = re.match(r".*[町村]", first)
    prefix = town[0] if town else ""
    return (stem, first, *(prefix + other for other in others)) if others else (stem,)


def _numbers(text: str) -> frozenset[int]:
    found: set[int] = set()
    for part in re.split(r"[・、]", text.replace("丁目", "")):
        first, _, last = part.partition("~")
        start, end = _number(first), _number(last or first)
        found.update(range(start, end + 1))
    return frozenset(found)


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return _KANJI.index(text[0]) + 1 if text else 0
    return (_KANJI.index(tens) + 1 if tens else 1) * 10 + (_KANJI.index(ones) + 1 if ones else 0)
