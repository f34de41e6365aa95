"""Double tap, back button, two windows, a session that ended, wrong answers: the right result each."""

import pytest
from django.http import HttpRequest, HttpResponse

from sagacity.kit import clock
from sagacity.miniapps.apply import who
from sagacity.miniapps.apply.tests.conftest import RESIDENCE, Applicant
from sagacity.procedures.cases import api as cases
from sagacity.procedures.forms import api as forms
from sagacity.procedures.forms import testing


def _case_of(somebody: Applicant) -> cases.Case:
    (case,) = cases.cases_of(applicant=somebody.key)
    return case


def test_pressed_twice_it_is_one_application(hanako_applies: Applicant) -> None:
    hanako = hanako_applies
    hanako.fills_in_the_residence_certificate()
    send = f"{hanako.form}send/"

    for _ in range(2):
        hanako.sends(send)
        assert _case_of(hanako).number in hanako.sees()
        assert "申し込みを受け取りました" in hanako.sees()


def test_a_press_that_was_overtaken_by_another_leads_to_the_same_case(hanako_applies: Applicant) -> None:
    hanako_applies.fills_in_the_residence_certificate()
    key = hanako_applies.form.split("/")[-2]

    @who.with_form
    def slower(request: HttpRequest, form: forms.Form, asks: who.Who) -> HttpResponse:
        forms.submit(form=form.key, by=asks.person, at=clock.now())  # the quicker press, meanwhile
        forms.drop(form=form.key)
        raise AssertionError("the form was sent, so nothing can be done with it")

    answer = hanako_applies.opens(f"/apps/apply/forms/{key}/review/")
    request = answer.wsgi_request  # type: ignore[attr-defined]
    led = slower(request, key)

    assert led.status_code == 302
    assert led["Location"].startswith("/apps/apply/cases/")


def test_sent_again_after_a_crash_it_is_the_same_case(hanako_applies: Applicant) -> None:
    """The case was made, and the process was killed before the form knew."""
    hanako = hanako_applies
    hanako.fills_in_the_residence_certificate()
    send = f"{hanako.form}send/"
    hanako.sends(send)
    testing.crash_after_sending()

    hanako.sends(send)

    assert _case_of(hanako).number in hanako.sees()
    assert testing.cases_of_forms() == [_case_of(hanako).key]


def test_changed_after_such_a_crash_nothing_is_sent_twice_and_the_page_says_so(
    hanako_applies: Applicant,
) -> None:
    hanako = hanako_applies
    hanako.fills_in_the_residence_certificate()
    form = hanako.form
    hanako.sends(f"{form}send/")
    testing.crash_after_sending()
    hanako.opens(f"{form}b/use/")
    hanako.writes(purpose="pension", copies="1", delivery="inbox")

    hanako.sends(f"{form}send/")

    assert "もう送られています" in hanako.sees()
    assert _case_of(hanako)


def test_the_back_button_after_sending_leads_to_the_case(hanako_applies: Applicant) -> None:
    hanako = hanako_applies
    hanako.fills_in_the_residence_certificate()
    form = hanako.form
    hanako.sends(f"{form}send/")

    for page in (f"{form}b/use/", f"{form}review/"):
        hanako.opens(page)
        assert _case_of(hanako).number in hanako.sees()
    hanako.sends(f"{form}b/use/", do="next")
    assert _case_of(hanako).number in hanako.sees()


def test_begun_twice_with_one_press_it_is_one_form(hanako_applies: Applicant) -> None:
    hanako = hanako_applies
    hanako.opens(f"/apps/apply/p/{RESIDENCE}/")
    key = hanako.hidden("client_key")
    for _ in range(2):
        hanako.sends(f"/apps/apply/p/{RESIDENCE}/begin/", client_key=key)

    assert testing.how_many() == 1
    assert "書きかけがあります" in hanako.sees(f"/apps/apply/p/{RESIDENCE}/")


