"""A visit: the code is read, the list worked down, one sheet goes along; for others the door is closed."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from sagacity.identity.testing import StaffActor
from sagacity.kit import clock
from sagacity.procedures.guide import api as guide

StaffWith = Callable[..., StaffActor]
DESK = "/desk/guiding/"


@pytest.fixture(autouse=True)
def _saga(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setenv("SAGACITY_CITY", "saga")


@pytest.fixture
def baba(staff_with: StaffWith) -> StaffActor:
    return staff_with("baba", "case_clerk", name="馬場 直子")


def handed() -> guide.Handed:
    day = (clock.day(clock.now()) - timedelta(days=1)).isoformat()
    answers = {"birthday": day, "insurance": "nhi", "debit": True}
    return guide.hand_over(event="turning_75", answers=answers, at=clock.now())


def test_a_code_opens_the_list_and_what_is_done_goes_on_the_sheet(baba: StaffActor) -> None:
    made = handed()

    baba.sends(DESK, code=f"GUIDE:{made.token}")
    assert "2のうち0が終わりました" in baba.sees()

    page = f"{DESK}{made.set.key}/"
    baba.sends(f"{page}tick/", rule="premium_debit", done="yes")
    baba.sends(f"{page}tick/", rule="premium_debit", done="yes")
    assert "2のうち1が終わりました" in baba.sees(page)

    baba.sends(f"{page}paper/", language="en")
    sheet = baba.sees()
    assert "Done todayPaying premiums by direct debit" in sheet
    assert "Have the papers of the elderly" in sheet
    fresh = re.search(r"[A-Z2-9]{3}(-[A-Z2-9]{3}){3}", sheet)
    assert fresh
    assert guide.open_by(token=fresh[0], at=clock.now()).key == made.set.key
    with pytest.raises(guide.NoSuchSet):
        guide.open_by(token=made.token, at=clock.now())

    baba.sends(f"{page}tick/", rule="premium_debit", done="no")
    assert "2のうち0が終わりました" in baba.sees(page)


def test_a_wrong_code_says_what_to_do(baba: StaffActor) -> None:
    baba.sends(DESK, code="ABC-DEF")

    assert baba.answer is not None
    assert baba.answer.status_code == 422
    assert "このコードの一覧はありません" in baba.sees()


def test_the_same_questions_are_asked_at_the_counter(baba: StaffActor) -> None:
    baba.sends(f"{DESK}begin/moving_within/", once="one")
    baba.sends(f"{DESK}begin/moving_within/", once="one")
    assert baba.answer is not None
    page = baba.answer.content.decode()
    assert "引っこしの日" in page
    key = re.search(r"urn:ngsi-ld:GuideSet:[A-Za-z0-9-]+", str(baba.answer.redirect_chain))  # type: ignore[attr-defined]
    assert key

    day = clock.day(clock.now())
    baba.sends(
        f"{DESK}{key[0]}/b/move/",
        **{
            "do": "next",
            "seen": "0",
            "shown": "moved_on",
            "a.moved_on.year": str(day.year),
            "a.moved_on.month": str(day.month),
            "a.moved_on.day": str(day.day),
        },
    )
    assert guide.handed_set(key=key[0], at=clock.now()).answers == {"moved_on": day.isoformat()}

    baba.sends(f"{DESK}{key[0]}/b/move/", do="next", seen="0", shown="moved_on")
    assert "ほかの画面で答えが変わりました" in baba.sees()


def test_a_procedure_that_left_the_list_is_not_ticked(baba: StaffActor) -> None:
    key = handed().set.key

    baba.sends(f"{DESK}{key}/tick/", rule="nhi_joining", done="yes")

    assert "今の答えでは一覧にありません" in baba.sees()


def test_who_keeps_the_rules_sees_how_they_stand(staff_with: StaffWith, baba: StaffActor) -> None:
    writer = staff_with("yamaguchi", "procedure_writer")

    said = writer.sees(f"{DESK}rules/")

    assert "全部の見本の世帯が、そのとおりの案内になっています" in said
    assert "夫婦と子ども2人と犬（鑑札あり）" in said
    assert baba.opens(f"{DESK}rules/").status_code == 403


def test_the_desk_is_closed_to_others(staff_with: StaffWith) -> None:
    other = staff_with("other", "notice_writer")

    assert other.opens(DESK).status_code == 403
    assert other.opens(f"{DESK}{handed().set.key}/").status_code == 403


def test_there_is_no_such_set_or_event(baba: StaffActor) -> None:
    assert baba.opens(f"{DESK}nothing/").status_code == 404
    assert baba.sends(f"{DESK}begin/winning/").status_code == 404
