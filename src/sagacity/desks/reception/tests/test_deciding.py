"""Staff see why they are asked and who it is about, decide with a reason, and take it back."""

import uuid
from datetime import date, datetime

import pytest

from sagacity.checkin import api as checkin
from sagacity.desks.reception.tests.conftest import opened, page_of
from sagacity.identity.testing import StaffActor
from sagacity.kit.audit import api as audit

pytestmark = pytest.mark.django_db


def comes(clerk: StaffActor, reception: checkin.Reception, **said: str) -> None:
    clerk.sends(page_of(reception, "name/"), once=str(uuid.uuid4()), **said)


@pytest.fixture
def alike(shelter_clerk: StaffActor, school: checkin.Reception) -> checkin.Question:
    """The same man twice, as two people wrote him down."""
    for name in ("見本 タロウ", "ﾐﾎﾝ タロウ"):
        comes(
            shelter_clerk,
            school,
            name=name,
            kana="ミホン タロウ",
            birth_date="1950-03-03",
            household="見本家",
        )
    shelter_clerk.opens(page_of(school, "questions/"))
    (question,) = checkin.questions(reception=school.key)
    return question


def test_why_it_is_asked_is_shown_at_once_and_who_it_is_for_a_purpose(
    shelter_clerk: StaffActor, school: checkin.Reception, alike: checkin.Question
) -> None:
    address = page_of(school, "questions/")
    seen = shelter_clerk.sees(address)
    assert "名前の近さが100点中100点で、生年月日が同じです" in seen
    assert "タロウ" not in seen
    assert shelter_clerk.sends(address, purpose="").status_code == 422
    assert "タロウ" not in shelter_clerk.sees()

    shelter_clerk.sends(address, purpose="二重の記録を確かめるため")

    seen = shelter_clerk.sees()
    assert "見本 タロウ" in seen
    assert "1950-03-03" in seen
    looks = [line for line in audit.about(thing=school.key) if line.action == "checkin.roster"]
    assert [look.purpose for look in looks] == ["二重の記録を確かめるため"]


def test_two_who_were_joined_are_parted_again_with_a_reason(
    shelter_clerk: StaffActor, school: checkin.Reception, alike: checkin.Question
) -> None:
    shelter_clerk.sends(page_of(school, "answer/"), question=alike.key, answer="same", why="本人に聞いた")
    assert checkin.count(reception=school.key).here == 1
    assert "本人に聞いた" in shelter_clerk.sees(page_of(school, "questions/"))
    (said,) = checkin.said_same(reception=school.key)

    shelter_clerk.sends(page_of(school, "questions/part/"), person=said.person, why="")
    assert checkin.count(reception=school.key).here == 1
    shelter_clerk.sends(page_of(school, "questions/part/"), person=said.person, why="双子だった")

    assert "別の人に戻しました" in shelter_clerk.sees()
    assert checkin.count(reception=school.key).here == 2
    assert checkin.said_same(reception=school.key) == []
    assert [line.purpose for line in audit.about(thing=said.person)] == ["双子だった", "本人に聞いた"]


def test_a_mistaken_entry_is_taken_back_and_that_is_taken_back_too(
    fair_clerk: StaffActor, at: datetime
) -> None:
    talk = opened(fair_clerk, title="講演会", purpose="event", asks_name="on")
    comes(fair_clerk, talk, name="山田 太郎")
    ((entry,), _many) = checkin.entries(reception=talk.key)
    address = page_of(talk, "records/")
    assert "山田" not in fair_clerk.sees(address)

    fair_clerk.sends(f"{address}correct/", entry=entry.uuid, why="")
    assert checkin.count(reception=talk.key).here == 1
    fair_clerk.sends(f"{address}correct/", entry=entry.uuid, why="別の人だった")
    assert "数えない（取り消し）" in fair_clerk.sees()
    assert "別の人だった" in fair_clerk.sees()
    assert checkin.count(reception=talk.key).here == 0

    correction = next(one for one in checkin.entries(reception=talk.key)[0] if one.corrects)
    fair_clerk.sends(f"{address}correct/", entry=correction.uuid, why="やはり来ていた")

    assert checkin.count(reception=talk.key).here == 1


def test_an_entry_of_another_reception_is_not_touched(
    shelter_clerk: StaffActor, fair_clerk: StaffActor, school: checkin.Reception, fair: checkin.Reception
) -> None:
    comes(shelter_clerk, school, name="山田 太郎", birth_date=date(1950, 3, 3).isoformat())
    ((entry,), _many) = checkin.entries(reception=school.key)

    answer = fair_clerk.sends(page_of(fair, "records/correct/"), entry=entry.uuid, why="試す")

    assert answer.status_code == 404
    assert checkin.count(reception=school.key).here == 1
