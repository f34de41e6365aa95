"""Public events: what their words mean, and how they are asked for."""

from datetime import date, time

import pytest

from sagacity.registry import api as registry
from sagacity.registry.projecting import event_words
from sagacity.registry.tests.desk import Desk
from sagacity.registry.types import EventFilter

TEN = date(2026, 10, 10)


def row(name: str, on: str = "2026-10-10", **more: str) -> dict[str, str]:
    return {"NO": name, "名称": name, "開始日": on, "終了日": more.pop("until", on), **more}


@pytest.fixture
def autumn(desk: Desk) -> None:
    """Five events, entered as a file."""
    rows = [
        row("朝市", 開始時刻="07:00", イベント種類="催事・観光、食", **{"料金(基本)": "無料"}),
        row("親子体操", "2026-10-11", イベント種類="スポーツ", 対象者="親子", **{"料金(基本)": "500円"}),
        row("展示", "2026-10-01", until="2026-10-31", 開始時刻="10:00", 緯度="33.25", 経度="130.30"),
        row("歩こう会", "2026-11-03", 状態="中止", 場所名称="川の広場"),
        row("昔の祭り", "2025-05-05"),
    ]
    assert desk.publishes(rows, name="event.csv", kind="event").applied == 5


def names(found: tuple[tuple[registry.Event, ...], int]) -> list[str]:
    return [one.name for one in found[0]]


def test_events_of_a_day_include_those_that_began_before(autumn: None) -> None:
    assert names(registry.find_events(from_=TEN, until=TEN)) == ["展示", "朝市"]


def test_past_events_are_those_that_are_over_the_newest_first(autumn: None, desk: Desk) -> None:
    assert names(registry.find_events(ended_before=TEN)) == ["昔の祭り"]
    assert names(registry.find_events(ended_before=date(2026, 11, 1))) == [
        "展示", "親子体操", "朝市", "昔の祭り",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (EventFilter(free=True), ["朝市"]),
        (EventFilter(for_children=True), ["親子体操"]),
        (EventFilter(topics=("食", "スポーツ")), ["朝市", "親子体操"]),
        (EventFilter(with_point=True), ["展示"]),
        (EventFilter(words="川の広場"), ["歩こう会"]),
        (EventFilter(free=True, topics=("スポーツ",)), []),
    ],
)
def test_filters_leave_what_fits_all_of_them(autumn: None, asked: EventFilter, expected: list[str]) -> None:
    assert names(registry.find_events(asked=asked)) == expected
    days = registry.event_days(from_=date(2026, 1, 1), until=date(2026, 12, 31), asked=asked)
    assert [one.name for one in days] == expected


def test_topics_are_counted_one_by_one(autumn: None) -> None:
    assert registry.event_choices(from_=TEN).topics == {"スポーツ": 1, "催事・観光": 1, "食": 1}


def test_a_cancelled_event_says_so(autumn: None) -> None:
    (one,) = [one for one in registry.find_events()[0] if one.name == "歩こう会"]

    assert one.is_cancelled
    assert not one.is_postponed


def test_several_events_come_in_the_order_asked_for(autumn: None) -> None:
    first, second = registry.find_events(limit=2, from_=TEN)[0]

    assert registry.events([second.key, "urn:ngsi-ld:Event:none", first.key]) == [second, first]


def test_a_list_of_days_becomes_days_and_the_rest_stays_text(desk: Desk) -> None:
    remark = "開催日：2026-10-06、2026-10-13、2026-10-27。雨のときは中でします。"
    desk.publishes(
        [row("体操", "2026-10-06", until="2026-10-27", 開始時刻="10:00", 日時備考=remark)],
        name="event.csv", kind="event",
    )  # fmt: skip

    ((one,), _many) = registry.find_events()

    assert [(day.on, day.until, day.starts) for day in one.occurrences] == [
        (date(2026, 10, day), date(2026, 10, day), time(10)) for day in (6, 13, 27)
    ]
    assert one.unparsed_text == "雨のときは中でします。"


@pytest.mark.parametrize(
    "remark",
    [
        "開催日：2026-10-06、2026-12-01",  # after the last day
        "開催日：2026-10-06、2026-02-30",  # no such day
        "5月3日～5日 ※4日を除く",
        "毎週火曜日",
    ],
)
def test_what_contradicts_the_row_or_cannot_be_read_stays_text(remark: str) -> None:
    found = event_words.listed_days(remark, first=date(2026, 10, 6), last=date(2026, 10, 27))

    assert found == ((), remark)


def test_days_are_read_as_they_are_written() -> None:
    days = (date(2026, 10, 6), date(2026, 10, 13))

    assert event_words.listed_days(event_words.say_days(days), first=days[0], last=days[1]) == (days, "")


@pytest.mark.parametrize(
    ("fee", "note", "free"),
    [
        ("無料", "", True),
        ("0", "", True),
        ("０円", "", True),
        ("入場無料", "", True),
        ("", "参加費無料", True),
        ("", "", False),
        ("500", "", False),
        ("500円", "中学生以下無料", False),
        ("無料", "材料費300円", False),
        ("", "大人1,000円、子ども無料", False),
    ],
)
def test_free_is_only_what_costs_nobody_anything(fee: str, note: str, free: bool) -> None:
    assert event_words.is_free(fee=fee, note=note) is free
