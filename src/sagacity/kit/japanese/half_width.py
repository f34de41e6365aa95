"""Writing kana, Latin letters and signs half width, as banks and old machines keep them."""

import unicodedata

from sagacity.kit.japanese.kana import to_katakana
from sagacity.kit.japanese.widths import DASHES

_KANA = dict(
    zip(
        "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン",
        (chr(code) for code in range(0xFF66, 0xFF9E)),
        strict=True,
    )
)
_SIGNS = {
    "\u3099": "ﾞ",
    "\u309a": "ﾟ",
    "゛": "ﾞ",
    "゜": "ﾟ",
    "「": "｢",
    "」": "｣",
    "、": "､",
    "。": "｡",
    "・": "･",
}
_TABLE = str.maketrans(_KANA | _SIGNS)
_DASH = str.maketrans(dict.fromkeys(DASHES.replace("ー", "").replace("ｰ", ""), "-"))
_SMALL = str.maketrans("ァィゥェォヵヶッャュョヮ", "アイウエオカケツヤユヨワ")


def narrow(text: str) -> str:
    """さがしｘ１ → ｻｶﾞｼx1; kanji and whatever has no half width stay as they are."""
    marked = unicodedata.normalize("NFD", to_katakana(_latin(text)))
    return marked.translate(_TABLE)


def large(text: str) -> str:
    """Small kana made large: シュウ → シユウ, as where small ones are forbidden."""
    return to_katakana(text).translate(_SMALL)


def _latin(text: str) -> str:
    """Full-width Latin letters, digits, signs and spaces made narrow; kana and kanji stay."""
    return "".join(_narrow_sign(char) for char in text.translate(_DASH))


def _narrow_sign(char: str) -> str:
    if char == "\u3000":
        return " "
    return chr(ord(char) - 0xFEE0) if "\uff01" <= char <= "\uff5e" else char
