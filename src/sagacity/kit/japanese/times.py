"""Times of day as they stand in cells: ９時００分, 午後1時半, 13:00:00, 25:30 of a bus."""

import re
from dataclasses import dataclass
from datetime import time

from sagacity.kit.japanese import numerals, widths
from sagacity.kit.japanese.reading import Reading


@dataclass(frozen=True, slots=True)
class ClockTime:
    value: time | None
    days_later: int  # 24:00 and 25:30 belong to the next day
    status: Reading
    note: str = ""


_TIME = re.compile(
    r"(?P<half>午前|午後|AM|PM)?\s*(?P<hour>\d{1,2})(?:[:時]\s*(?P<minute>\d{1,2}|半)?(?::(?P<second>\d{2}))?分?)"
    r"\s*(?P<after>AM|PM)?",
    re.IGNORECASE,
)
_PROPER = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_WORDS = {"正午": "12:00", "零時": "0:00", "深夜0時": "24:00"}
_BETWEEN = re.compile(r"\s*(?:~|から|-)\s*")


def parse(text: str) -> ClockTime:
    """Read one time of day; anything beside it, such as exceptions for Sundays, is refused with a reason."""
    stripped = text.strip()
    if not stripped:
        return ClockTime(None, 0, Reading.MISSING)
    if _PROPER.fullmatch(stripped):
        return ClockTime(time.fromisoformat(stripped), 0, Reading.GIVEN)
    plain = widths.fold_codes(_WORDS.get(stripped, stripped))
    match = _TIME.fullmatch(numerals.to_digits(plain))
    return _made(match, stripped) if match else _refused(stripped)


def parse_span(text: str) -> tuple[ClockTime, ClockTime] | None:
    """Read 9:00～17:00; None when it is not two times with a sign between."""
    plain = widths.fold_codes(text)
    for wave in widths.WAVES:
        plain = plain.replace(wave, "~")
    parts = _BETWEEN.split(plain.removesuffix("まで"))
    if len(parts) != 2:
        return None
    opens, closes = parse(parts[0]), parse(parts[1])
    return (opens, closes) if opens.value is not None and closes.value is not None else None


def _made(match: re.Match[str], text: str) -> ClockTime:
    hour = int(match["hour"])
    minute = 30 if match["minute"] == "半" else int(match["minute"] or 0)
    half = (match["half"] or match["after"] or "").upper()
    if half and hour > 12:
        return _refused(text)
    if half in {"午後", "PM"} and hour < 12:
        hour += 12
    if half in {"AM"} and hour == 12:
        hour = 0
    if minute > 59 or hour > 47 or int(match["second"] or 0) > 59:
        return _refused(text)
    return ClockTime(time(hour % 24, minute), hour // 24, Reading.REPAIRED)


def _refused(text: str) -> ClockTime:
    return ClockTime(
        None, 0, Reading.REFUSED, f"「{text}」は時刻として読めません。09:00 の形で、一つだけ書いてください。"
    )
