"""Many cases at once, lists that can be sent on, tables to take along, figures with small counts hidden."""

import csv
import io
from datetime import datetime, timedelta

import pytest
import time_machine

from sagacity.desks.counter.tests.conftest import applies, page_of, presses
from sagacity.identity.testing import StaffActor
from sagacity.kit import policy
from sagacity.procedures.cases import api as cases

pytestmark = pytest.mark.django_db
QUEUE = "/desk/counter/"


@pytest.fixture
def three(permit: str, applicant: policy.Person, at: datetime) -> list[cases.Case]:
    return [applies(applicant, at=at, key=f"form-{number}") for number in range(3)]


def test_what_is_ticked_is_taken_and_a_report_says_which_went(
    noda: StaffActor, ono: StaffActor, three: list[cases.Case]
) -> None:
    ono_has = three[0]
    cases.withdraw(case=ono_has.key, by=ono.person, at=ono_has.submitted_at, channel="desk")

    seen = noda.sends(f"{QUEUE}bulk/", act="take", case=[one.key for one in three])

    text = noda.sees()
    assert "できた 2件・できなかった 1件" in text
    assert "いまの状態（取り下げ）では、できません" in text
    assert seen.status_code == 200
    assert [cases.case(key=one.key).assignee for one in three] == ["", noda.key, noda.key]


def test_nothing_ticked_is_told_in_words(noda: StaffActor, three: list[cases.Case]) -> None:
    answer = noda.sends(f"{QUEUE}bulk/", act="take")

    assert answer.status_code == 422
    assert "案件が選ばれていません" in noda.sees()


def test_a_stage_with_checks_is_not_passed_unseen(noda: StaffActor, three: list[cases.Case]) -> None:
    noda.sends(f"{QUEUE}bulk/", act="pass", case=three[0].key)

    assert "まだ確かめていない項目があります" in noda.sees()
    assert cases.case(key=three[0].key).stage == "check"


def test_many_are_decided_alike_but_for_those_four_eyes_forbid(
    noda: StaffActor, ono: StaffActor, three: list[cases.Case], at: datetime
) -> None:
    for one, clerk in zip(three, (noda, noda, ono), strict=True):
        cases.pass_stage(case=one.key, checks=["place_is_free"], by=clerk.person, at=at)
    chosen = [one.key for one in three]
    assert "3件に、同じ決定をします" in _page(ono, act="decide", case=chosen)

    once = "7f0c5f9e-1f5e-4c3a-9c33-7d1f3f0d0001"
    said = _page(ono, act="decide", case=chosen, decision="yes", once=once, seen="0")

    assert "できた 2件・できなかった 1件" in said
    assert "ほかの人に頼んでください" in said
    assert [cases.case(key=one.key).decision for one in three] == ["yes", "yes", ""]


def test_other_divisions_cases_are_never_moved_by_a_forged_list(
    stranger: StaffActor, three: list[cases.Case]
) -> None:
    stranger.sends(f"{QUEUE}bulk/", act="take", case=[one.key for one in three])

    assert "できた 0件・できなかった 0件" in stranger.sees()
    assert cases.case(key=three[0].key).assignee == ""


def test_a_refreshed_list_keeps_what_was_ticked(noda: StaffActor, three: list[cases.Case]) -> None:
    answer = noda.sends(f"{QUEUE}bulk/?order=newest", act="refresh", case=three[1].key)
    part = noda.client.get(f"{QUEUE}rows/", {"case": three[1].key})

    for page in (answer, part):
        text = page.content.decode()
        assert f'value="{three[1].key}" checked' in text
        assert f'value="{three[0].key}" checked' not in text
        assert f'value="{three[0].key}"' in text