@pytest.mark.parametrize("button", ["next", "look:purpose", "stop"])
def test_two_windows_do_not_overwrite_each_other_unseen(hanako_applies: Applicant, button: str) -> None:
    hanako = hanako_applies
    hanako.fills_in_the_residence_certificate()
    page = f"{hanako.form}b/use/"
    hanako.opens(page)
    seen = hanako.hidden("seen")
    hanako.writes(purpose="pension", copies="2", delivery="inbox")

    fields = {
        "a.purpose": "licence",
        "a.copies": "2",
        "a.delivery": "inbox",
        "shown": "purpose copies delivery",
    }
    hanako.sends(page, do=button, seen=seen, **fields)

    assert "ほかの画面で「年金・健康保険」と書かれました" in hanako.sees()
    hanako.writes(purpose="licence", copies="2", delivery="inbox")
    assert hanako.page.endswith("/review/")
    assert "運転免許・車" in hanako.sees()


def test_a_session_that_ended_asks_again_and_keeps_what_was_written(hanako_applies: Applicant) -> None:
    hanako = hanako_applies
    hanako.begins()
    page = hanako.page
    seen = hanako.hidden("seen")
    session = hanako.client.cookies.pop("sagacity_resident")

    hanako.sends(page, do="next", seen=seen, **{"a.name.family": "見本", "a.phone": "0952-11-2233"})

    assert hanako.page.startswith("/me/")
    hanako.client.cookies["sagacity_resident"] = session.value
    hanako.opens(page)
    assert "0952-11-2233" in hanako.html


def test_what_is_wrong_is_said_and_kept(hanako_applies: Applicant) -> None:
    hanako = hanako_applies
    hanako.begins()
    answer = hanako.writes(
        name__family="見本1", birth_date__text="昭和99年4月1日", address__town="佐賀市", phone="12"
    )

    assert answer.status_code == 422
    assert "直すところが" in hanako.sees()
    assert "見本1" in hanako.html
    assert "昭和99年4月1日" in hanako.html or 'value="99"' in hanako.html
    assert hanako.html.count('aria-invalid="true"') >= 2


def test_it_cannot_be_sent_before_it_is_whole(hanako_applies: Applicant) -> None:
    hanako = hanako_applies
    hanako.begins()
    form = hanako.form
    hanako.sends(f"{form}send/")

    assert "まだ終わっていないところがあります" in hanako.sees()
    assert cases.cases_of(applicant=hanako.key) == []


def test_nobody_opens_the_form_or_the_case_of_another(
    hanako_applies: Applicant, people: dict[str, str]
) -> None:
    hanako = hanako_applies
    hanako.fills_in_the_residence_certificate()
    form = hanako.form
    taro, somebody = Applicant(inhabitant=people["taro"]), Applicant(level=0)
    pages = (form, f"{form}b/you/", f"{form}review/", f"{form}elsewhere/")
    assert [taro.opens(page).status_code for page in pages] == [404] * 4
    for page in pages:
        somebody.opens(page)
        assert somebody.page.startswith("/me/")

    hanako.sends(f"{form}send/")
    case = _case_of(hanako)
    somebody.opens(f"/apps/apply/cases/{case.key}/")
    assert somebody.page.startswith("/me/")
    assert taro.opens(f"/apps/apply/cases/{case.key}/").status_code == 404
    for other in (taro, somebody):
        assert other.sends(f"/apps/apply/cases/{case.key}/withdraw/", sure="yes").status_code == 404


def test_a_question_that_appears_by_an_answer_is_asked_not_held_against_anybody(
    hanako_applies: Applicant,
) -> None:
    hanako = hanako_applies
    hanako.fills_in_the_residence_certificate()
    hanako.opens(f"{hanako.form}b/use/")

    answer = hanako.writes(purpose="other", copies="1", delivery="inbox")

    assert answer.status_code == 200
    assert "質問がふえました" in hanako.sees()
    assert 'aria-invalid="true"' not in hanako.html
    hanako.writes(purpose="other", purpose_other="子どもの習い事", copies="1", delivery="inbox")
    assert hanako.page.endswith("/review/")


def test_steps_are_counted_without_persons(hanako_applies: Applicant) -> None:
    hanako = hanako_applies
    hanako.fills_in_the_residence_certificate()
    other = Applicant(level=0)
    other.begins()

    counts = {one.block: (one.reached, one.passed) for one in forms.step_counts(procedure=RESIDENCE)}
    assert counts == {"you": (2, 1), "whom": (1, 1), "use": (1, 1), "review": (1, 0)}
