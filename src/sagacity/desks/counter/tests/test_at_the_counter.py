"""Somebody stands at the counter: seen, written down with them, sent in their name."""

from datetime import datetime

import pytest

from sagacity.desks.counter.tests.conftest import page_of
from sagacity.identity.register.testing import HANAKO, enrolled
from sagacity.identity.testing import StaffActor
from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.procedures.cases import api as cases
from sagacity.procedures.forms import api as filling

pytestmark = pytest.mark.django_db
ENTER = "/desk/counter/enter/"
SEEN = "運転免許証で本人を確認。申請の受付のため"
ONCE = "7f0c5f9e-1f5e-4c3a-9c33-7d1f3f0d0001"
ANSWERS = {
    "a.name.family": "見本",
    "a.name.given": "花子",
    "a.purpose": "picnic",
    "a.people": "8",
    "shown": "name purpose people illness",
}


def _begins(clerk: StaffActor, **said: str) -> str:
    told = {"procedure": "park", "who": "facts", "name": "見本花子", "birth_date": "1985-04-01", "once": ONCE}
    answer = clerk.sends(ENTER, **{**told, "purpose": SEEN, **said})
    assert answer.status_code == 200, clerk.sees()
    path, _code = answer.redirect_chain[-1]  # type: ignore[attr-defined]
    return str(path).split("?")[0]


def test_a_case_is_entered_in_the_name_of_somebody_with_an_account(
    noda: StaffActor, permit: str, applicant: policy.Person
) -> None:
    form = _begins(noda)

    noda.sends(form, **ANSWERS, seen="1", do="next")
    assert "見本" in noda.sees(f"{form}review/")
    noda.sends(f"{form}review/", read="on")

    (case,) = cases.cases_of(applicant=applicant.key)
    assert case.channel == "counter"
    assert case.number in noda.sees()
    assert "窓口" in noda.sees()
    (look,) = [line for line in audit.latest(limit=50) if line.action == "resident.seen"][:1]
    assert look.purpose == SEEN


def test_somebody_without_an_account_applies_at_the_counter_too(
    noda: StaffActor, permit: str, at: datetime
) -> None:
    here = enrolled(at=at)
    form = _begins(noda)
    noda.sends(form, **ANSWERS, seen="1", do="next")

    noda.sends(f"{form}review/", read="on")

    assert "受け付けました" in noda.sees()
    page = cases.queue(by=noda.person, at=at)
    case = cases.case(key=page.rows[0].key)
    assert (case.applicant, case.inhabitant) == ("", here.key)


def test_nobody_of_this_name_is_told_in_words_and_nothing_begins(noda: StaffActor, permit: str) -> None:
    answer = noda.sends(
        ENTER,
        procedure="park",
        who="facts",
        name="見本次郎",
        birth_date="1985-04-01",
        once=ONCE,
        purpose=SEEN,
    )

    assert answer.status_code == 422
    assert "あてはまる人がいません" in noda.sees()
    assert filling.open_forms(owners=[noda.key], at=datetime.now().astimezone()) == []


def test_without_a_purpose_nobody_is_looked_for(noda: StaffActor, permit: str, at: datetime) -> None:
    enrolled(at=at)
    answer = noda.sends(
        ENTER, procedure="park", who="facts", name=HANAKO.name, birth_date="1985-04-01", once=ONCE, purpose=""
    )

    assert answer.status_code == 422
    assert any(line.action == "purpose.refused" for line in audit.latest(limit=10))


def test_a_wrong_answer_is_said_beside_its_question(
    noda: StaffActor, permit: str, applicant: policy.Person
) -> None:
    form = _begins(noda)

    answer = noda.sends(form, **{**ANSWERS, "a.people": "0"}, seen="1", do="next")

    assert answer.status_code == 422
    assert "直すところが 1 つあります" in noda.sees()


def test_a_form_begun_on_a_phone_goes_on_here_by_its_code(
    noda: StaffActor, permit: str, applicant: policy.Person, at: datetime
) -> None:
    begun = filling.begin(
        procedure="park", by=applicant, owner="urn:ngsi-ld:Device:phone", client_key="f", at=at
    )
    typed = {"name": {"family": "見本", "given": "花子"}, "purpose": "picnic", "people": 5}
    filling.save(form=begun.key, block="what", answers=typed, by=applicant, at=at)
    code = filling.hand_over(form=begun.key, at=at)

    noda.sends("/desk/counter/resume/", code=code, purpose="窓口で続きを手伝うため")
    noda.sends(f"/desk/counter/form/{begun.key}/review/", read="on")

    (case,) = cases.cases_of(applicant=applicant.key)
    assert case.channel == "counter"
    assert "5" in noda.sees(page_of(case))


def test_the_form_of_another_counter_stays_closed(
    noda: StaffActor, ono: StaffActor, permit: str, applicant: policy.Person
) -> None:
    form = _begins(noda)

    assert ono.opens(form).status_code == 403
    assert ono.opens(f"{form}review/").status_code == 403