def test_a_list_is_narrowed_down_and_says_late_in_words(
    noda: StaffActor, three: list[cases.Case], morning: time_machine.Traveller
) -> None:
    presses(noda, three[0], "take/")
    assert three[0].number in noda.sees(QUEUE, who="mine")
    assert three[1].number not in noda.sees(QUEUE, who="mine")
    assert three[0].number not in noda.sees(QUEUE, who="nobody")
    assert "この見方に合う案件はありません" in noda.sees(QUEUE, late="1")
    assert "この見方に合う案件はありません" in noda.sees(QUEUE, channel="counter")
    assert three[1].number in noda.sees(QUEUE, channel="app", procedure="park", stage="check")

    morning.shift(timedelta(days=10))
    noda.signs_in(noda.login, noda.password)

    seen = noda.sees(QUEUE, late="1")
    assert three[1].number in seen
    assert "期限切れ（" in seen


def test_words_that_were_searched_for_stand_in_no_address(noda: StaffActor, three: list[cases.Case]) -> None:
    answer = noda.sends(f"{QUEUE}find/", q="山田")

    assert three[0].number in noda.sees()
    path, _code = answer.redirect_chain[-1]  # type: ignore[attr-defined]
    assert "山田" not in path
    assert "%E5" not in path
    assert "この見方に合う案件はありません" in _after(noda, q="ひみつの病気")
    assert three[2].number in _after(noda, q=three[2].number)


def test_pages_follow_one_another_without_a_case_twice(
    noda: StaffActor, permit: str, applicant: policy.Person, at: datetime
) -> None:
    for number in range(51):
        applies(applicant, at=at, key=f"form-{number}")

    first = noda.opens(QUEUE)
    second = noda.opens(QUEUE + first.context["next"])  # type: ignore[attr-defined]

    pages = [page.context["rows"] for page in (first, second)]  # type: ignore[attr-defined]
    keys = [[row.case.key for row in rows] for rows in pages]
    assert [len(each) for each in keys] == [50, 1]
    assert not {*keys[0]} & {*keys[1]}
    assert noda.opens(QUEUE, after="broken").status_code == 200


def test_the_table_opens_in_excel_and_tells_nobodys_answers(
    noda: StaffActor, three: list[cases.Case]
) -> None:
    answer = noda.opens(f"{QUEUE}cases.csv")

    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert text.startswith("\ufeff番号,手続")
    lines = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert {line["番号"] for line in lines} == {one.number for one in three}
    assert lines[0]["状態"] == "担当が決まっていない"
    assert "山田" not in text
    assert "ひみつ" not in text


def test_figures_say_how_long_stages_take_and_hide_small_counts(
    noda: StaffActor, permit: str, applicant: policy.Person, at: datetime, morning: time_machine.Traveller
) -> None:
    made = [applies(applicant, at=at, key=f"form-{number}") for number in range(12)]
    morning.shift(timedelta(hours=5))
    noda.signs_in(noda.login, noda.password)
    for one in made[:9]:
        presses(noda, one, "pass/", checks="place_is_free")
    few = noda.sees(f"{QUEUE}figures/")
    assert "10未満" in few
    for one in made[9:]:
        presses(noda, one, "pass/", checks="place_is_free")

    seen = noda.sees(f"{QUEUE}figures/")

    assert "空きの確認" in seen
    assert "5.0時間" in seen
    table = noda.opens(f"{QUEUE}figures.csv").content.decode()
    assert "公園の使用許可,空きの確認,緑化推進課,12,0,5.0時間,5.0時間" in table


def test_figures_are_for_those_who_may_see_them(koga: StaffActor, stranger: StaffActor) -> None:
    assert koga.opens(f"{QUEUE}figures/").status_code == 403
    assert "この期間に終えた段階はありません" in stranger.sees(f"{QUEUE}figures/")


def _page(clerk: StaffActor, **said: object) -> str:
    clerk.sends(f"{QUEUE}bulk/", **said)
    return clerk.sees()


def _after(clerk: StaffActor, **said: str) -> str:
    clerk.sends(f"{QUEUE}find/", **said)
    return clerk.sees()


def test_a_page_of_a_case_that_is_not_there_is_not_found(noda: StaffActor, case: cases.Case) -> None:
    assert noda.opens("/desk/counter/urn:ngsi-ld:Case:none/").status_code == 404
    assert noda.opens(page_of(case, "papers/urn:ngsi-ld:Upload:none/")).status_code == 200  # asks why first
