"""A day in three fields and an era, and back."""

import re
from dataclasses import dataclass

from sagacity.kit.japanese import widths

ERAS = ("", "令和", "平成", "昭和", "大正", "明治")
_ISO = re.compile(r"(\d{1,4})-(\d{0,2})-(\d{0,2})")
_ERA = re.compile(r"(令和|平成|昭和|大正|明治)(\d{0,3}|元)年(\d{0,2})月(\d{0,2})日")


@dataclass(frozen=True, slots=True)
class DayParts:
    """What stands in the fields of a date; `text` is what was typed otherwise."""

    era: str = ""
    year: str = ""
    month: str = ""
    day: str = ""
    text: str = ""


def joined(parts: DayParts) -> str:
    """The day as the judge of answers reads it; "" when nothing was written."""
    if parts.text.strip():
        return parts.text.strip()
    year, month, day = (widths.fold_codes(one).strip() for one in (parts.year, parts.month, parts.day))
    if not (year or month or day):
        return ""
    if parts.era:
        return f"{parts.era}{year}年{month}月{day}日"
    return f"{year}-{month.zfill(2) if month else ''}-{day.zfill(2) if day else ''}"


def parted(value: object) -> DayParts:
    """A day as its fields show it again."""
    text = value if isinstance(value, str) else ""
    if found := _ISO.fullmatch(text):
        year, month, day = found.groups()
        return DayParts("", year, month.lstrip("0"), day.lstrip("0"))
    if found := _ERA.fullmatch(text):
        era, year, month, day = found.groups()
        return DayParts(era, year, month, day)
    return DayParts(text=text)
