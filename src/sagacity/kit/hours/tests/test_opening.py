from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagacity.kit import clock
from sagacity.kit.city import api as city
from sagacity.kit.hours import api as hours

TEXT = """
[[calendar]]
key = "hall"
name = {ja = "本庁", en = "City hall"}
year_end = {since = "12-29", until = "01-03"}
[calendar.week]
mon = ["08:30-17:15"]
tue = ["08:30-19:00"]
wed = ["08:30-17:15"]
thu = ["08:30-17:15"]
fri = ["08:30-17:15"]
sun = ["09:00-12:00", "13:00-16:00"]
[[calendar.on]]
since = 2026-05-10
hours = []
because = {ja = "停電のため"}
[[calendar.on]]
since = 2026-03-28
until = 2026-03-29
hours = ["09:00-16:00"]
because = {ja = "引越しの季節"}

[[calendar]]
key = "branch"
as = "hall"
name = {ja = "支所"}
[calendar.week]
tue = ["08:30-17:15"]
sun = []
"""
HALL, BRANCH = hours.read(text=TEXT).values()


def open_on(day: date, calendar: hours.Calendar = HALL) -> list[str]:
    found = hours.hours(calendar=calendar, on=day, is_holiday=city.is_holiday)
    return [f"{one.begins:%H:%M}-{one.ends:%H:%M}" for one in found]


def why(day: date) -> str:
    return hours.why_closed(calendar=HALL, on=day, is_holiday=city.is_holiday).get("ja", "")


def test_the_week_counts_where_nothing_else_does() -> None:
    assert open_on(date(2026, 4, 13)) == ["08:30-17:15"]
    assert open_on(date(2026, 4, 14)) == ["08:30-19:00"]
    assert open_on(date(2026, 4, 19)) == ["09:00-12:00", "13:00-16:00"]
    assert (open_on(date(2026, 4, 18)), why(date(2026, 4, 18))) == ([], "定休日")


def test_holidays_between_holidays_and_the_year_end_are_closed_with_their_reason() -> None:
    assert [why(date(2026, 9, day)) for day in (21, 22, 23, 24)] == ["祝日", "祝日", "祝日", ""]
    assert [why(date(2026, 12, 28)), why(date(2026, 12, 29)), why(date(2027, 1, 3))] == [
        "",
        "年末年始",
        "年末年始",
    ]
    assert open_on(date(2027, 1, 4)) == ["08:30-17:15"]


def test_a_day_of_its_own_comes_before_everything() -> None:
    assert (open_on(date(2026, 5, 10)), why(date(2026, 5, 10))) == ([], "停電のため")
    assert open_on(date(2026, 3, 28)) == ["09:00-16:00"]


def test_a_branch_says_only_what_differs() -> None:
    assert open_on(date(2026, 4, 14), BRANCH) == ["08:30-17:15"]
    assert open_on(date(2026, 4, 19), BRANCH) == []
    assert open_on(date(2026, 4, 13), BRANCH) == open_on(date(2026, 4, 13))
    assert BRANCH.name["ja"] == "支所"


def test_a_closed_last_day_moves_to_the_next_open_one() -> None:
    def open_day(on: date, days: int = 0) -> date | None:
        return hours.open_day(calendar=BRANCH, on=on, is_holiday=city.is_holiday, days=days)

    assert open_day(date(2026, 9, 19)) == date(2026, 9, 24)
    assert open_day(date(2026, 12, 30)) == date(2027, 1, 4)
    assert open_day(date(2026, 9, 18), days=2) == date(2026, 9, 25)


def test_the_next_opening_is_the_one_of_now_or_a_later_one() -> None:
    noon = datetime(2026, 4, 19, 12, 30, tzinfo=clock.JAPAN)
    found = hours.next_opening(calendar=HALL, at=noon, is_holiday=city.is_holiday)
    never = hours.next_opening(
        calendar=hours.Calendar(key="x", name={"ja": "x"}, week={}), at=noon, is_holiday=city.is_holiday
    )

    assert found is not None
    assert (found.begins.hour, found.ends.hour) == (13, 16)
    assert never is None


@given(st.integers(0, 364 * 24 * 60))
def test_a_moment_is_open_exactly_when_the_next_opening_has_begun(minutes: int) -> None:
    at = datetime(2026, 1, 1, tzinfo=clock.JAPAN) + timedelta(minutes=minutes)
    found = hours.next_opening(calendar=HALL, at=at, is_holiday=city.is_holiday)

    assert found is not None
    assert found.ends > at
    assert hours.is_open(calendar=HALL, at=at, is_holiday=city.is_holiday) == (found.begins <= at)
    assert found.begins - at < timedelta(days=10)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[[calendar", "hours.toml"),
        ("[[calendar]]\nname={ja='x'}", "say its key"),
        ("[[calendar]]\nkey='a'", "say its name"),
        ("[[calendar]]\nkey='a'\nname={ja='x'}\n[[calendar]]\nkey='a'\nname={ja='y'}", "stands above"),
        ("[[calendar]]\nkey='a'\nas='b'\nname={ja='x'}", "no b above"),
        ("[[calendar]]\nkey='a'\nname={ja='x'}\nweek={mo=[]}", "no day of the week"),
        ("[[calendar]]\nkey='a'\nname={ja='x'}\nweek={mon=['17:00-9:00']}", "like 08:30"),
        ("[[calendar]]\nkey='a'\nname={ja='x'}\nweek={mon=['17:00-09:00']}", "before it begins"),
        ("[[calendar]]\nkey='a'\nname={ja='x'}\nweek={mon=['09:00-12:00','11:00-13:00']}", "overlap"),
        ("[[calendar]]\nkey='a'\nname={ja='x'}\nholidays='maybe'", "holidays is one of"),
        ("[[calendar]]\nkey='a'\nname={ja='x'}\nyear_end={since='13-01',until='01-03'}", "year_end"),
        ("[[calendar]]\nkey='a'\nname={ja='x'}\n[[calendar.on]]\nsince=2026-05-10", "because"),
        ("[[calendar]]\nkey='a'\nname={ja='x'}\n[[calendar.on]]\nhours=[]", "since"),
        ("[[calendar]]\nkey='a'\nname={ja='x'}\nopen='always'", "there is no open here"),
    ],
)
def test_hours_that_cannot_be_read_say_where_and_why(text: str, why: str) -> None:
    with pytest.raises(hours.BrokenHours, match=why):
        hours.read(text=text)
