"""Rules that are one pattern each: a code of the warning, what it looks for, and the name of the advice."""

import re
from collections.abc import Iterator

from sagacity.messaging.easy.sentences import joined
from sagacity.messaging.easy.words import warn
from sagacity.messaging.types import EasyWarning

_NOT = "(?:ない|ません|なかった|ありません)"
_KANJI = "[一-龥]"

_PATTERNS: tuple[tuple[str, str, str], ...] = (
    ("double_negation", rf"ない(?:わけ|こと|もの|とき|とは)(?:では|じゃ|は|も|が)?{_NOT}", ""),
    ("double_negation", rf"なく(?:は|も){_NOT}|ざるを(?:え|得){_NOT}|ずには[^。、]*{_NOT}", ""),
    ("double_negation", rf"ない(?:かぎり|限り)[^。]*{_NOT}|(?:以外|いがい)[^。、]*{_NOT}", ""),
    ("double_negation", r"(?:なければ|なくては|ないと)(?:なりません|ならない|いけません|いけない)", "must"),
    ("verbal_noun", rf"{_KANJI}{{2,}}を(?:行|おこな|お願い)[いうっわし]*(?:ます|ました|ください|う|た)?", ""),
    ("honorific", r"いたします|致します|いただ[きくけ]|頂[きくけ]|ございま|参ります|まいります|申し上げ", ""),
    ("honorific", r"ご遠慮|ご了承|ご覧|お越し|くださいますよう|賜|存じ|なさ[るいっ]", ""),
    ("honorific", rf"お(?:[ぁ-ん]|{_KANJI}){{1,6}}になり?[まる]", ""),
    ("passive", rf"(?:{_KANJI}|[ァ-ヴー]){{2,}}され(?:ます|ました|ています|る|た)", ""),
    ("era", r"(?:令和|平成|昭和)(?:元|\d+|[一二三四五六七八九十]+)年?|[RHS]\d{1,2}(?:年|[./]\d)", ""),
    ("date", r"(?<![\d/])\d{1,2}/\d{1,2}(?![\d/])|\d{4}/\d{1,2}/\d{1,2}", ""),
    ("clock", r"(?<!\d)(?:1[3-9]|2[0-4])(?::[0-5]\d|時(?!間))|(?<![\d:])(?:0?\d|1[0-2]):[0-5]\d", ""),
    ("relative_day", r"本日|翌日|前日|当日|明後日|一昨日|昨日|明日|今週末|来週末|翌週|翌月|先日|後日", ""),
    ("money", r"[\d,，]+[千百]円|[\d,，.]+万円|[一二三四五六七八九十百千万]+円", ""),
    ("sign", r"[^\s。、]{0,8}[〜～][^\s。、]{0,8}|※|→", ""),
)
_COMPILED = [(code, re.compile(pattern), advice) for code, pattern, advice in _PATTERNS]


def patterns(text: str) -> Iterator[EasyWarning]:
    """What a pattern finds, wherever spaces stand between the words."""
    said = joined(text)
    for code, pattern, advice in _COMPILED:
        for found in pattern.finditer(said):
            yield warn(code, found[0], advice=advice)
