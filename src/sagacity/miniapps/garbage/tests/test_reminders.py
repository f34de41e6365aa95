"""Reminders: at the chosen time, of what is really collected, once."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import RequestFactory

from sagacity.identity import api as identity
from sagacity.identity.testing import Actor
from sagacity.kit import clock
from sagacity.kit.clock import JAPAN
from sagacity.kit.scheduler import api as scheduler
from sagacity.kit.testing.plugin import Deliver
from sagacity.messaging import api as messaging
from sagacity.messaging.tests.browsers import Browser
from sagacity.miniapps.garbage import hours, jobs, reminding
from sagacity.miniapps.garbage.tests.places import key_of

REMINDERS = "/apps/garbage/reminders/"


def on(day: int, hour: int, minute: int = 0, *, month: int = 12) -> datetime:
    """A moment at the end of December 2026, or in January 2027."""
    return datetime(2026 if month == 12 else 2027, month, day, hour, minute, tzinfo=JAPAN)


def said(at: datetime) -> list[str]:
    """What is said when the clock stands at a moment, oldest first."""
    reminding.remind(at=at)
    page = messaging.notices(app="garbage")
    return [one.title_in("ja") for one in reversed(page.notices)]


@pytest.fixture
def resident(hanako: Actor, example: None) -> Actor:
    """Somebody of みなと一丁目: burnable on Mondays and Thursdays, except at New Year."""
    hanako.sends("/apps/garbage/choose/", area=key_of("みなと一丁目"))
    return hanako


def test_the_evening_before_names_what_is_collected_tomorrow(resident: Actor) -> None:
    page = resident.sends(REMINDERS, evening="19:00", morning="").content.decode()
    assert "時間をおぼえました。" in page

    # Sunday the 27th, before Monday's burnable waste.
    assert said(on(27, 18, 55)) == []
    assert said(on(27, 19, 0)) == ["あした: 燃えるごみ"]


def test_asked_again_and_by_a_second_scheduler_it_is_said_once(resident: Actor, deliver: Deliver) -> None:
    resident.sends(REMINDERS, evening="19:00", morning="")

    for minute in (0, 0, 5, 30, 55):
        said(on(27, 19, minute))
    deliver()

    assert len(messaging.notices(app="garbage").notices) == 1
    page = resident.sees("/apps/garbage/")
    assert "前の日の夜 19:00" in page


def test_the_scheduler_asks_once_per_slot_and_the_job_uses_the_clock(
    resident: Actor, deliver: Deliver
) -> None:
    resident.sends(REMINDERS, evening="19:00", morning="")
    name = f"{jobs.__name__}.remind_of_collection"
    assert scheduler.all_entries()[name].minutes == 5

    with time_machine.travel(on(27, 19, 2), tick=False):
        scheduler.tick(at=clock.now())
        scheduler.tick(at=clock.now())
        deliver()

    assert [one.title_in("ja") for one in messaging.notices(app="garbage").notices] == ["あした: 燃えるごみ"]


def test_an_hour_late_is_still_of_use_and_two_hours_are_not(resident: Actor) -> None:
    resident.sends(REMINDERS, evening="19:00", morning="")

    assert said(on(27, 21, 0)) == []
    assert said(on(27, 20, 0)) == ["あした: 燃えるごみ"]


def test_the_morning_names_today_and_never_comes_after_the_rubbish_is_out(resident: Actor) -> None:
    resident.sends(REMINDERS, evening="", morning="08:00")

    assert said(on(28, 8, 30)) == []
    assert said(on(28, 8, 25)) == ["きょう: 燃えるごみ"]
    (notice,) = messaging.notices(app="garbage").notices
    assert notice.content.expires_at == on(28, 8, 30)


def test_at_new_year_nothing_is_said_for_days_without_collection(resident: Actor) -> None:
    resident.sends(REMINDERS, evening="19:00", morning="06:30")

    # Thursday 31 December falls into the recess; 29 December was added; Monday 4 January is normal again.
    assert said(on(30, 19, 0)) == []
    assert said(on(31, 6, 30)) == []
    assert said(on(28, 19, 0)) == ["あした: 燃えるごみ、びん・缶"]
    assert said(on(3, 19, 0, month=1))[1:] == ["あした: 燃えるごみ"]
    (*_, first) = messaging.notices(app="garbage").notices
    assert "年末の収集" in first.body_in("ja")


def test_the_year_turns_between_the_evening_and_the_collection(resident: Actor) -> None:
    turns = list(reminding.turns(on(31, 22, 0)))

    assert {turn.on.isoformat() for turn in turns} == {"2027-01-01"}
    assert {turn.collected_at for turn in turns} == {on(1, 8, 30, month=1)}


def test_a_new_area_takes_the_reminder_along(resident: Actor, deliver: Deliver) -> None:
    resident.sends(REMINDERS, evening="19:00", morning="")
    mountain = key_of("新町", "やま地区")
    resident.sends("/apps/garbage/choose/", area=mountain)

    assert list(messaging.marked(kind="garbage.evening")) == [f"19:00|{mountain}"]
    # Of the two 新町 this is the one by the mountain: paper on the first Monday, burnable waste on Tuesdays.
    assert said(on(3, 19, 0, month=1)) == ["あした: 古紙"]
    assert said(on(4, 19, 0, month=1))[1:] == ["あした: 燃えるごみ"]


def test_switched_off_or_forgotten_nothing_is_kept(resident: Actor) -> None:
    resident.sends(REMINDERS, evening="19:00", morning="06:30")
    assert "もう知らせません。" in resident.sends(REMINDERS, evening="", morning="").content.decode()
    assert messaging.marked(kind="garbage.evening") == {}

    resident.sends(REMINDERS, evening="19:00", morning="06:30")
    resident.sends("/apps/garbage/choose/", area="")

    assert messaging.marked(kind="garbage.evening") == messaging.marked(kind="garbage.morning") == {}
    assert said(on(27, 19, 0)) == []


def test_areas_with_the_same_kinds_are_told_by_one_message(resident: Actor, deliver: Deliver) -> None:
    neighbour = Actor()
    neighbour.sends("/apps/garbage/choose/", area=key_of("新町", "みなと地区"))
    for one in (resident, neighbour):
        one.sends(REMINDERS, evening="19:00", morning="")

    said(on(27, 19, 0))
    deliver()

    (notice,) = messaging.notices(app="garbage").notices
    assert len(notice.content.audience.marks) == 2
    with time_machine.travel(on(27, 19, 1), tick=False):
        assert messaging.figures(notice=notice.key, at=clock.now()).people == 2


def test_the_text_stands_in_six_languages_and_says_what_must_be_said_beside_the_days(
    resident: Actor,
) -> None:
    resident.sends(REMINDERS, evening="19:00", morning="")
    said(on(27, 19, 0))

    (notice,) = messaging.notices(app="garbage").notices
    assert notice.content.title == {
        "ja": "あした: 燃えるごみ", "ja-easy": "あした: もえる ごみ", "en": "Tomorrow: Burnable waste",
        "zh-hans": "明天: 可燃垃圾", "ko": "내일: 타는 쓰레기", "vi": "Ngày mai: Rác cháy được",
    }  # fmt: skip
    assert "12月28日(月)に集めます。" in notice.body_in("ja")
    assert "These collection days are made up." in notice.body_in("en")
    assert notice.content.url == "/apps/garbage/"


def test_only_offered_times_are_taken(resident: Actor) -> None:
    assert resident.sends(REMINDERS, evening="03:00", morning="").status_code == 422
    assert messaging.marked(kind="garbage.evening") == {}
    assert (hours.evenings()[0].hour, hours.evenings()[-1].hour) == (17, 22)
    assert (f"{hours.mornings()[0]:%H:%M}", f"{hours.mornings()[-1]:%H:%M}") == ("05:30", "08:00")


def test_without_an_area_the_page_leads_to_the_choice_and_keeps_nothing(hanako: Actor, example: None) -> None:
    assert "先に、ごみの地区をえらんでください。" in hanako.sees(REMINDERS)
    hanako.sends(REMINDERS, evening="19:00", morning="")

    assert messaging.marked(kind="garbage.evening") == {}
    assert "sagacity_device" not in hanako.client.cookies


def test_a_late_wish_of_the_same_evening_does_not_ring_others_again(
    resident: Actor, deliver: Deliver
) -> None:
    resident.sends(REMINDERS, evening="19:00", morning="")
    said(on(27, 19, 0))
    late = Actor()
    late.sends("/apps/garbage/choose/", area=key_of("新町", "みなと地区"))
    late.sends(REMINDERS, evening="19:00", morning="")

    assert said(on(27, 19, 0) + timedelta(minutes=5)) == ["あした: 燃えるごみ"]


def test_the_page_says_whether_anything_will_ring(resident: Actor) -> None:
    resident.sends(REMINDERS, evening="19:00", morning="")
    assert "スマホを鳴らすか" in resident.sees(REMINDERS)
    request = RequestFactory().get("/")
    request.COOKIES.update({name: morsel.value for name, morsel in resident.client.cookies.items()})

    phone = Browser.alone("1")
    messaging.subscribe_push(
        person=identity.device_of(request).key,
        endpoint=phone.endpoint,
        **phone.keys,
        language="ja",
        at=clock.now(),
    )

    page = resident.sees(REMINDERS)
    assert "スマホを鳴らすか" not in page
    assert "受けとり方をかえる" in page
