"""Children on the device: entered, seen, recorded, taken along, forgotten."""

import json
from datetime import date

import icalendar
import pytest
import time_machine

from sagacity.identity.testing import Actor
from sagacity.miniapps.childcare.tests.family import Family

DOOR = "/apps/childcare/"
TABLE = "2026年11月24日(火)の表で計算しています"  # the day the table of the pack speaks of


def test_a_newcomer_is_asked_for_a_month_and_nothing_is_kept(hanakos: Family) -> None:
    page = hanakos.parent.sees(DOOR)

    assert "名前はいりません" in page
    assert hanakos.parent.client.cookies.get("sagacity_device") is None


def test_a_month_of_birth_is_enough_and_claims_no_day(hanakos: Family) -> None:
    page = hanakos.parent.sees(hanakos.adds(2026, 6))

    assert "2026年6月生まれの子" in page
    assert "BCG（結核） 1回生まれた日で変わる" in page.replace(" 生まれた日で", "生まれた日で")
    assert "2026年11月1日(日)～2026年11月30日(月)のどこかから" in page
    assert "生まれた月だけなので、日付に幅があります" in page


def test_the_day_makes_it_certain(hanakos: Family) -> None:
    page = hanakos.parent.sees(hanakos.adds(2026, 6, 27, name="もも"))

    assert "もも" in page
    assert "2026年11月27日(金)から 2027年2月26日(金)まで" in page
    assert "どこか" not in page


@pytest.mark.parametrize("where", ["", "past/", "print/"])
def test_every_page_says_ask_a_doctor_and_of_which_day_the_table_is(hanakos: Family, where: str) -> None:
    page = hanakos.parent.sees(hanakos.adds(2026, 6, 27) + where)

    assert "医師と相談してください" in page
    assert TABLE in page


def test_a_row_nobody_checked_says_so(hanakos: Family) -> None:
    hanakos.adds(2026, 6, 27)

    page = hanakos.parent.sees()
    before, after = page.split("B型肝炎 1回目", 1)

    assert "確かめていません" in after[:200]
    assert "確かめていません" not in before.split("BCG（結核）")[1]


def test_a_record_opens_the_next_dose_on_the_28th_day(
    hanakos: Family, morning: time_machine.Traveller
) -> None:
    child = hanakos.adds(2026, 6, 27)

    page = hanakos.records(child, "hepb-1", "2026-11-27")
    morning.move_to(date(2026, 12, 24))
    early = hanakos.parent.sees(child)
    morning.move_to(date(2026, 12, 25))
    due = hanakos.parent.sees(child)

    assert "2026年11月27日(金)" in page.split("受けたもの")[1]
    assert "2026年12月25日(金)から B型肝炎 2回目" in early.replace("からB型", "から B型")
    assert "B型肝炎 2回目 今が標準の時期" in due.replace("2回目今が", "2回目 今が")


def test_the_same_record_twice_stands_once_and_can_be_taken_back(hanakos: Family) -> None:
    child = hanakos.adds(2026, 6, 27)
    hanakos.records(child, "bcg-1", "2026-11-26")

    twice = hanakos.records(child, "bcg-1", "2026-11-26")
    hanakos.parent.sends(f"{child}undo/", dose="bcg-1")

    assert twice.count("2026年11月26日(木)") == 1
    assert "受けたもの" not in hanakos.parent.sees().replace("受けたものを", "")


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("2026-11-28", "まだ来ていない日は記録できません"),
        ("2026-06-26", "生まれる前の日付です"),
        ("きのう", "受けた日が読めません"),
        ("", "受けた日が読めません"),
    ],
)
def test_a_day_that_cannot_be_is_refused_in_words(hanakos: Family, on: str, said: str) -> None:
    child = hanakos.adds(2026, 6, 27)

    page = hanakos.records(child, "bcg-1", on)

    assert said in page
    assert hanakos.parent.answer is not None
    assert hanakos.parent.answer.status_code == 400


def test_too_early_is_kept_and_shown_with_advice(hanakos: Family) -> None:
    child = hanakos.adds(2026, 6, 27)
    hanakos.records(child, "hepb-1", "2026-09-01")

    page = hanakos.records(child, "hepb-2", "2026-09-28")

    assert "早すぎたかもしれない" in page
    assert "前の回からの間隔が足りません。日付が正しければ、医師に相談してください" in page


def test_kinds_of_rotavirus_vaccine_are_never_mixed(hanakos: Family) -> None:
    child = hanakos.adds(2026, 9, 20)
    both = hanakos.parent.sees(child)
    hanakos.records(child, "rota5-1", "2026-11-20")

    page = hanakos.records(child, "rota1-2", "2026-11-27")

    assert "ロタウイルス（1価・ロタリックス） 1回目 / ロタウイルス（5価・ロタテック） 1回目" in both
    assert "途中で種類を変えません" in page
    assert "ロタウイルス（5価・ロタテック） 2回目" in page


