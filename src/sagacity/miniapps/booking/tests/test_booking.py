"""Somebody books a time at a counter or a room, changes their mind, and meets every trap on the way."""

import re
from datetime import timedelta

import pytest
import time_machine

from sagacity.kit.city import api as city
from sagacity.ledger import api as ledger
from sagacity.miniapps.booking.tests.conftest import CLERK, COUNTER, NOW, ROOM, Phone
from sagacity.reservations.slots import api as slots

pytestmark = pytest.mark.django_db
TEN = "2026-04-14T10:00"


def test_a_time_at_the_counter_needs_no_account_and_no_name(phone: Phone) -> None:
    assert "窓口の手続き" in phone.sees("/apps/booking/")
    path = phone.presses(COUNTER, TEN)
    assert "まだ決まっていません" in phone.sees()
    assert "8:10まで" in phone.sees()

    phone.sends(f"{path}confirm/")

    page = phone.sees(path)
    assert "予約できています" in page
    assert "4月14日(火) 10:00–10:30" in page
    assert "5分前までに来てください" in page
    assert "これからの予約" in phone.sees("/apps/booking/")


def test_the_guide_leads_to_a_time_of_the_length_it_worked_out(phone: Phone) -> None:
    page = phone.sees("/apps/booking/", service="urn:ngsi-ld:Service:counter", minutes="75")
    assert "1時間15分" in page
    too_long = phone.sees("/apps/booking/", service="counter", minutes="999")
    assert "いちばん長い3時間で探しています" in too_long
    path = phone.presses(COUNTER, TEN, minutes="75")
    assert "10:00–11:15" in phone.sees(path)
    assert phone.opens("/apps/booking/", service="nothing").status_code == 404
    assert phone.opens(COUNTER, minutes="٣x", **{"from": "never"}).status_code == 200


def test_pressed_twice_is_one_time_and_the_back_button_finds_it_booked(phone: Phone) -> None:
    path = phone.presses(COUNTER, TEN)
    phone.sends(f"{COUNTER}hold/", **phone.fields)
    assert phone.place == path
    for _again in range(2):
        phone.sends(f"{path}confirm/", phone="0952-24-3151")

    assert "予約できています" in phone.sees()
    phone.sends(f"{COUNTER}hold/", **phone.fields)
    assert "予約できています" in phone.sees()
    assert len(slots.slots_between(area="citizens", since=NOW, until=NOW + timedelta(9))) == 1


def test_taken_while_looking_is_said_and_what_is_free_shown(phone: Phone) -> None:
    for _desk in range(2):
        Phone().books()

    phone.opens(COUNTER)
    phone.sends(f"{COUNTER}hold/", begins=f"{TEN}:00+09:00", token="a", minutes="30")

    assert phone.status == 409
    assert "いま、ほかの人が取りました" in phone.sees()
    assert "10:45" in phone.sees()


def test_a_hold_that_is_over_says_so_and_leads_back(phone: Phone, morning: time_machine.Traveller) -> None:
    path = phone.presses(COUNTER, TEN)
    morning.shift(timedelta(minutes=11))

    phone.sends(f"{path}confirm/")

    assert phone.status == 409
    assert "決める時間がすぎました" in phone.sees()
    assert "時間を選び直す" in phone.sees(path)


def test_two_windows_hold_two_and_no_more(phone: Phone) -> None:
    phone.presses(COUNTER, TEN)
    phone.presses(COUNTER, "2026-04-14T11:00")
    phone.presses(COUNTER, "2026-04-14T13:00")

    assert phone.status == 409
    assert "これ以上は予約できません" in phone.sees()


@pytest.mark.parametrize(
    ("begins", "said"),
    [
        ("2026-04-13T08:30:00+09:00", "もうすぐ始まる"),
        ("2026-04-18T10:00:00+09:00", "開いていません"),
        ("2027-04-14T10:00:00+09:00", "まだ予約が始まっていない"),
        ("x", "開いていません"),
        ("2026-04-14T10:00:00", "開いていません"),
    ],
)
def test_what_cannot_be_booked_says_why(phone: Phone, begins: str, said: str) -> None:
    phone.sends(f"{COUNTER}hold/", begins=begins, token="a", minutes="30")

    assert phone.status in {409, 422}
    assert said in phone.sees()


def test_of_somebody_elses_time_nothing_is_said(phone: Phone) -> None:
    path = phone.books()
    stranger = Phone()

    assert stranger.opens(path).status_code == 404
    for act in ("confirm/", "cancel/", "move/"):
        assert stranger.sends(path + act).status_code == 404
    assert stranger.opens(f"{path}booking.ics").status_code == 404
    assert stranger.opens("/apps/booking/mine/urn:ngsi-ld:Slot:none/").status_code == 404


def test_a_room_tells_fee_and_rules_before_and_asks_who_pays(phone: Phone) -> None:
    path = phone.presses(ROOM, "2026-04-23T10:00", minutes="120")
    page = phone.sees(path)
    assert "400円" in page
    assert "4月20日(月) 10:00までに取り消すと、払った使用料の100%（400円）を返します" in page
    assert "ログインして続ける" in page
    assert phone.client.post(f"{path}confirm/")["Location"].startswith("/me/raise/?need=1")


