"""Being told when something becomes due: only who wished so, once, by the day the table says."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import time_machine

from sagacity.identity.testing import Actor
from sagacity.kit import clock
from sagacity.messaging import api as messaging
from sagacity.miniapps.childcare import reminding
from sagacity.miniapps.childcare.rules import births
from sagacity.miniapps.childcare.tests.family import Family

Deliver = Callable[..., int]


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 0, 0, tzinfo=UTC)


def titles() -> list[str]:
    found = messaging.notices(app="childcare", limit=50)
    return sorted(one.title_in("ja") for one in found.notices)


def test_messaging_learns_of_a_birth_only_after_a_yes(hanakos: Family) -> None:
    hanakos.adds(2026, 6, 27)
    assert messaging.marked(kind="child") == {}

    hanakos.wishes_to_be_told()
    hanakos.adds(2024, 3)
    assert messaging.marked(kind="child") == {"2026-06-27": 1, "2024-03": 1}

    hanakos.wishes_to_be_told(False)
    assert messaging.marked(kind="child") == {}
    assert messaging.marked(kind="childcare.due") == {}


def test_a_child_that_is_forgotten_is_forgotten_there_too(hanakos: Family) -> None:
    child = hanakos.adds(2026, 6, 27)
    hanakos.wishes_to_be_told()

    hanakos.parent.sends(f"{child}remove/")

    assert messaging.marked(kind="child") == {}


def test_on_the_day_it_is_said_once_to_all_children_of_that_day(hanakos: Family, deliver: Deliver) -> None:
    neighbour = Family(Actor(address="192.0.2.77"))
    for family in (hanakos, neighbour):
        family.adds(2026, 6, 27)
        family.wishes_to_be_told()
    deliver()

    today = at(date(2026, 11, 27))  # five months: the usual time of BCG begins
    first = reminding.tell(at=today)
    second = reminding.tell(at=today + timedelta(hours=3))
    deliver()

    assert (first, second) == (1, 1)  # asked for twice, there is still one
    assert titles() == ["予防接種の時期です: BCG（結核） 1回"]
    (notice,) = messaging.notices(app="childcare").notices
    assert notice.content.audience.marks == (("child", "2026-06-27"),)
    assert notice.origin == messaging.Origin.REMINDER
    assert set(notice.content.title) == {"ja", "ja-easy", "en", "zh-hans", "ko", "vi"}
    assert notice.content.title["en"] == "Vaccination due: BCG (tuberculosis) once"
    assert "2026-11-24" in notice.body_in("ja")
    assert "医師と相談してください" in notice.body_in("ja")


def test_a_month_of_birth_waits_until_the_day_is_sure() -> None:
    month = births.parse("2026-06")

    assert [one.key for one in reminding.beginning(month, on=date(2026, 11, 1))] == []
    assert [one.key for one in reminding.beginning(month, on=date(2026, 11, 30))] == ["bcg-1"]


def test_the_next_dose_is_told_by_its_own_day(
    hanakos: Family, deliver: Deliver, morning: time_machine.Traveller
) -> None:
    child = hanakos.adds(2026, 6, 27)
    hanakos.wishes_to_be_told()
    hanakos.records(child, "dpt_ipv_hib-1", "2026-11-25")

    assert "2026-12-16:dpt_ipv_hib-2" in messaging.marked(kind="childcare.due")  # 21 days later

    morning.move_to(at(date(2026, 12, 16)))
    reminding.tell(at=clock.now())
    deliver()
    assert (
        "予防接種の時期です: 五種混合（ジフテリア・百日せき・破傷風・ポリオ・ヒブ） 1期初回2回目" in titles()
    )

    hanakos.records(child, "dpt_ipv_hib-2", "2026-12-16")
    assert not any(value.endswith("dpt_ipv_hib-2") for value in messaging.marked(kind="childcare.due"))


def test_two_days_without_the_timetable_are_caught_up(hanakos: Family) -> None:
    hanakos.adds(2026, 6, 27)
    hanakos.wishes_to_be_told()

    assert reminding.tell(at=at(date(2026, 11, 29))) == 1
    assert reminding.tell(at=at(date(2026, 11, 30))) == 0


def test_who_wished_nothing_gets_nothing(hanakos: Family) -> None:
    hanakos.adds(2026, 6, 27)

    assert reminding.tell(at=at(date(2026, 11, 27))) == 0
    assert titles() == []


def test_the_notice_reaches_the_inbox_of_that_family_only(hanakos: Family, deliver: Deliver) -> None:
    other = Family(Actor(address="192.0.2.78"))
    other.adds(2025, 1, 9)
    other.wishes_to_be_told()
    hanakos.adds(2026, 6, 27)
    hanakos.wishes_to_be_told()

    reminding.tell(at=at(date(2026, 11, 27)))
    deliver()

    (notice,) = messaging.notices(app="childcare").notices
    assert messaging.figures(notice=notice.key, at=clock.now()).people == 1
