"""Dates and times as people write them, in each language the pages speak."""

from datetime import date, datetime, time

from django.utils.translation import get_language

from sagacity.kit import clock
from sagacity.kit.japanese import eras

WEEKDAYS = {
    "ja": "月火水木金土日",
    "zh": "一二三四五六日",
    "ko": "월화수목금토일",
}
ENGLISH_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
VIETNAMESE_DAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")


def weekday(on: date, language: str | None = None) -> str:
    """The day of the week, short: 火, Tue, 화."""
    spoken = _spoken(language)
    if spoken in WEEKDAYS:
        letter = WEEKDAYS[spoken][on.weekday()]
        return f"周{letter}" if spoken == "zh" else letter
    return VIETNAMESE_DAYS[on.weekday()] if spoken == "vi" else ENGLISH_DAYS[on.weekday()]


def short_day(on: date, language: str | None = None) -> str:
    """A day of the year at hand: 9月1日(火), Tue 1 Sep."""
    spoken, name = _spoken(language), weekday(on, language)
    return {
        "ja": f"{on.month}月{on.day}日({name})",
        "zh": f"{on.month}月{on.day}日（{name}）",
        "ko": f"{on.month}월 {on.day}일({name})",
        "vi": f"{name}, {on.day}/{on.month}",
    }.get(spoken, f"{name} {on.day} {ENGLISH_MONTHS[on.month - 1]}")


def long_day(on: date, language: str | None = None) -> str:
    """A day with its year: 2026年9月1日(火)."""
    short, spoken = short_day(on, language), _spoken(language)
    return {
        "ja": f"{on.year}年{short}",
        "zh": f"{on.year}年{short}",
        "ko": f"{on.year}년 {short}",
        "vi": f"{short}/{on.year}",
    }.get(spoken, f"{short} {on.year}")


def era_day(on: date) -> str:
    """A day by the Japanese calendar: 令和8年9月1日."""
    return eras.write(on)


def moment(at: datetime, language: str | None = None) -> str:
    """A day and a time on a clock in Japan: 2026年9月1日(火) 9:05."""
    here = clock.local(at)
    return f"{long_day(here.date(), language)} {hour(here.time())}"


def hour(at: time) -> str:
    """9:05, as timetables write it."""
    return f"{at.hour}:{at.minute:02d}"


def local_day(value: object) -> date | None:
    """The day of a date or of a moment in Japan; None when it is neither."""
    if isinstance(value, datetime):
        return clock.day(value) if value.tzinfo else value.date()
    return value if isinstance(value, date) else None


def _spoken(language: str | None) -> str:
    return (language or get_language() or "ja").split("-")[0]