def test_who_has_signed_in_gets_a_bill_and_cancelling_ends_it(phone: Phone) -> None:
    payer = phone.proves()
    path = phone.presses(ROOM, "2026-04-23T10:00")
    phone.sends(f"{path}confirm/", name="佐賀 花子")
    assert phone.status == 422, "a telephone number is missing"
    phone.sends(f"{path}confirm/", name="佐賀 花子", phone="12")
    assert "電話番号を読めません" in phone.sees()
    phone.sends(f"{path}confirm/", name="佐賀 花子", phone="0952-24-3151", mail="hanako@example.jp")

    (bill,) = ledger.bills(payers=[payer])
    assert f"/apps/pay/{bill.key}/" in phone.opens(path).content.decode()
    phone.sends(f"{path}cancel/")
    assert "取り消しました" in phone.sees()
    assert ledger.bill(key=bill.key).state is ledger.BillState.CANCELLED
    phone.sends(f"{path}cancel/")
    assert "取り消しました" in phone.sees()


def test_another_time_is_had_and_the_old_one_free(phone: Phone) -> None:
    path = phone.books()
    moved = phone.presses(f"{path}move/", "2026-04-14T13:00")

    assert moved != path
    assert "13:00–13:30" in phone.sees(moved)
    assert "時間を変えました" in phone.sees(path)
    assert "13:00–13:30" in phone.sees(f"{path}move/"), "the old address leads to the new one"
    assert Phone().presses(COUNTER, TEN)


def test_a_move_to_what_was_taken_keeps_the_old_time(phone: Phone) -> None:
    path = phone.books()
    for _desk in range(2):
        Phone().books(begins="2026-04-14T13:00")

    phone.opens(f"{path}move/")
    phone.sends(f"{path}move/", begins="2026-04-14T13:00:00+09:00", token="a")

    assert phone.status == 409
    assert "予約できています" in phone.sees(path)


def test_a_calendar_has_the_time_and_a_card_the_next_one(phone: Phone) -> None:
    path = phone.books()

    ics = phone.opens(f"{path}booking.ics").content.decode()
    assert "DTSTART:20260414T010000Z" in ics
    assert "あしたの予約：窓口の手続き" in phone.sees("/")
    phone.sends(f"{path}cancel/")
    assert "STATUS:CANCELLED" in phone.opens(f"{path}booking.ics").content.decode()


def test_who_waits_for_a_full_day_is_offered_what_comes_free(phone: Phone) -> None:
    phone.proves()
    others = [Phone() for _each in range(2)]
    paths = []
    for number, other in enumerate(others):
        other.proves()
        begins = f"2026-04-22T{9 + number * 2:02}:00"
        path = other.presses(ROOM, begins, minutes="120" if number == 0 else "60")
        other.sends(f"{path}confirm/", name="住民", phone="0952-24-3151")
        paths.append(path)
    page = phone.sees(ROOM, **{"from": "2026-04-22", "minutes": "120"})
    assert "空きがありません" in page
    phone.sends(f"{ROOM}wait/", day="2026-04-22", minutes="120", token="w")
    assert "順番は1番目" in phone.sees()

    others[0].sends(f"{paths[0]}cancel/")

    assert "決めてください：会議室" in phone.sees("/")
    listed = phone.opens("/apps/booking/mine/").content.decode()
    found = re.search(r'href="(/apps/booking/mine/urn[^"]+)"', listed)
    assert found
    phone.sends(f"{found[1]}confirm/", name="佐賀 花子", phone="0952-24-3151")
    assert "予約できています" in phone.sees()


def test_nobody_waits_for_a_day_with_free_times_and_one_may_stop_waiting(phone: Phone) -> None:
    phone.sends(f"{COUNTER}wait/", day="2026-04-14", token="w")
    assert "空いている時間があります" in phone.sees()
    assert phone.sends(f"{COUNTER}wait/", day="x").status_code == 404
    assert phone.sends("/apps/booking/waiting/urn:ngsi-ld:Waiter:none/leave/").status_code == 404


def test_a_draw_is_entered_drawn_and_published(phone: Phone, morning: time_machine.Traveller) -> None:
    phone.proves()
    room = slots.service(key="urn:ngsi-ld:Service:meeting-room")
    begins = NOW + timedelta(days=80, hours=2)
    made = slots.open_round(
        client_key="r", service=room.key, name={"ja": "7月の会議室"},
        lots=[slots.Lot(room.resources[0], begins, timedelta(hours=1))],
        opens_at=NOW, closes_at=NOW + timedelta(days=7), by=CLERK, at=NOW,
    )  # fmt: skip
    path = f"/apps/booking/rounds/{made.key}/"
    assert "7月の会議室" in phone.sees("/apps/booking/rounds/")
    phone.sends(f"{path}enter/", wish="")
    assert "希望を選んでください" in phone.sees()
    for _again in range(2):
        phone.sends(f"{path}enter/", wish="1")
    assert "0001" in phone.sees()
    morning.shift(timedelta(days=8))
    slots.freeze(round=made.key, by=CLERK, at=NOW + timedelta(days=8))
    drawn = slots.draw(round=made.key, by=CLERK, at=NOW + timedelta(days=8))

    assert "当たりました" in phone.sees(path)
    said = phone.opens(f"{path}draw.json").json()  # type: ignore[attr-defined]
    assert said["seed"] == drawn.seed
    assert said["results"] == {"0001": 1}
    phone.sends(f"{path}withdraw/")
    assert "申し込みの時間ではありません" in phone.sees()
    assert phone.opens("/apps/booking/rounds/urn:ngsi-ld:Round:none/").status_code == 404


def test_the_pages_speak_the_reader_s_language() -> None:
    assert city.current().key == "example"
    assert "Procedures at the counter" in Phone(language="en").sees("/apps/booking/")
    assert "Free times" in Phone(language="en").sees(COUNTER)
