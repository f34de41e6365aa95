"""A day at a reception, on pages without scripts."""

import json
import uuid
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from sagacity.checkin import api as checkin
from sagacity.desks.reception.tests.conftest import opened, page_of
from sagacity.identity.cards.testing import Phone
from sagacity.identity.testing import StaffActor

pytestmark = pytest.mark.django_db


def once() -> str:
    return str(uuid.uuid4())


def test_a_card_is_taken_by_its_code_once_and_let_go_again(
    fair_clerk: StaffActor, fair: checkin.Reception, phone: Phone, at: datetime
) -> None:
    typed = {"once": once(), "code": phone.code(at=at), "kind": "check_in"}
    fair_clerk.sends(page_of(fair, "code/"), **typed)
    assert "1人" in fair_clerk.sees()
    fair_clerk.sends(page_of(fair, "code/"), **typed)
    assert "二重には数えません" in fair_clerk.sees()
    assert checkin.count(reception=fair.key).by_card == 1

    fair_clerk.sends(page_of(fair, "code/"), once=once(), code=phone.code(at=at), kind="check_out")

    assert (checkin.count(reception=fair.key).here, checkin.count(reception=fair.key).came) == (0, 1)


def test_a_code_that_is_over_is_refused_in_words(
    fair_clerk: StaffActor, fair: checkin.Reception, phone: Phone, at: datetime
) -> None:
    old = phone.code(at=at - timedelta(minutes=10))

    answer = fair_clerk.sends(page_of(fair, "code/"), once=once(), code=old, kind="check_in")

    assert answer.status_code == 422
    assert "コードは30秒で変わります" in fair_clerk.sees()
    assert checkin.count(reception=fair.key).came == 0


def test_counting_heads_makes_the_crowding(fair_clerk: StaffActor, fair: checkin.Reception) -> None:
    fair_clerk.sends(page_of(fair, "count/"), once=once(), people="2")
    assert "やや混雑" in fair_clerk.sees()

    fair_clerk.sends(page_of(fair, "count/"), once=once(), people="4")

    assert "満員" in fair_clerk.sees()
    assert checkin.count(reception=fair.key).here == 4


def test_an_event_that_asks_no_names_has_neither_form_nor_roster(
    fair_clerk: StaffActor, fair: checkin.Reception
) -> None:
    assert fair_clerk.sends(page_of(fair, "name/"), once=once(), name="山田 太郎").status_code == 422
    assert fair_clerk.sends(page_of(fair, "roster/"), purpose="来た人の確認").status_code == 422
    assert "名簿はありません" in fair_clerk.sees()
    assert checkin.count(reception=fair.key).came == 0


def test_an_event_that_asks_names_shows_them_and_no_address(fair_clerk: StaffActor, db: None) -> None:
    talk = opened(fair_clerk, title="講演会", purpose="event", asks_name="on")
    page = fair_clerk.sees(page_of(talk))
    assert "氏名" in page
    assert "住所" not in page
    fair_clerk.sends(page_of(talk, "name/"), once=once(), name="山田 太郎", address="みなと町1")

    fair_clerk.sends(page_of(talk, "roster/"), purpose="来た人の確認")

    assert "山田 太郎" in fair_clerk.sees()
    assert "みなと町" not in fair_clerk.sees()


def test_a_family_without_cards_stands_on_the_roster_and_goes_home(
    shelter_clerk: StaffActor, school: checkin.Reception
) -> None:
    for name in ("山田 太郎", "佐藤 花子"):
        shelter_clerk.sends(page_of(school, "name/"), once=once(), name=name, household="山田家")
    assert shelter_clerk.sends(page_of(school, "roster/"), purpose="").status_code == 422
    assert "山田 太郎" not in shelter_clerk.sees()

    shelter_clerk.sends(page_of(school, "roster/"), purpose="安否の確認のため")

    assert "山田 太郎" in shelter_clerk.sees()
    assert "山田家" in shelter_clerk.sees()
    (person, *_) = (stay.person for stay in checkin.stays(reception=school.key))
    for said in ("出たことを記録しました", "もう出ています"):
        shelter_clerk.sends(page_of(school, "out/"), person=person)
        assert said in shelter_clerk.sees()
    assert checkin.count(reception=school.key).here == 1
    assert checkin.questions(reception=school.key) == []


