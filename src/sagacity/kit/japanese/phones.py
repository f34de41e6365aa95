"""Telephone numbers, with the dashes people know."""

import re
from dataclasses import dataclass

from sagacity.kit.japanese import widths
from sagacity.kit.japanese.reading import Reading

_EXTENSION = re.compile(r"\s*[(（]?\s*(?:内線|ext\.?)\s*[:：]?\s*(\d{1,6})\s*[)）]?$", re.IGNORECASE)
_PREFIX = re.compile(r"^(?:TEL|電話|℡)\s*[:：]?\s*", re.IGNORECASE)
_MANY = re.compile(r"[,、;/／]|\s(?=0\d)|・")


@dataclass(frozen=True, slots=True)
class Phone:
    value: str  # 0952-24-3151, empty when refused
    extension: str
    status: Reading
    note: str = ""


def parse(text: str, area: str = "") -> Phone:
    """Read one number; `area` (such as 0952) completes local numbers, which is then to be asked."""
    stripped = text.strip()
    if not stripped:
        return Phone("", "", Reading.MISSING)
    plain = _PREFIX.sub("", widths.fold_codes(stripped))
    extension = _EXTENSION.search(plain)
    inner = extension[1] if extension else ""
    plain = _EXTENSION.sub("", plain)
    if _MANY.search(plain):
        return _refused(stripped, "番号が二つ以上あるようです。一つの欄には一つだけ書いてください。")
    plain = re.sub(r"^\+81[- ]?\(?0?\)?", "0", plain)
    if re.search(r"[^\d()\- ]", plain):
        return _refused(stripped, "電話番号として読めません。0952-24-3151 の形で書いてください。")
    return _by_digits(plain, stripped, inner, area)


def _by_digits(plain: str, text: str, inner: str, area: str) -> Phone:
    digits = re.sub(r"\D", "", plain)
    if _is_complete(digits):
        groups = [group for group in re.split(r"\D+", plain) if group]
        value = "-".join(groups) if len(groups) == 3 else _dashed(digits, area)
        status = Reading.GIVEN if value == text else Reading.REPAIRED
        return Phone(value, inner, status)
    if area and not digits.startswith("0") and _is_complete(area + digits):
        value = _dashed(area + digits, area)
        return Phone(
            value, inner, Reading.PROPOSED, f"「{text}」には市外局番がありません。{value} のことですか。"
        )
    if len(digits) in {9, 10} and not digits.startswith("0") and _is_complete("0" + digits):
        value = _dashed("0" + digits, area)
        return Phone(
            value, inner, Reading.PROPOSED, f"「{text}」は先頭の0がありません。{value} のことですか。"
        )
    return _refused(
        text, f"数字が{len(digits)}けたです。市外局番から10けた（携帯は11けた）で書いてください。"
    )


def _is_complete(digits: str) -> bool:
    if re.fullmatch(r"0[5789]0\d{8}|0800\d{7}", digits):
        return True
    return re.fullmatch(r"0[1-9]\d{8}", digits) is not None and not re.match(r"0[5789]0", digits)


def _dashed(digits: str, area: str) -> str:
    """With dashes where the numbering plan alone tells; else as it stands, for area codes differ."""
    if len(digits) == 11 and digits.startswith("0800"):
        cuts = (4, 7)
    elif len(digits) == 11:
        cuts = (3, 7)
    elif digits.startswith(("0120", "0570", "0990")):
        cuts = (4, 7)
    elif area and digits.startswith(area):
        cuts = (len(area), 6)
    elif digits.startswith(("03", "06")):
        cuts = (2, 6)
    else:
        return digits
    return f"{digits[: cuts[0]]}-{digits[cuts[0] : cuts[1]]}-{digits[cuts[1] :]}"


def _refused(text: str, why: str) -> Phone:
    return Phone("", "", Reading.REFUSED, f"「{text}」：{why}")
