"""Days that come again."""

from datetime import date

import pytest

from sagacity.miniapps.events import recurrence
from sagacity.miniapps.events.recurrence import NoDays, Repeat, Rule

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
NONE: frozenset[date] = frozenset()


def numbers(rule: Rule, holidays: frozenset[date] = NONE) -> list[int]:
    return [day.day for day in recurrence.days(rule, holidays=holidays)]


def test_every_week_on_two_weekdays() -> None:
    rule = Rule(Repeat.WEEKLY, *OCTOBER, weekdays=(1, 4))

    assert numbers(rule) == [2, 6, 9, 13, 16, 20, 23, 27, 30]
    assert recurrence.say(rule) == "毎週火・金曜日"


def test_the_first_and_third_sunday_are_counted_by_occurrence() -> None:
    rule = Rule(Repeat.MONTHLY, *OCTOBER, weekdays=(6,), weeks=(1, 3))

    assert numbers(rule) == [4, 18]
    assert recurrence.say(rule) == "毎月第1・第3日曜日"


def test_a_fifth_weekday_is_left_out_where_a_month_has_none() -> None:
    rule = Rule(Repeat.MONTHLY, date(2026, 10, 1), date(2026, 12, 31), weekdays=(3,), weeks=(5,))

    assert recurrence.days(rule, holidays=NONE) == (date(2026, 10, 29), date(2026, 12, 31))


def test_holidays_are_skipped_only_on_request() -> None:
    sports_day = frozenset({date(2026, 10, 12)})
    mondays = {"repeat": Repeat.WEEKLY, "first": OCTOBER[0], "until": OCTOBER[1], "weekdays": (0,)}

    assert numbers(Rule(**mondays), sports_day) == [5, 12, 19, 26]  # type: ignore[arg-type]
    rule = Rule(**mondays, without_holidays=True)  # type: ignore[arg-type]
    assert numbers(rule, sports_day) == [5, 19, 26]
    assert recurrence.say(rule) == "毎週月曜日（祝日を除く）"


def test_a_list_of_days_is_sorted_and_holds_each_once() -> None:
    days = (date(2026, 10, 9), date(2026, 10, 3), date(2026, 10, 9))

    assert numbers(Rule(Repeat.DATES, *OCTOBER, dates=days)) == [3, 9]


@pytest.mark.parametrize("until", [date(2026, 10, 5), date(2030, 10, 1)])
def test_no_day_and_too_many_days_are_refused(until: date) -> None:
    with pytest.raises(NoDays):
        recurrence.days(Rule(Repeat.WEEKLY, OCTOBER[0], until, weekdays=(1,)), holidays=NONE)
