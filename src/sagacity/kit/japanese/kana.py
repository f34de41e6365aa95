"""Hiragana and katakana, half and full width, and the rows of the syllabary."""

import re
import unicodedata

_HIRAGANA, _KATAKANA = range(0x3041, 0x3097), 0x60
_TO_KATAKANA = {code: code + _KATAKANA for code in _HIRAGANA} | {0x309D: 0x30FD, 0x309E: 0x30FE}
_TO_HIRAGANA = {katakana: hiragana for hiragana, katakana in _TO_KATAKANA.items()}
_HALF = re.compile(r"[\uff61-\uff9f]+")
_KANA = re.compile(r"[ぁ-ゖァ-ヺーヽヾゝゞ・\s\u3000]+")
_SMALL = str.maketrans("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ")
ROWS = {
    "あ": "あいうえおゔ",
    "か": "かきくけこ",
    "さ": "さしすせそ",
    "た": "たちつてと",
    "な": "なにぬねの",
    "は": "はひふへほ",
    "ま": "まみむめも",
    "や": "やゆよ",
    "ら": "らりるれろ",
    "わ": "わゐゑをん",
}


def widen(text: str) -> str:
    """Half-width kana made full width; everything else stays."""
    return _HALF.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)


def to_katakana(text: str) -> str:
    """さが → サガ, ｻｶﾞ → サガ; what is not kana stays."""
    return widen(text).translate(_TO_KATAKANA)


def to_hiragana(text: str) -> str:
    """サガ → さが, ｻｶﾞ → さが; what is not kana stays."""
    return widen(text).translate(_TO_HIRAGANA)


def is_kana(text: str) -> bool:
    """Whether a reading holds kana alone (with long marks, middle dots and spaces)."""
    widened = widen(text)
    return bool(widened.strip()) and _KANA.fullmatch(widened) is not None


def key(text: str) -> str:
    """A reading as it is compared and sorted: hiragana, small letters large, no marks of voice or length."""
    plain = unicodedata.normalize("NFD", to_hiragana(text)).replace("\u3099", "").replace("\u309a", "")
    return re.sub(r"[ー・\s\u3000]", "", plain).translate(_SMALL)


def row(text: str) -> str:
    """The row of the syllabary a reading begins in (あ, か, さ …); empty when it is not kana."""
    first = key(text)[:1]
    return next((name for name, letters in ROWS.items() if first and first in letters), "")
