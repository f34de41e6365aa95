"""At the desk: begun with a code, taken over, joined to a tablet, signed, taken in."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import time_machine

from sagacity.identity.testing import Actor, StaffActor
from sagacity.kit import clock
from sagacity.procedures import api as procedures
from sagacity.procedures.visits import api as visits
from sagacity.procedures.visits import testing
from sagacity.reservations.queue import api as queue

StaffWith = Callable[..., StaffActor]
DESK = "/desk/onestop/"
ONCE = "7f0c5f9e-1f5e-4c3a-9c33-7d1f3f0d0001"
BEGIN = {
    "who": "new",
    "purpose": "運転免許証で本人を確認。転入の受付のため",
    "wanted": ["dog_change", "child_medical"],
    "once": ONCE,
}


@pytest.fixture(autouse=True)
def _saga(at: datetime, monkeypatch: pytest.MonkeyPatch, db: None) -> Iterator[None]:
    monkeypatch.setenv("SAGACITY_CITY", "saga")
    procedures.accept_pack(at=at)
    with time_machine.travel(at, tick=False):
        yield


@pytest.fixture
def baba(staff_with: StaffWith) -> StaffActor:
    return staff_with("baba", "case_clerk", name="馬場 直子")


@pytest.fixture
def nagata(staff_with: StaffWith) -> StaffActor:
    return staff_with("nagata", "case_clerk", name="永田 浩")


def begun(clerk: StaffActor) -> visits.Visit:
    clerk.sends(f"{DESK}begin/", **BEGIN)
    return visits.visits_of(clerk=clerk.person.key, at=clock.now())[0]


def test_the_code_of_the_phone_brings_the_whole_list(baba: StaffActor, at: datetime) -> None:
    made = testing.handed_over(at=at)

    baba.sends(DESK, code=f"GUIDE:{made.token}")

    assert "引っこしてきた" in baba.sees()
    assert baba.sends(DESK, code="ABC").status_code == 422
    assert "下から始めてください" in baba.sees()


def test_pressed_twice_one_visit_begins(baba: StaffActor, at: datetime) -> None:
    first = begun(baba)
    again = begun(baba)

    assert first.key == again.key
    assert "手続 2件" in baba.sees(f"{DESK}{first.key}/")


def test_what_is_typed_is_kept_and_the_tablet_shows_it(baba: StaffActor, at: datetime) -> None:
    visit, tablet = begun(baba), Actor()
    baba.sends(f"{DESK}{visit.key}/pair/")
    code = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}", baba.sees())
    assert code
    assert tablet.sends("/visit/", code="ABCD-2345").status_code == 422
    tablet.sends("/visit/", code=code[0])

    name = {"a.once__card_name.family": "見本", "a.once__card_name.given": "花子"}
    baba.sends(f"{DESK}{visit.key}/", do="keep", seen="0", **name)

    assert "花子" in tablet.sees("/visit/screen/")
    assert (
        tablet.opens("/visit/screen/part/", revision=str(visits.visit(key=visit.key).revision)).status_code
        == 204
    )
    baba.sends(f"{DESK}{visit.key}/act/cut-off/")
    assert tablet.opens("/visit/screen/").status_code == 410
    assert "新しいコード" in tablet.sees()


def test_a_colleague_takes_over_with_a_purpose(baba: StaffActor, nagata: StaffActor, at: datetime) -> None:
    visit = begun(baba)
    assert "何のためかを" in _refused(nagata, visit)

    nagata.sends(f"{DESK}{visit.key}/take-over/", purpose="受付を続けるため")

    assert "書いてあることは、そのまま残っています" in nagata.sees()
    baba.opens(f"{DESK}{visit.key}/")
    assert "引き継ぐ" in baba.sees()


def test_signed_once_everything_is_taken_in_and_the_list_goes_along(baba: StaffActor, at: datetime) -> None:
    visit = begun(baba)
    testing.fill_in(visit=visit.key, at=at)
    baba.sends(f"{DESK}{visit.key}/act/finish/")
    assert "もう一度署名をもらってください" in baba.sees()

    baba.sends(f"{DESK}{visit.key}/act/paper/", seen=str(visits.visit(key=visit.key).revision))
    baba.sends(f"{DESK}{visit.key}/act/finish/")
    baba.sends(f"{DESK}{visit.key}/list/", language="ko")

    page = baba.sees()
    assert "접수된 것" in page
    assert len(re.findall(r"R8-\S+-\d{6}-\d", page)) == 2
    token = visits.address(visit=visit.key)
    assert "R8-" in Actor().sees(f"/visit/list/{token}/")
    assert Actor().opens("/visit/list/none/").status_code == 404


def test_without_a_screen_the_paper_says_everything(baba: StaffActor, at: datetime) -> None:
    visit = begun(baba)
    testing.fill_in(visit=visit.key, at=at)

    paper = baba.sees(f"{DESK}{visit.key}/paper/", language="vi")

    assert "Nội dung hỏi tại quầy" in paper
    assert "花子" in paper


def test_the_number_that_was_called_begins_a_visit(baba: StaffActor, at: datetime) -> None:
    desk = queue.open_desk(label="3番", lines=["moving"], by=baba.person, at=at)
    ticket = queue.issue(
        line="moving", channel=queue.Channel.CLERK, client_key="ticket", by=baba.person, at=at
    )
    queue.call_next(desk=desk.key, client_key="call", by=baba.person, at=at)

    assert f"呼んだ番号 {ticket.number} で始める" in baba.sees(DESK)
    baba.sends(f"{DESK}begin/?ticket={ticket.number}", **BEGIN)
    assert ticket.number in baba.sees()


def test_for_others_the_door_is_closed(staff_with: StaffWith, at: datetime) -> None:
    assert staff_with("koga", "data_clerk").opens(DESK).status_code == 403


def _refused(clerk: StaffActor, visit: visits.Visit) -> str:
    clerk.sends(f"{DESK}{visit.key}/take-over/", purpose="")
    return clerk.sees()
