"""Events a device keeps, their cards, and calendars to take along."""

import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from icalendar import Calendar

from sagacity.identity.testing import Actor
from sagacity.kit.clock import JAPAN
from sagacity.miniapps.events.saved import MOST
from sagacity.miniapps.events.tests.conftest import Publish, key_of, row


def save(actor: Actor, name: str) -> None:
    assert actor.sends(f"/apps/events/{key_of(name)}/save/", saved="1").status_code == 200


def read(actor: Actor, path: str) -> dict[str, Any]:
    """Events of a calendar file by their names, read by somebody else's library."""
    answer = actor.opens(path)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(one["summary"]): one for one in Calendar.from_ical(answer.content.decode()).walk("VEVENT")}


def test_a_saved_event_is_listed_and_can_be_let_go(hanako: Actor, autumn: None) -> None:
    assert "保存した催しはありません" in hanako.sees("/apps/events/saved/")

    save(hanako, "親子体操")
    assert "この端末に保存しています" in hanako.sees()
    assert "親子体操" in hanako.sees("/apps/events/saved/")

    hanako.sends(f"/apps/events/{key_of('親子体操')}/save/", saved="0", back="saved")
    assert "保存した催しはありません" in hanako.sees()


def test_nothing_is_kept_of_somebody_who_only_looks(hanako: Actor, autumn: None) -> None:
    for path in ("", "calendar/", "map/", f"{key_of('朝市')}/", "saved/"):
        hanako.opens(f"/apps/events/{path}")

    assert "sagacity_device" not in hanako.client.cookies


def test_the_phone_gets_what_it_needs_without_a_network(hanako: Actor, autumn: None) -> None:
    for name in ("二日まつり", "歩こう会"):
        save(hanako, name)
        save(hanako, name)

    first, second = json.loads(hanako.opens("/apps/events/saved.json").content)["events"]

    assert (first["name"], first["state"]) == ("歩こう会", "中止")
    assert second["days"] == [
        {
            "on": "2026-10-03",
            "until": "2026-10-04",
            "label": "2026年10月3日(土)～2026年10月4日(日) 9:00～",
        }
    ]
    assert second["unparsed"] == "雨のときは中です"


def test_a_full_device_says_what_to_do(hanako: Actor, publish: Publish, autumn: None) -> None:
    publish([row(f"講座{n:02}", "2026-10-01") for n in range(MOST + 1)])
    for n in range(MOST):
        save(hanako, f"講座{n:02}")

    answer = hanako.sends(f"/apps/events/{key_of(f'講座{MOST:02}')}/save/", saved="1")

    assert answer.status_code == 409
    assert "終わった催しをはずしてから" in hanako.sees()


@pytest.mark.parametrize(("days", "urgency", "word"), [(3, 55, "あした"), (4, 65, "きょう")])
def test_the_home_screen_says_it_on_the_day_before_and_on_the_day(
    hanako: Actor, autumn: datetime, days: int, urgency: int, word: str
) -> None:
    save(hanako, "親子体操")
    assert "親子体操" not in hanako.sees("/")

    with time_machine.travel(autumn + timedelta(days=days), tick=False):
        page = hanako.sees("/")

    assert f"{word}: 親子体操" in page
    assert "この催しを保存したため" in page


def test_new_events_of_the_chosen_district_are_a_quiet_card(
    hanako: Actor, publish: Publish, autumn: datetime
) -> None:
    from sagacity.registry import api as registry

    publish([{"町字": "城内一丁目", "小学校区": "城内"}], kind="town")
    hanako.chooses_district(registry.towns()[0].key)

    page = hanako.sees("/")
    assert "近くの新しい催し" in page, page
    assert "親子体操" in page
    with time_machine.travel(autumn + timedelta(days=8), tick=False):
        assert "近くの新しい催し" not in hanako.sees("/")


def test_one_event_as_a_calendar_file(hanako: Actor, autumn: None) -> None:
    (market,) = read(hanako, f"/apps/events/{key_of('朝市')}/event.ics").values()

    assert market["uid"] == key_of("朝市")
    assert market["dtstart"].dt.astimezone(JAPAN) == datetime(2026, 9, 15, 7, 0, tzinfo=JAPAN)
    assert market["dtend"].dt.astimezone(JAPAN) == datetime(2026, 9, 15, 10, 0, tzinfo=JAPAN)
    assert market["location"] == "駅前広場"
    assert market["url"] == f"http://testserver/apps/events/{key_of('朝市')}/"
    assert [str(one) for one in market["categories"].cats] == ["催事・観光", "食"]


def test_the_feed_holds_what_comes_and_obeys_the_filters(hanako: Actor, autumn: None) -> None:
    every = read(hanako, "/apps/events/events.ics")
    assert set(every) == {"朝市", "親子体操", "秋の展示", "【中止】歩こう会", "二日まつり"}
    assert every["【中止】歩こう会"]["status"] == "CANCELLED"
    assert every["親子体操"]["dtstart"].dt == date(2026, 9, 19)
    assert every["秋の展示"]["geo"].latitude == 33.25
    assert every["二日まつり"]["rrule"]["FREQ"] == ["DAILY"]
    assert "雨のときは中です" in every["二日まつり"]["description"]

    assert set(read(hanako, "/apps/events/events.ics?free=1")) == {"朝市"}


def test_every_day_of_a_list_has_a_name_of_its_own_that_stays(
    hanako: Actor, publish: Publish, autumn: None
) -> None:
    def days(*on: str) -> list[str]:
        listed = f"開催日：{'、'.join(on)}"
        publish([row("体操", min(on), until=max(on), 開始時刻="10:00", 日時備考=listed)])
        answer = hanako.opens(f"/apps/events/{key_of('体操')}/event.ics").content.decode()
        return [str(one["uid"]) for one in Calendar.from_ical(answer).walk("VEVENT")]

    before = days("2026-10-06", "2026-10-13")
    after = days("2026-09-29", "2026-10-06", "2026-10-13")

    assert before == after[1:]


def test_saved_events_can_be_taken_along(hanako: Actor, autumn: None) -> None:
    save(hanako, "親子体操")

    assert set(read(hanako, "/apps/events/saved.ics")) == {"親子体操"}
