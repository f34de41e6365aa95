"""The file a city really published, in 2022: honest about its age, and still of use."""

from datetime import date, datetime
from typing import Any

from icalendar import Calendar

from sagacity.identity.testing import Actor
from sagacity.kit.clock import JAPAN
from sagacity.miniapps.events.tests.conftest import key_of

FIVE = (
    "第22回佐賀城下ひなまつり",
    "佐賀城下春の骨董市",
    "お粥開き神事",
    "お粥開き神事",
    "JR九州早春ウォーキング",
)


def test_nothing_comes_and_the_way_to_what_has_been_is_one_touch(hanako: Actor, saga: datetime) -> None:
    assert "終わった催しは5件あります" in hanako.sees("/apps/events/")

    page = hanako.sees("/apps/events/?when=past")

    assert "もう終わった催しです" in page
    for name in FIVE:
        assert page.count(name) >= FIVE.count(name)
    assert "2022年2月11日(金)～2022年3月21日(月) 10:00～17:00" in page


def test_without_points_nothing_is_invented(hanako: Actor, saga: datetime) -> None:
    page = hanako.sees("/apps/events/map/?when=past")

    assert "地図にある催し: 0件" in page
    assert "地図の点が公開されていない催し: 5件" in page


def test_the_month_of_2022_is_found_from_today(hanako: Actor, saga: datetime) -> None:
    assert "month=2022-03" in hanako.opens("/apps/events/calendar/").content.decode()

    page = hanako.sees("/apps/events/calendar/?month=2022-03")

    assert "2022年3月: 5件" in page
    assert "佐賀城下春の骨董市 3日目" in page
    assert "2022年2月11日(金)～2022年3月21日(月) 第22回佐賀城下ひなまつり" in page


def test_place_and_way_come_out_of_the_columns_the_city_chose(hanako: Actor, saga: datetime) -> None:
    page = hanako.sees(f"/apps/events/{key_of('JR九州早春ウォーキング')}/").partition("この情報の出どころ")[0]

    assert "この催しは終わりました" in page
    assert "ところJR佐賀駅" in page
    assert "JR佐賀駅下車すぐ" in page
    assert "健康・福祉・スポーツ" in page


def test_another_library_reads_the_calendar(hanako: Actor, saga: datetime) -> None:
    answer = hanako.opens("/apps/events/events.ics?when=past")
    found: dict[str, Any] = {
        str(one["uid"]).rpartition("-")[2]: one
        for one in Calendar.from_ical(answer.content.decode()).walk("VEVENT")
    }

    assert len(found) == 5
    festival, rite, walk = found["0000000016"], found["0000000020"], found["0000000022"]
    assert festival["rrule"]["UNTIL"][0].astimezone(JAPAN).date() == date(2022, 3, 21)
    assert rite["dtstart"].dt.astimezone(JAPAN) == datetime(2022, 3, 15, 5, 30, tzinfo=JAPAN)
    assert "dtend" not in rite
    assert walk["dtstart"].dt == date(2022, 3, 5)
