"""A clerk keeps the day of the counters: for callers, closed desks, who came, cancelling with words."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import time_machine

from sagacity.identity.testing import StaffActor
from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.city import api as city
from sagacity.messaging import api as messaging
from sagacity.reservations.slots import api as slots

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 13, 8, 0, tzinfo=clock.JAPAN)  # a Monday
DESK = "/desk/schedule/"
DAY = f"{DESK}?area=citizens&day=2026-04-14"
HANAKO = policy.Person("urn:ngsi-ld:Device:hanako", "", "anonymous")


@pytest.fixture(autouse=True)
def morning(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[time_machine.Traveller]:
    monkeypatch.setenv("SAGACITY_CITY", "example")
    slots.load_pack(city.folder("example") / "slots.toml", by=policy.SYSTEM, at=NOW)
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def clerk(staff_with: Callable[..., StaffActor]) -> StaffActor:
    return staff_with("shimizu", "schedule_clerk", name="清水 透")


def books(clerk: StaffActor, **more: str) -> slots.Slot:
    said = {
        "area": "citizens", "once": "a" * 32, "service": "urn:ngsi-ld:Service:counter",
        "begins": "2026-04-14T10:00", "minutes": "30", "weeks": "1", "name": "佐賀 花子",
        "phone": "0952-24-3151",
    }  # fmt: skip
    clerk.sends(f"{DESK}book/", **{**said, **more})
    since = NOW.replace(hour=0)
    return slots.slots_between(area="citizens", since=since, until=since + timedelta(days=60))[0]


def test_a_caller_is_written_down_once_and_stands_in_the_day(clerk: StaffActor) -> None:
    assert "9:00" in clerk.sees(f"{DESK}book/?area=citizens&day=2026-04-14")
    slot = books(clerk)
    assert "予約しました" in clerk.sees()
    assert books(clerk) == slot

    page = clerk.sees(DAY)
    assert "10:00–10:30" in page
    assert "佐賀 花子" not in page
    table = clerk.opens(f"{DESK}day.csv?area=citizens&day=2026-04-14").content.decode()
    assert table.startswith("\ufeff日,")
    assert "2026-04-14,10:00,10:30" in table


def test_names_are_opened_with_a_purpose_that_stands_in_the_log(clerk: StaffActor) -> None:
    slot = books(clerk)
    asked = {"area": "citizens", "day": "2026-04-14"}
    assert clerk.sends(f"{DESK}names/", purpose="", **asked).status_code == 422
    assert "佐賀 花子" not in clerk.sees()

    clerk.sends(f"{DESK}names/", purpose="きょうの予約の準備", **asked)

    assert "佐賀 花子" in clerk.sees()
    looks = [one for one in audit.latest() if (one.action, one.thing) == ("slots.look", slot.key)]
    assert [one.purpose for one in looks] == ["きょうの予約の準備"]


def test_a_club_has_weeks_and_the_dates_that_are_taken_are_named(clerk: StaffActor) -> None:
    books(clerk, weeks="4", minutes="60")

    page = clerk.sees()
    assert "5月5日(火) 10:00は取れませんでした：開いていません" in page
    slot = books(clerk, weeks="4", minutes="60")
    clerk.sends(f"{DESK}{slot.key}/cancel/", why="中止", series="yes")
    assert slots.series(key=slot.series).slots == ()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"phone": "12"}, "電話番号を読めません"),
        ({"begins": "2026-04-14T10:05"}, "始まりの間かくに合いません"),
        ({"begins": "2026-04-18T10:00"}, "開いていません"),
        ({"minutes": "0"}, "長さ"),
        ({"name": ""}, "名前"),
    ],
)
def test_what_cannot_be_written_down_says_why(clerk: StaffActor, wrong: dict[str, str], said: str) -> None:
    plain = {"area": "citizens", "once": "b", "service": "urn:ngsi-ld:Service:counter"}
    when = {"begins": "2026-04-14T10:00", "minutes": "30", "weeks": "1", "name": "花子"}
    answer = clerk.sends(f"{DESK}book/", **{**plain, **when, **wrong})

    assert answer.status_code == 422
    assert said in clerk.sees()


def test_a_closed_desk_names_the_bookings_it_strikes_and_can_open_again(clerk: StaffActor) -> None:
    slot = books(clerk)
    away = {"area": "citizens", "resource": slot.resource, "begins": "2026-04-14T09:00",
            "ends": "2026-04-14T12:00", "because": "研修"}  # fmt: skip
    clerk.sends(f"{DESK}close/", **away)
    assert "この休みに、予約が入っています" in clerk.sees()
    assert clerk.sends(f"{DESK}close/", **{**away, "ends": "2026-04-14T08:00"}).status_code == 422
    (closed,) = slots.absences(area="citizens", since=NOW, until=NOW + timedelta(days=2))

    for _again in range(2):
        clerk.sends(f"{DESK}close/{closed.number}/end/", area="citizens", day="2026-04-14")
    assert "研修" not in clerk.sees(DAY)


def test_who_came_is_noted_and_can_be_corrected(clerk: StaffActor, morning: time_machine.Traveller) -> None:
    slot = books(clerk)
    assert "来なかった" not in clerk.sees(DAY)
    morning.move_to(NOW + timedelta(days=1, hours=3))
    clerk.signs_in(clerk.login, clerk.password)
    assert clerk.sends(f"{DESK}{slot.key}/mark/", came="no").status_code == 200
    assert "来なかった" in clerk.sees(DAY)
    clerk.sends(f"{DESK}{slot.key}/mark/", came="yes")

    assert slots.slot(key=slot.key).state is slots.SlotState.CAME


def test_who_is_moved_or_cancelled_hears_why(clerk: StaffActor, deliver: Callable[..., int]) -> None:
    held = slots.hold(
        service="urn:ngsi-ld:Service:counter", begins=NOW + timedelta(days=1, hours=2), holder=HANAKO.key,
        client_key="h", at=NOW,
    )  # fmt: skip
    slots.confirm(slot=held.key, by=HANAKO, at=NOW)
    deliver()
    clerk.sends(f"{DESK}{held.key}/move/", once="m", begins="2026-04-14T10:05")
    assert "始まりの間かくに合いません" in clerk.sees()
    clerk.sends(f"{DESK}{held.key}/move/", once="m", begins="2026-04-14T13:00")
    assert "時間を変えました" in clerk.sees()
    moved = slots.slot(key=held.key).moved_to
    assert clerk.sends(f"{DESK}{moved}/cancel/", why="").status_code == 422
    for _again in range(2):
        clerk.sends(f"{DESK}{moved}/cancel/", why="台風のため閉めます。")
    deliver()

    told = [one.notice.content for one in messaging.inbox(person=HANAKO.key, at=NOW).letters]
    assert len(told) == 2
    assert any("台風のため閉めます。" in one.body["ja"] for one in told)


def test_who_may_only_look_does_nothing(clerk: StaffActor, staff_with: Callable[..., StaffActor]) -> None:
    slot = books(clerk)
    viewer = staff_with("miru", "schedule_viewer")
    assert "10:00–10:30" in viewer.sees(DAY)
    assert "予約を入れる" not in viewer.sees()
    for act in ("names/", "book/", "close/", f"{slot.key}/mark/", f"{slot.key}/move/", f"{slot.key}/cancel/"):
        assert viewer.sends(DESK + act).status_code == 403
    assert staff_with("yoso", "product_clerk").opens(DESK).status_code == 403
    assert clerk.opens(f"{DESK}urn:ngsi-ld:Slot:none/").status_code == 404
