"""One case from the queue to its decision: purpose, checks, four eyes, what the resident reads."""

from datetime import datetime

import pytest

from sagacity.desks.counter.tests.conftest import applies, opens, page_of, presses
from sagacity.identity.testing import Actor, StaffActor
from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.procedures.cases import api as cases

pytestmark = pytest.mark.django_db


def test_the_queue_shows_what_waits_and_nobody_by_name(noda: StaffActor, case: cases.Case) -> None:
    seen = noda.sees("/desk/counter/")

    assert case.number in seen
    assert "公園の使用許可" in seen
    assert "担当が決まっていない" in seen
    assert "山田" not in seen


def test_another_division_neither_lists_nor_opens_it(stranger: StaffActor, case: cases.Case) -> None:
    assert case.number not in stranger.sees("/desk/counter/")
    assert stranger.opens(page_of(case)).status_code == 403


def test_somebody_without_a_role_is_told_this_is_not_their_desk(matsuo: StaffActor, hanako: Actor) -> None:
    assert matsuo.opens("/desk/counter/").status_code == 403
    answer = hanako.client.get("/desk/counter/")
    assert answer["Location"].startswith("/staff/sign-in/?next=/desk/counter/")


def test_a_case_opens_with_a_purpose_and_the_look_stands_in_the_log(
    noda: StaffActor, case: cases.Case, applicant: policy.Person
) -> None:
    assert "山田" not in noda.sees(page_of(case))
    assert noda.sends(page_of(case, "open/"), purpose="").status_code == 422
    assert "山田" not in noda.sees()

    seen = opens(noda, case)

    assert "山田 花子" in seen
    assert "遠足" in seen
    assert "本人が入力" in seen
    looks = [line for line in audit.latest(limit=50) if line.action == "case.read"]
    assert looks[0].purpose == "公園の申請の審査のため"
    assert looks[0].actor == noda.key


def test_a_purpose_said_for_the_hour_opens_the_next_case_and_ends_when_shut(
    noda: StaffActor, case: cases.Case, applicant: policy.Person, at: datetime
) -> None:
    other = applies(applicant, at=at, key="form-2")
    noda.sends(page_of(case, "open/"), purpose="申請の審査のため", for_all="on")

    assert "山田" in noda.sees(page_of(other))

    noda.sends(page_of(case, "shut/"))
    assert "山田" not in noda.sees(page_of(other))


def test_a_case_is_taken_checked_and_decided_by_a_second_person(
    noda: StaffActor, ono: StaffActor, case: cases.Case
) -> None:
    opens(noda, case)
    presses(noda, case, "take/", once=1)
    assert cases.case(key=case.key).assignee == noda.key
    assert "まだ確かめていない項目" in presses(noda, case, "pass/", once=2).content.decode()

    presses(noda, case, "pass/", once=3, checks="place_is_free")

    assert cases.case(key=case.key).stage == "decision"
    assert "ほかの人に頼んでください" in noda.sees(page_of(case))
    refused = presses(noda, case, "decide/", once=4, decision="yes", press="decide")
    assert "ほかの人に頼んでください" in refused.content.decode()
    opens(ono, case)
    presses(ono, case, "decide/", once=5, decision="yes", press="decide")
    assert cases.case(key=case.key).decision == "yes"
    assert "認めた" in ono.sees(page_of(case))


def test_a_refusal_needs_its_reason_and_is_looked_at_before_it_is_sent(
    noda: StaffActor, ono: StaffActor, case: cases.Case
) -> None:
    opens(noda, case)
    presses(noda, case, "pass/", once=1, checks="place_is_free")
    opens(ono, case)

    assert presses(ono, case, "decide/", once=2, decision="no", press="decide").status_code == 422
    assert cases.case(key=case.key).decision == ""
    said = {"decision": "no", "text_ja": "その日は工事です。", "text_en": "There is work on that day."}
    seen = presses(ono, case, "decide/", once=3, press="look", **said).content.decode()
    assert "There is work on that day." in seen
    assert "日本語を見せます" in seen
    assert cases.case(key=case.key).decision == ""

    presses(ono, case, "decide/", once=3, press="decide", **said)

    assert cases.case(key=case.key).state == cases.State.DECIDED_NO
    assert "その日は工事です。" in ono.sees(page_of(case))


