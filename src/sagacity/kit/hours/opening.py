"""When a calendar is open, and why not."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from sagacity.kit import clock
from sagacity.kit.hours import types

IsHoliday = Callable[[date], bool]

HOLIDAY: types.Words = {
    "ja": "祝日",
    "ja-easy": "祝日〈しゅくじつ〉",
    "en": "national holiday",
    "zh-hans": "法定节假日",
    "ko": "공휴일",
    "vi": "ngày lễ quốc gia",
}
WEEKLY: types.Words = {
    "ja": "定休日",
    "ja-easy": "お休〈やす〉みの 日〈ひ〉",
    "en": "regular closing day",
    "zh-hans": "定期休息日",
    "ko": "정기 휴무일",
    "vi": "ngày nghỉ định kỳ",
}
FARTHEST = 400  # days: a place that opens on none of them is taken for closed


def hours(*, calendar: types.Calendar, on: date, is_holiday: IsHoliday) -> tuple[types.Hours, ...]:
    """The open hours of a day: its own, else those of year end, holiday, week, in this order."""
    return _decided(calendar, on, is_holiday)[0]


def spans(*, calendar: types.Calendar, on: date, is_holiday: IsHoliday) -> tuple[types.Span, ...]:
    """The same as moments."""
    found = hours(calendar=calendar, on=on, is_holiday=is_holiday)
    return tuple(
        types.Span(
            datetime.combine(on, one.begins, tzinfo=clock.JAPAN),
            datetime.combine(on, one.ends, tzinfo=clock.JAPAN),
        )
        for one in found
    )


def why_closed(*, calendar: types.Calendar, on: date, is_holiday: IsHoliday) -> types.Words:
    """The reason in words; empty on a day that has open hours."""
    found, reason = _decided(calendar, on, is_holiday)
    return {} if found else reason


def is_open(*, calendar: types.Calendar, at: datetime, is_holiday: IsHoliday) -> bool:
    """Whether the moment lies in an open span; its end does not."""
    return any(
        span.begins <= at < span.ends
        for span in spans(calendar=calendar, on=clock.day(at), is_holiday=is_holiday)
    )


def next_opening(*, calendar: types.Calendar, at: datetime, is_holiday: IsHoliday) -> types.Span | None:
    """The span that is open now or opens next; None when none does within a year."""
    for ahead in range(FARTHEST):
        for span in spans(calendar=calendar, on=clock.day(at) + timedelta(ahead), is_holiday=is_holiday):
            if span.ends > at:
                return span
    return None


def open_day(*, calendar: types.Calendar, on: date, is_holiday: IsHoliday, days: int = 0) -> date | None:
    """The day itself when it is open, else the next open one; then so many open days later."""
    for ahead in range(FARTHEST):
        day = on + timedelta(ahead)
        if hours(calendar=calendar, on=day, is_holiday=is_holiday):
            if days == 0:
                return day
            days -= 1
    return None


def _decided(
    calendar: types.Calendar, on: date, is_holiday: IsHoliday
) -> tuple[tuple[types.Hours, ...], types.Words]:
    own = [special for special in calendar.specials if special.since <= on <= special.until]
    if own:
        return own[-1].hours, own[-1].because  # a later line says more than one above it
    if calendar.year_end and calendar.year_end.holds(on):
        return (), calendar.year_end.because
    weekday = types.DAYS[on.weekday()]
    if is_holiday(on) and calendar.on_holiday is not types.OnHoliday.AS_WEEKDAY:
        sunday = calendar.week.get("sun", ()) if calendar.on_holiday is types.OnHoliday.AS_SUNDAY else ()
        return sunday, HOLIDAY
    return calendar.week.get(weekday, ()), WEEKLY
