"""Numbers written in kanji, as in 令和八年九月十五日."""

import re

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0}
_RUN = re.compile(r"[〇零一二三四五六七八九十]+(?=[年月日時分])")


def to_digits(text: str) -> str:
    """Kanji numbers up to 99 before 年, 月, 日, 時, 分 as digits; 二〇二六 digit by digit."""
    return _RUN.sub(lambda found: _value(found[0]), text)


def _value(run: str) -> str:
    if "十" not in run:
        return "".join(str(_DIGITS[char]) for char in run)
    tens, _, ones = run.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return run
    return str((_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0))
