"""Calendar files, read by somebody else's library."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from sagacity.kit import ical
from sagacity.kit.clock import JAPAN

STAMP = datetime(2026, 9, 1, 0, 0, tzinfo=UTC)


def read(*entries: ical.Entry, evening_alarm: bool = False) -> list[Any]:
    body = ical.calendar(
        name="催し", product="-//x//y//JA", stamp=STAMP, entries=entries, evening_alarm=evening_alarm
    )
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    return list(Calendar.from_ical(body.decode()).walk("VEVENT"))


def test_hours_are_those_of_the_clock_on_the_wall_in_japan() -> None:
    (one,) = read(ical.Entry("a", date(2026, 9, 15), "朝市", starts=time(7), ends=time(9, 30)))

    assert one["dtstart"].dt.astimezone(JAPAN) == datetime(2026, 9, 15, 7, 0, tzinfo=JAPAN)
    assert one["dtend"].dt.astimezone(JAPAN) == datetime(2026, 9, 15, 9, 30, tzinfo=JAPAN)


def test_a_day_without_hours_lasts_the_whole_day() -> None:
    (one,) = read(ical.Entry("a", date(2026, 9, 15), "散歩"))

    assert (one["dtstart"].dt, one["dtend"].dt) == (date(2026, 9, 15), date(2026, 9, 16))


def test_several_days_without_hours_end_after_the_last() -> None:
    (one,) = read(ical.Entry("a", date(2026, 9, 15), "祭り", until=date(2026, 9, 17)))

    assert one["dtend"].dt == date(2026, 9, 18)


def test_several_days_with_hours_open_and_close_each_day() -> None:
    (one,) = read(
        ical.Entry("a", date(2026, 2, 11), "展示", until=date(2026, 3, 21), starts=time(10), ends=time(17))
    )

    assert one["dtend"].dt - one["dtstart"].dt == timedelta(hours=7)
    assert one["rrule"]["FREQ"] == ["DAILY"]
    assert one["rrule"]["UNTIL"][0].astimezone(JAPAN) == datetime(2026, 3, 21, 10, 0, tzinfo=JAPAN)


def test_a_night_is_one_night() -> None:
    night = ical.Entry(
        "a", date(2026, 12, 31), "年越し", until=date(2027, 1, 1), starts=time(22), ends=time(5)
    )

    (one,) = read(night)

    assert one["dtend"].dt.astimezone(JAPAN) == datetime(2027, 1, 1, 5, 0, tzinfo=JAPAN)
    assert "rrule" not in one


@pytest.mark.parametrize("ends", [None, time(7)])
def test_an_unknown_end_is_not_invented(ends: time | None) -> None:
    (one,) = read(ical.Entry("a", date(2026, 9, 15), "神事", starts=time(7), ends=ends))

    assert "dtend" not in one


def test_place_address_and_kind_come_along_with_commas_and_line_breaks() -> None:
    (one,) = read(
        ical.Entry(
            "a", date(2026, 9, 15), "A;B,C", description="一行目\n二行目\\", location="公民館, 2階",
            url="https://example.jp/x?a=1,2", latitude=33.25, longitude=130.3, categories=("祭り", "A,B"),
            is_cancelled=True,
        )
    )  # fmt: skip

    assert (one["summary"], one["description"]) == ("A;B,C", "一行目\n二行目\\")
    assert (one["location"], one["url"]) == ("公民館, 2階", "https://example.jp/x?a=1,2")
    assert (one["geo"].latitude, one["geo"].longitude) == (33.25, 130.3)
    assert [str(value) for value in one["categories"].cats] == ["祭り", "A,B"]
    assert one["status"] == "CANCELLED"


def test_what_changed_later_says_so() -> None:
    later = datetime(2026, 9, 10, 12, 0, tzinfo=UTC)

    first, second = read(
        ical.Entry("a", date(2026, 9, 15), "一"), ical.Entry("b", date(2026, 9, 15), "二", changed_at=later)
    )

    assert (first["dtstamp"].dt, second["dtstamp"].dt) == (STAMP, later)


def test_only_whole_days_ring_on_the_evening_before() -> None:
    whole, hours = read(
        ical.Entry("a", date(2026, 9, 15), "一"),
        ical.Entry("b", date(2026, 9, 15), "二", starts=time(10)),
        evening_alarm=True,
    )

    assert [len(one.walk("VALARM")) for one in (whole, hours)] == [1, 0]