def test_what_was_given_before_is_ticked_at_once_and_days_may_stay_open(hanakos: Family) -> None:
    child = hanakos.adds(2021, 5, 1)

    hanakos.parent.sends(f"{child}past/", dose=["bcg-1", "mr-1", "rota1-1", "rota5-1"])
    page = hanakos.parent.sees()

    assert page.count("おぼえていない") >= 2
    assert "BCG（結核）" in page.split("受けたもの")[-1]
    assert "ロタウイルス" not in page.split("受けたもの")[-1].split("期間が終わったもの")[0]


def test_a_form_sent_twice_is_one_child_and_nine_are_refused(hanakos: Family) -> None:
    first = hanakos.adds(2026, 6, 27, form="once")
    assert hanakos.adds(2026, 6, 27, form="once") == first
    for month in range(1, 8):
        hanakos.adds(2025, month)

    answer = hanakos.parent.sends(
        f"{DOOR}children/add/", year=2024, month=1, day="", name="", client_key="ninth"
    )

    assert answer.status_code == 400
    assert "これ以上は登録できません" in hanakos.parent.sees()
    assert hanakos.parent.sees(DOOR).count("予定を見る") == 8


@pytest.mark.parametrize(
    ("month", "day", "said"), [(2, 30, "この月にこの日はありません"), (12, "", "まだ来ていない日です")]
)
def test_a_day_of_no_calendar_or_of_the_future_is_refused(
    hanakos: Family, month: int, day: int | str, said: str
) -> None:
    hanakos.parent.sends(f"{DOOR}children/add/", year=2026, month=month, day=day, name="")

    assert said in hanakos.parent.sees()


def test_putting_the_birth_right_keeps_what_was_recorded(hanakos: Family) -> None:
    child = hanakos.adds(2026, 6)
    hanakos.records(child, "bcg-1", "2026-11-26")

    hanakos.parent.sends(f"{child}change/", year=2026, month=6, day=10, name="もも")

    page = hanakos.parent.sees(child)
    assert "2026年6月10日(水)生まれ" in page
    assert "2026年11月26日(木)" in page


def test_a_child_is_forgotten_and_its_address_leads_nowhere(hanakos: Family) -> None:
    child = hanakos.adds(2026, 6, 27)

    hanakos.parent.sends(f"{child}remove/")
    hanakos.parent.sends(f"{child}remove/")

    assert hanakos.parent.opens(child).status_code == 404
    assert "予定を見る" not in hanakos.parent.sees(DOOR)


def test_nobody_else_sees_the_child(hanakos: Family) -> None:
    child = hanakos.adds(2026, 6, 27)

    assert Actor(address="192.0.2.99").opens(child).status_code == 404


def test_the_calendar_is_read_by_another_program_and_stays_the_same(hanakos: Family) -> None:
    child = hanakos.adds(2026, 6, 27, name="もも")

    one = hanakos.parent.client.get(f"{child}calendar.ics", {"remind": "1"}).content
    two = hanakos.parent.client.get(f"{child}calendar.ics", {"remind": "1"}).content

    events = {
        str(event["UID"]).split("@")[0].rsplit("-", 1)[0]: (
            event.decoded("DTSTART"),
            str(event["DESCRIPTION"]),
        )
        for event in icalendar.Calendar.from_ical(one).walk("VEVENT")
    }
    assert one == two
    assert events["mr-1"][0] == date(2027, 6, 27)
    assert "医師と相談してください" in events["mr-1"][1]
    assert "2026-11-24" in events["mr-1"][1]
    assert "確かめていません" in events["hepb-1"][1]
    assert "hepb-2" not in events  # it waits for the first


def test_the_days_are_kept_for_reading_without_a_network(hanakos: Family) -> None:
    hanakos.adds(2026, 6, 27, name="もも")

    kept = json.loads(hanakos.parent.client.get("/offline/kept.json").content)
    said = json.loads(hanakos.parent.client.get("/apps/childcare/days.json").content)

    assert "/apps/childcare/days.json" in kept["paths"]
    assert set(said["days"][0]) == {"on", "until", "label", "child", "name", "note"}
    bcg = next(one for one in said["days"] if one["name"] == "BCG（結核） 1回")
    assert (bcg["child"], bcg["on"], bcg["until"]) == ("もも", "2026-11-27", "2027-06-26")
    assert "医師と相談してください" in bcg["note"]
    assert [one["on"] for one in said["days"]] == sorted(one["on"] for one in said["days"])


def test_whoever_expects_a_child_sees_the_weeks_and_nothing_is_kept(hanakos: Family) -> None:
    page = hanakos.parent.sees(f"{DOOR}expecting/", due="2027-03-01")

    assert "2026年12月7日(月)から 2027年2月7日(日)まで" in page
    assert "医師と相談してください" in page
    assert hanakos.parent.client.cookies.get("sagacity_device") is None
    assert "年を確かめてください" in hanakos.parent.sees(f"{DOOR}expecting/", due="2037-03-01")


def test_an_invented_city_says_that_its_table_is_no_real_one(
    hanako: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAGACITY_CITY", "example")
    hanako.sends(f"{DOOR}children/add/", year=2026, month=1, day=5, name="", client_key="one")

    assert "ほんとうの予定に使わないこと" in hanako.sees()
