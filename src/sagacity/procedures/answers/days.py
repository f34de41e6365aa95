"""Days as people write them: 2026-04-01, 令和8年4月1日, 令和元年, R8.4.1, 平成32年, or in three boxes."""

import calendar
import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sagacity.kit.japanese import eras
from sagacity.kit.japanese.reading import Reading
from sagacity.procedures.answers import texts
from sagacity.procedures.answers.judging import Asked

_TODAY = re.compile(r"today(?:([+-])(\d{1,4})([dmy]))?")
EARLIEST = date(1850, 1, 1)
LATEST = date(2200, 12, 31)


def judge_date(asked: Asked, value: Any) -> Any:
    """The day as 2026-04-01."""
    written = _in_one(value) if isinstance(value, Mapping) else value
    text = texts.readable(asked, written)
    if text is None:
        return None
    found = eras.parse(texts.clean(text))
    if found.value is None or found.precision != "day" or not EARLIEST <= found.value <= LATEST:
        asked.fault(_why(text, found))
        return None
    if found.status is Reading.PROPOSED and not text.strip().isdigit() and "曜" not in found.note:
        asked.note("read_as", given=texts.clean(text), day=eras.write(found.value), iso=found.value)
    elif found.status is Reading.PROPOSED:
        asked.fault("not_a_date")
        return None
    _within(asked, found.value)
    return found.value.isoformat()


def bound(said: str, today: date) -> date | None:
    """An earliest or latest day as a definition writes it; None when it is neither a day nor from today."""
    if match := _TODAY.fullmatch(said):
        return _moved(today, int(f"{match[1]}{match[2]}") if match[1] else 0, match[3] or "d")
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def _within(asked: Asked, day: date) -> None:
    since = bound(asked.question.since, asked.judging.today)
    until = bound(asked.question.until, asked.judging.today)
    if since and day < since:
        asked.fault("too_early", since=since)
    elif until and day > until:
        asked.fault("too_late", until=until)


def _moved(day: date, by: int, unit: str) -> date:
    """So many days, months or years away; the last day of a month stays in its month."""
    try:
        if unit == "d":
            return day + timedelta(days=by)
        months = day.year * 12 + day.month - 1 + by * (12 if unit == "y" else 1)
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        return LATEST if by > 0 else EARLIEST


def _in_one(value: Mapping[str, Any]) -> str:
    """Three boxes, with or without an era."""
    era, year, month, day = (str(value.get(name) or "").strip() for name in ("era", "year", "month", "day"))
    if not (era or year or month or day):
        return ""
    return f"{era}{year}年{month}月{day}日"


def _why(text: str, found: eras.EraDate) -> str:
    if found.value is not None and found.precision != "day":
        return "day_missing"
    return "no_such_day" if "という日はありません" in found.note else "not_a_date"