def test_two_who_may_be_one_are_asked_about_and_the_answer_needs_a_reason(
    shelter_clerk: StaffActor, school: checkin.Reception
) -> None:
    for name in ("やまだ たろう", "ヤマダ　タロウ"):
        shelter_clerk.sends(page_of(school, "name/"), once=once(), name=name)
    assert "同じ人かもしれません" in shelter_clerk.sees(page_of(school))
    (question,) = checkin.questions(reception=school.key)
    said = {"question": question.key, "answer": "same"}
    assert shelter_clerk.sends(page_of(school, "answer/"), **said, why="").status_code == 422

    shelter_clerk.sends(page_of(school, "answer/"), **said, why="本人に聞いた")

    assert "答えたこと" in shelter_clerk.sees()
    assert checkin.count(reception=school.key).here == 1


def test_a_question_of_another_reception_is_not_answered_here(
    shelter_clerk: StaffActor, fair_clerk: StaffActor, school: checkin.Reception, fair: checkin.Reception
) -> None:
    for name in ("やまだ たろう", "ヤマダ　タロウ"):
        shelter_clerk.sends(page_of(school, "name/"), once=once(), name=name)
    shelter_clerk.opens(page_of(school))
    (question,) = checkin.questions(reception=school.key)

    fair_clerk.sends(page_of(fair, "answer/"), question=question.key, answer="same", why="試す")

    assert "いま答えられません" in fair_clerk.sees()
    assert checkin.questions(reception=school.key) == [question]


def test_a_file_of_a_device_comes_in_where_it_belongs_and_once(
    shelter_clerk: StaffActor,
    fair_clerk: StaffActor,
    school: checkin.Reception,
    fair: checkin.Reception,
    at: datetime,
) -> None:
    device = checkin.enrol_device(reception=school.key, name="門", by=shelter_clerk.person, at=at)
    entry = checkin.Entry(once(), 2, at, checkin.Kind.CHECK_IN, visitor=checkin.Visitor(name="山田 太郎"))
    content = checkin.write_file(device=device.key, entries=[entry])

    def brings(clerk: StaffActor, reception: checkin.Reception, content: bytes) -> str:
        clerk.sends(page_of(reception, "file/"), file=SimpleUploadedFile("outbox.json", content))
        return clerk.sees()

    assert "この受付の端末のファイルではありません" in brings(fair_clerk, fair, content)
    torn = json.dumps(json.loads(content) | {"entries": []}).encode()
    assert "ファイルが壊れています" in brings(shelter_clerk, school, torn)
    assert checkin.count(reception=school.key).came == 0
    assert "新しい記録 1件" in brings(shelter_clerk, school, content)
    assert "前に受け取った記録 1件" in brings(shelter_clerk, school, content)
    assert checkin.count(reception=school.key).here == 1
    assert checkin.devices(reception=school.key)[0].missing == ((1, 1),)


def test_counts_leave_as_a_table_that_excel_opens(fair_clerk: StaffActor, fair: checkin.Reception) -> None:
    fair_clerk.sends(page_of(fair, "count/"), once=once(), people="3")

    table = fair_clerk.opens(page_of(fair, "counts.csv")).content.decode()

    assert table.startswith("\ufeff受付,")
    assert "秋まつり,催し,3,0,0,3,0,4," in table


def test_a_closed_reception_takes_nobody_more(
    fair_clerk: StaffActor, fair: checkin.Reception, morning: time_machine.Traveller
) -> None:
    fair_clerk.sends(page_of(fair, "close/"))
    assert "受付を終えました" in fair_clerk.sees()

    fair_clerk.sends(page_of(fair, "count/"), once=once(), people="3")

    assert "この受付は終わっています" in fair_clerk.sees()
    assert fair.title in fair_clerk.sees("/desk/reception/").partition("終わった受付")[2]
