"""The 個人番号 is stored nowhere: here a text is asked whether one stands in it."""

import re
import unicodedata

from sagacity.kit.japanese import widths

LENGTH = 12
# People write it in one piece or in equal groups; a longer run of digits is another number. Between groups of
# three no dot: addresses of computers look so.
_BETWEEN = {
    1: r"[\s\-._・/]",
    2: r"[\s\-_・/]{1,3}",
    3: r"[\s\-_・]{1,3}",
    4: r"[\s\-._・/]{0,3}",
    6: r"[\s\-_・/]{1,3}",
}
_RUNS = [
    re.compile(rf"(?<!\d)\d{{{size}}}(?:{between}\d{{{size}}}){{{LENGTH // size - 1}}}(?!\d)")
    for size, between in _BETWEEN.items()
]


def stands_in(text: str) -> bool:
    """Whether the text holds twelve digits whose check digit is right, in any script, width or grouping."""
    plain = _plain(text)
    if sum(letter.isdigit() for letter in plain) < LENGTH:
        return False
    return any(is_right(re.sub(r"\D", "", found[0])) for run in _RUNS for found in run.finditer(plain))


def _plain(text: str) -> str:
    """With ASCII digits, also for kanji and other scripts, plain dashes, and nothing that cannot be seen."""
    folded = unicodedata.normalize("NFKC", text.translate(_DASHES)).translate(_KANJI)
    return "".join(
        str(unicodedata.digit(letter)) if letter.isdigit() and not letter.isascii() else letter
        for letter in folded
        if unicodedata.category(letter) != "Cf"
    )


def is_right(digits: str) -> bool:
    """Whether twelve digits agree with their check digit (総務省令第85号, art. 5)."""
    if len(digits) != LENGTH or not digits.isascii() or not digits.isdigit():
        return False
    return check_digit(digits[:11]) == int(digits[11])


def check_digit(eleven: str) -> int:
    """The last digit that belongs to eleven others."""
    weights = [n + 1 if n <= 6 else n - 5 for n in range(1, 12)]
    rest = sum(int(digit) * weight for digit, weight in zip(reversed(eleven), weights, strict=True)) % 11
    return 0 if rest <= 1 else 11 - rest


_DASHES = str.maketrans(dict.fromkeys(widths.DASHES, "-"))
_KANJI = str.maketrans("〇零一二三四五六七八九", "00123456789")