def test_who_comes_second_is_told_and_overwrites_nothing(
    noda: StaffActor, ono: StaffActor, case: cases.Case
) -> None:
    opens(noda, case)
    opens(ono, case)
    seen = cases.case(key=case.key).events
    presses(noda, case, "take/", once=1, seen=seen)

    answer = presses(ono, case, "withdraw/", once=2, seen=seen, reason="電話で本人が取り下げた")

    assert answer.status_code == 409
    assert "ほかの人が先に動きました" in answer.content.decode()
    assert "野田 みどり：担当になった" in answer.content.decode()
    assert "電話で本人が取り下げた" in answer.content.decode()
    assert cases.case(key=case.key).state == cases.State.IN_WORK


def test_a_button_pressed_twice_does_its_work_once(noda: StaffActor, case: cases.Case) -> None:
    opens(noda, case)
    seen = cases.case(key=case.key).events

    presses(noda, case, "take/", once=1, seen=seen)
    second = presses(noda, case, "take/", once=1, seen=seen)

    assert second.status_code == 200
    assert cases.case(key=case.key).events == seen + 1


def test_more_is_asked_from_a_text_at_hand_in_the_languages_of_residents(
    noda: StaffActor, case: cases.Case
) -> None:
    opens(noda, case)
    assert "All four corners" not in noda.sees(page_of(case, "ask/"))
    assert "明るいところで" in noda.opens(page_of(case, "ask/"), text="unreadable").content.decode()

    said = {"text_ja": "写真を送ってください。", "text_en": "Please send a picture.", "days": "10"}
    seen = presses(noda, case, "ask/", once=1, press="look", **said).content.decode()
    assert "Please send a picture." in seen
    assert cases.case(key=case.key).state == cases.State.SUBMITTED
    presses(noda, case, "ask/", once=1, press="send", **said)

    assert cases.case(key=case.key).state == cases.State.MORE_ASKED
    assert "写真を送ってください。" in cases.asked(case=case.key)["text"]
    assert "本人の返事を待っています" in noda.sees(page_of(case))


def test_an_answer_is_corrected_with_a_reason_and_the_old_one_stays_in_the_log(
    noda: StaffActor, case: cases.Case
) -> None:
    opens(noda, case)
    fields = {"a.name.family": "山田", "a.name.given": "花子", "a.purpose": "picnic", "a.illness": ""}
    assert "12" in noda.opens(page_of(case, "correct/")).content.decode()
    wrong = presses(noda, case, "correct/", once=1, **fields, **{"a.people": "0"}, reason="電話で確かめた")
    assert wrong.status_code == 422

    presses(noda, case, "correct/", once=2, **fields, **{"a.people": "15"}, reason="電話で確かめた")

    story = cases.story(key=case.key, by=noda.person, purpose="見直しのため", at=case.submitted_at)
    assert story.answers["people"] == 15
    assert story.sources["people"] == "staff"
    assert "電話で確かめた" in noda.sees(page_of(case))


def test_a_note_is_kept_for_colleagues(noda: StaffActor, ono: StaffActor, case: cases.Case) -> None:
    opens(noda, case)

    presses(noda, case, "comment/", text="公園の地図を確かめた")

    assert "公園の地図を確かめた" in opens(ono, case)


def test_a_case_is_withdrawn_on_the_residents_wish_and_opened_again(
    noda: StaffActor, case: cases.Case
) -> None:
    opens(noda, case)
    presses(noda, case, "withdraw/", once=1, reason="電話で取り下げを聞いた")
    assert cases.case(key=case.key).state == cases.State.WITHDRAWN

    presses(noda, case, "reopen/", once=2, reason="取り違えていたため")

    assert cases.case(key=case.key).state == cases.State.SUBMITTED


def test_a_double_is_shown_and_merged(
    noda: StaffActor, case: cases.Case, applicant: policy.Person, at: datetime
) -> None:
    double = applies(applicant, at=at, key="form-2")
    assert case.number in opens(noda, double)

    missing = presses(noda, double, "merge/", once=1, into="R8-ない-000001-1", reason="同じ内容のため")
    assert missing.status_code == 422
    presses(noda, double, "merge/", once=2, into=case.number, reason="同じ内容のため")

    assert cases.case(key=double.key).merged_into == case.key


def test_a_case_goes_to_another_counter_by_a_code_once(
    noda: StaffActor, ono: StaffActor, case: cases.Case
) -> None:
    opens(noda, case)
    seen = noda.sends(page_of(case, "hand-over/"))
    token = seen.context["token"].token  # type: ignore[attr-defined]

    ono.sends("/desk/counter/resume/", code=token, purpose="引き継いだ案件の審査のため")

    assert "山田 花子" in ono.sees()
    assert cases.case(key=case.key).assignee == ono.key
    again = noda.sends("/desk/counter/resume/", code=token, purpose="引き継いだ案件の審査のため")
    assert again.status_code == 422
    assert "このコードは使えません" in again.content.decode()
