"""Copies of names and addresses as they are compared: made for the comparison, never stored."""

import re
import unicodedata

from sagacity.kit.japanese import kana, widths

# Letters of family registers that people and forms write otherwise; the kit folds the most common ones.
_OLD = "眞廣國惠櫻條曾槇冨嶌峯舘埜桒𣘺橫藏實榮壽禮彌與淺寬顯黑靜增祐邊邉渡邨圓鐵鷗鄕"
_NOW = "真広国恵桜条曽槙富島峰館野桑橋横蔵実栄寿礼弥与浅寛顕黒静増祐辺辺渡村円鉄鴎郷"
_LETTERS = str.maketrans(_OLD, _NOW)
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")  # they choose a drawing of the same letter
_SUBSTITUTES = re.compile("[〓■□●◆＊*?？\ufffd\ue000-\uf8ff]")  # they stand for a letter nobody could write
_KANJI = {char: value for value, char in enumerate("〇一二三四五六七八九")}
_COUNTED = re.compile(r"[〇一二三四五六七八九十百]+(?=丁目|番地|番|号|-)")
_PREFECTURE = re.compile(r"^(東京都|北海道|京都府|大阪府|.{2,3}県)")
_STEPS = re.compile(r"丁目|番地の|番地|番の|番|号室|号|の(?=\d)")
_NUMBERED = re.compile(r"^(?P<street>.*?\d+(?:-\d+)*)-?(?P<building>.*)$")


def name(text: str) -> str:
    """谷﨑　花子 and 谷崎花子 are compared as the same."""
    bare = _SELECTORS.sub("", text)
    return widths.compare_key(kana.to_katakana(bare)).translate(_LETTERS)


def address(text: str) -> tuple[str, str]:
    """An address as street with numbers, and building: 本町二丁目3番5号 and 本町2-3-5 are the same street."""
    bare = unicodedata.normalize("NFKC", _SELECTORS.sub("", text))
    folded = widths.compare_key(_PREFECTURE.sub("", re.sub(r"\s", "", bare))).translate(_LETTERS)
    counted = _COUNTED.sub(lambda found: _number(found[0]), folded)
    plain = _STEPS.sub("-", counted.replace("大字", "").replace("字", ""))
    plain = re.sub(r"-+", "-", plain).rstrip("-")
    found = _NUMBERED.match(plain)
    return (found["street"], found["building"]) if found else (plain, "")


def is_same_address(one: str, other: str) -> bool:
    """Whether two addresses name the same dwelling; a building only one of them names is no difference."""
    (street, building), (other_street, other_building) = address(one), address(other)
    same = bool(street) and street == other_street
    return same and (not building or not other_building or building == other_building)


def holds_a_substitute(text: str) -> bool:
    """Whether a sign stands there for a letter that could not be written."""
    return _SUBSTITUTES.search(text) is not None


def _number(run: str) -> str:
    hundreds, _, rest = run.rpartition("百")
    if "百" in run:
        return str((_KANJI.get(hundreds, 1) * 100) + int(_number(rest) if rest else 0))
    if "十" not in run:
        return "".join(str(_KANJI[char]) for char in run)
    tens, _, ones = run.partition("十")
    return str(_KANJI.get(tens, 1) * 10 + _KANJI.get(ones, 0))
