"""Whole numbers and yen, in any width, with or without commas and units."""

import re
from typing import Any

from sagacity.kit.japanese import widths
from sagacity.procedures.answers.judging import Asked

GREATEST = 10**12
_WHOLE = re.compile(r"-?[0-9]{1,13}|-?[0-9]{1,3}(,[0-9]{3}){1,4}")
_AROUND = re.compile(r"^[¥￥\\]\s*|\s*(円|人|通|つ|個|枚|部|回|歳|才|件|台|頭|匹)$")


def judge_number(asked: Asked, value: Any) -> Any:
    """A whole number between the smallest and the greatest."""
    number = _read(value)
    if number is None:
        asked.fault("not_a_number")
        return None
    least, most = asked.question.least, asked.question.most
    if abs(number) > GREATEST:
        asked.fault("not_a_number")
        return None
    if least is not None and number < least:
        asked.fault("too_small", least=f"{least:,}")
    elif most is not None and number > most:
        asked.fault("too_large", most=f"{most:,}")
    return number


def judge_yen(asked: Asked, value: Any) -> Any:
    """Yen, none below nothing unless the definition says so."""
    number = judge_number(asked, value)
    if number is not None and number < 0 and asked.question.least is None:
        asked.fault("too_small", least="0")
    return number


def _read(value: Any) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return int(value) if value == value and abs(value) <= GREATEST and value == int(value) else None
    if not isinstance(value, str):
        return None
    plain = _AROUND.sub("", widths.fold_codes(value)).strip()
    return int(plain.replace(",", "")) if _WHOLE.fullmatch(plain) else None
