"""What staff decide: by entries that name others, so that everything can be read again and taken back."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from sagacity.checkin import api as checkin
from sagacity.checkin.tests.conftest import CLERK, NewPhone

pytestmark = pytest.mark.django_db


def decide(question: checkin.Question, answer: str, at: datetime) -> checkin.Question:
    return checkin.answer(key=question.key, answer=answer, why="本人に聞いた", by=CLERK, at=at)


def test_a_transfer_that_was_a_mistake_leaves_the_person_where_they_were(
    school: checkin.Reception, hall: checkin.Reception, phone: NewPhone, at: datetime
) -> None:
    phone(school).takes("card-1", at=at)
    one, other = phone(school), phone(hall)
    one.takes("card-1", at=at)
    other.takes("card-1", at=at + timedelta(minutes=5))
    for device in (one, other):
        device.sends(at=at + timedelta(hours=1))
    (question,) = checkin.questions(reception=hall.key)

    decide(question, "mistake", at + timedelta(hours=1))

    assert (checkin.count(reception=school.key).here, checkin.count(reception=hall.key).here) == (1, 0)
    assert checkin.questions(reception=hall.key) == []
    assert checkin.questions(reception=hall.key, is_open=False)[0].answer == "mistake"


def test_a_true_transfer_is_noted_and_asked_no_more(
    school: checkin.Reception, hall: checkin.Reception, phone: NewPhone, at: datetime
) -> None:
    one, other = phone(school), phone(hall)
    one.takes("card-1", at=at)
    other.takes("card-1", at=at + timedelta(minutes=5))
    for device in (one, other):
        device.sends(at=at + timedelta(hours=1))
    decide(checkin.questions(reception=hall.key)[0], "moved", at)
    other.takes("card-1", at=at + timedelta(minutes=50))

    other.sends(at=at + timedelta(hours=1))

    assert checkin.questions(reception=hall.key) == []
    assert checkin.count(reception=hall.key).here == 1


def test_a_correction_can_be_corrected(school: checkin.Reception, phone: NewPhone, at: datetime) -> None:
    one = phone(school)
    entry = one.takes("card-1", at=at)
    one.sends(at=at)

    correction = checkin.correct(entry=entry.uuid, why="読みまちがい", by=CLERK, at=at)
    assert checkin.count(reception=school.key).here == 0
    checkin.correct(entry=correction, why="やはり来ている", by=CLERK, at=at)

    assert checkin.count(reception=school.key).here == 1


def test_whatever_changes_the_count_is_announced(
    school: checkin.Reception,
    hall: checkin.Reception,
    phone: NewPhone,
    at: datetime,
    deliver: Callable[..., int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said: dict[str, int] = {}
    hears = checkin.reception_changed.receivers
    monkeypatch.setitem(hears, "the test", lambda news: said.update({news.reception: news.here}))
    one, other = phone(school), phone(hall)
    entry = one.takes("card-1", at=at)
    one.sends(at=at)
    deliver()
    assert said == {school.key: 1}

    other.takes("card-1", at=at + timedelta(minutes=5))
    other.sends(at=at + timedelta(minutes=5))
    deliver()
    assert said == {school.key: 0, hall.key: 1}

    checkin.correct(entry=other.outbox[0].uuid, why="読みまちがい", by=CLERK, at=at)
    checkin.correct(entry=entry.uuid, why="読みまちがい", by=CLERK, at=at)
    deliver()
    assert said == {school.key: 0, hall.key: 0}


def test_a_correction_may_arrive_before_what_it_corrects(
    school: checkin.Reception, phone: NewPhone, at: datetime
) -> None:
    one = phone(school)
    entry = one.takes("card-1", at=at)
    late = one.writes("correction", at=at, corrects=entry.uuid)

    one.sends(at=at, entries=[late])
    one.sends(at=at, entries=[entry])

    assert checkin.count(reception=school.key).here == 0


def test_two_forms_of_one_person_are_proposed_joined_and_parted_again(
    school: checkin.Reception, phone: NewPhone, at: datetime
) -> None:
    one = phone(school)
    born = date(1950, 3, 3)
    first = one.meets("見本　タロウ", at=at, birth_date=born)
    second = one.meets("ﾐﾎﾝ ﾀﾛｰ", at=at, birth_date=born, kana="ミホン タロー")
    one.meets("見本 タロウ", at=at, birth_date=date(1980, 1, 1))  # another birth date: another person
    one.sends(at=at)

    assert checkin.propose_sameness(reception=school.key, at=at) >= 0
    checkin.say_same(
        person=f"visitor:{second.uuid}", same_as=f"visitor:{first.uuid}", why="家族が確認", by=CLERK, at=at
    )
    assert checkin.count(reception=school.key).here == 2

    checkin.take_back_same(person=f"visitor:{second.uuid}", why="別人", by=CLERK, at=at)
    assert checkin.count(reception=school.key).here == 3


@pytest.mark.parametrize(
    ("one", "other", "asked"),
    [
        (("ヤマダ タロウ", date(1950, 3, 3)), ("ﾔﾏﾀﾞ　ﾀﾛｳ", date(1950, 3, 3)), 1),
        (("ヤマダタロウ", date(1950, 3, 3)), ("ヤマダタロー", date(1950, 3, 3)), 1),
        (("ヤマダタロウ", None), ("やまだ たろう", None), 1),
        (("ヤマダタロウ", date(1950, 3, 3)), ("ヤマダタロウ", date(1951, 3, 3)), 0),
        (("ヤマダタロウ", None), ("サトウハナコ", None), 0),
    ],
)
def test_names_are_compared_folded_and_another_birth_date_is_another_person(
    school: checkin.Reception,
    phone: NewPhone,
    at: datetime,
    one: tuple[str, date | None],
    other: tuple[str, date | None],
    asked: int,
) -> None:
    device = phone(school)
    for name, born in (one, other):
        device.meets(name, at=at, birth_date=born)
    device.sends(at=at)

    assert checkin.propose_sameness(reception=school.key, at=at) == asked
    assert checkin.propose_sameness(reception=school.key, at=at) == 0


def test_an_answer_that_fits_no_question_is_refused(
    school: checkin.Reception, phone: NewPhone, at: datetime
) -> None:
    one = phone(school)
    one.takes("card-1", at=at, kind="check_out")
    one.sends(at=at)
    (question,) = checkin.questions(reception=school.key)
    assert question.doubt == checkin.Doubt.NEVER_CAME

    with pytest.raises(checkin.BadAnswer):
        decide(question, "copy", at)
    decide(question, "noted", at)
    decide(question, "noted", at)
    with pytest.raises(checkin.AnsweredBefore):
        decide(question, "mistake", at)
    with pytest.raises(checkin.NoSuchQuestion):
        checkin.answer(key="x", answer="noted", why="", by=CLERK, at=at)
