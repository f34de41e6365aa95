"""Bank accounts, by their shape: numbers of bank and branch, kind, number, holder in half-width kana."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from sagacity.kit.japanese import kana, widths
from sagacity.procedures.answers import texts
from sagacity.procedures.answers.judging import Asked

KINDS = ("ordinary", "current", "savings")
LONGEST_HOLDER = 48
_HOLDER = re.compile(r"[ｦｱ-ﾝﾞﾟA-Z0-9()\-./ ]+")  # what banks' files can hold
_SMALL = str.maketrans("ァィゥェォッャュョヮヵヶー・", "アイウエオツヤユヨワカケ-.")
_VOICE = str.maketrans({"\u3099": "ﾞ", "\u309a": "ﾟ"})
_HALF = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFF66, 0xFF9E)}
SHAPES = {"bank": (4, "not_a_bank"), "branch": (3, "not_a_branch"), "number": (7, "not_an_account_number")}


def judge_account(asked: Asked, value: Any) -> Any:
    """Every part, in the form that banks take."""
    if not isinstance(value, Mapping):
        asked.fault("not_an_account")
        return None
    given = {}
    for name in ("bank", "branch", "kind", "number", "holder"):
        part = value.get(name)
        text = texts.readable(asked, str(part) if isinstance(part, int) else part or "", name)
        if text is None:
            return None
        given[name] = text.strip()
    parts = {name: _digits(asked, name, given[name]) for name in SHAPES}
    if given["kind"] not in KINDS:
        asked.fault("not_a_kind_of_account", "kind")
    holder = half_width(given["holder"])
    if not holder:
        asked.fault("missing_part", "holder")
    elif _HOLDER.fullmatch(holder) is None:
        asked.fault("not_a_holder", "holder")
    elif len(holder) > LONGEST_HOLDER:
        asked.fault("too_long", "holder", count=len(holder), most=LONGEST_HOLDER)
    return {
        "bank": parts["bank"],
        "branch": parts["branch"],
        "kind": given["kind"],
        "number": parts["number"],
        "holder": holder,
    }


def half_width(text: str) -> str:
    """ヤマダ　ハナコ, やまだ はなこ or ﾔﾏﾀﾞ ﾊﾅｺ as ﾔﾏﾀﾞ ﾊﾅｺ; small kana large, Latin letters capitals."""
    full = kana.to_katakana(widths.fold_codes(text)).translate(_SMALL)
    apart = unicodedata.normalize("NFD", full).translate(_VOICE)
    return "".join(_HALF.get(sign, sign) for sign in apart).upper()


def _digits(asked: Asked, name: str, text: str) -> str:
    """Digits of a fixed number; an account number of fewer has zeros before it, as banks write it."""
    count, code = SHAPES[name]
    digits = re.sub(r"[\s-]", "", widths.fold_codes(text))
    if not digits.isascii() or not digits.isdigit():
        asked.fault("missing_part" if not digits else code, name)
        return digits
    if name == "number" and 4 <= len(digits) < count:
        digits = digits.zfill(count)
    if len(digits) != count:
        asked.fault(code, name, count=len(digits))
    return digits
