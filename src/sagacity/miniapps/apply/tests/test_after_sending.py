"""After sending: the home screen, questions of the city, corrections, taking it back."""

from dataclasses import replace

import pytest
from django.core.cache import cache

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.kit.testing.worker import deliver_everything
from sagacity.kit.uploads.testing.files import photo
from sagacity.ledger import api as ledger
from sagacity.miniapps.apply.tests.conftest import Applicant
from sagacity.procedures import api as procedures
from sagacity.procedures.cases import api as cases

CLERK = policy.Person(
    "urn:ngsi-ld:Staff:mori",
    "森",
    "staff",
    permissions=frozenset({identity.CASE_LOOK, identity.CASE_WORK, identity.CASE_EVERY}),
    division="市民生活課",
)
CHIEF = replace(CLERK, key="urn:ngsi-ld:Staff:chief", permissions=CLERK.permissions | {identity.CASE_DECIDE})


@pytest.fixture
def sent(hanako_applies: Applicant) -> cases.Case:
    """Hanako has sent it, and not paid yet."""
    hanako_applies.fills_in_the_residence_certificate()
    hanako_applies.sends(f"{hanako_applies.form}send/")
    assert "/apps/apply/cases/" in hanako_applies.page, hanako_applies.sees()
    return cases.cases_of(applicant=hanako_applies.key)[0]


def _page(case: cases.Case) -> str:
    return f"/apps/apply/cases/{case.key}/"


def test_the_home_screen_says_what_waits(hanako_applies: Applicant, sent: cases.Case) -> None:
    cache.clear()
    assert "住民票の写し" in hanako_applies.sees("/")
    assert "支払い待ち" in hanako_applies.sees()


def test_a_form_that_was_begun_is_on_the_home_screen(at: object) -> None:
    somebody = Applicant(level=0)
    somebody.begins()
    cache.clear()

    assert "書きかけ：住民票の写し" in somebody.sees("/")


def test_the_page_of_a_case_says_where_it_stands_and_what_was_sent(
    hanako_applies: Applicant, sent: cases.Case
) -> None:
    page = hanako_applies.sees(_page(sent))

    assert sent.number in page
    assert "手数料を払うと" in page
    assert "申し込みました" in page
    assert "銀行・ローン" in page


def test_once_it_is_decided_the_page_speaks_of_the_documents_that_are_there(
    hanako_applies: Applicant, sent: cases.Case
) -> None:
    assert "申し込みを受け取りました" in hanako_applies.sees(f"{_page(sent)}?sent=1")
    _paid(sent)
    case = cases.case(key=sent.key)
    while case.state is not cases.State.DECIDED_YES:
        stage = next(one for one in _definition(case).stages if one.key == case.stage)
        checks = [one.key for one in stage.checks]
        if stage.decides:
            case = cases.decide(case=case.key, decision="yes", by=CHIEF, at=clock.now(), checks=checks)
        else:
            case = cases.pass_stage(case=case.key, by=CHIEF, at=clock.now(), checks=checks)
    assert "書類の用意ができたら" in hanako_applies.sees(_page(sent))

    deliver_everything()

    page = hanako_applies.sees(f"{_page(sent)}?sent=1")
    assert "書類ができています。下から開けます。" in page
    assert "書類の用意ができたら" not in page
    assert "申し込みを受け取りました" not in page


def _definition(case: cases.Case) -> procedures.Definition:
    return procedures.definition(procedure=case.procedure, version=case.version)


def test_taken_back_it_asks_for_no_money(hanako_applies: Applicant, sent: cases.Case) -> None:
    hanako_applies.sends(f"{_page(sent)}withdraw/")
    assert "印を付けてください" in hanako_applies.sees()
    assert not cases.case(key=sent.key).is_over

    for _ in range(2):
        hanako_applies.sends(f"{_page(sent)}withdraw/", sure="yes", client_key="w1")

    assert cases.case(key=sent.key).state is cases.State.WITHDRAWN
    assert "取り下げました" in hanako_applies.sees(_page(sent))
    assert "を払う" not in hanako_applies.sees()


def test_a_level_zero_wish_is_seen_again_by_the_device_that_sent_it(at: object) -> None:
    somebody = Applicant(level=0)
    somebody.opens("/apps/apply/mine/")
    assert "まだ申し込みはありません" in somebody.sees()


def test_a_question_of_the_city_is_answered_in_words_and_files(
    hanako_applies: Applicant, sent: cases.Case
) -> None:
    _paid(sent)
    cases.ask_for_more(case=sent.key, text="住所がちがいます。", by=CLERK, at=clock.now())
    assert "住所がちがいます。" in hanako_applies.sees(_page(sent))

    hanako_applies.sends(f"{_page(sent)}answer/", text="", client_key="a0")
    assert "答えを書くか" in hanako_applies.sees()
    hanako_applies.sends(f"{_page(sent)}answer/", text="栄町です。", files=_file(), client_key="a1")

    assert "答えを送りました" in hanako_applies.sees()
    assert cases.case(key=sent.key).state is not cases.State.MORE_ASKED
    story = cases.story(key=sent.key, by=CLERK, purpose="申請の確認のため", at=clock.now())
    assert any(held for held in story.papers.values())


def test_answers_are_put_right_before_work_begins(hanako_applies: Applicant, sent: cases.Case) -> None:
    _paid(sent)
    hanako_applies.sends(f"{_page(sent)}correct/")
    assert hanako_applies.page.endswith("/review/"), hanako_applies.sees()
    form = hanako_applies.form
    hanako_applies.opens(f"{form}b/use/")
    hanako_applies.writes(purpose="pension", copies="1", delivery="inbox")
    hanako_applies.sends(f"{form}send/")

    story = cases.story(key=sent.key, by=CLERK, purpose="申請の確認のため", at=clock.now())
    assert story.answers["purpose"] == "pension"
    assert "答えを直しました" in hanako_applies.sees(_page(sent))


def test_a_correction_that_would_change_the_fee_is_refused_with_what_to_do(
    hanako_applies: Applicant, sent: cases.Case
) -> None:
    _paid(sent)
    hanako_applies.sends(f"{_page(sent)}correct/")
    form = hanako_applies.form
    hanako_applies.opens(f"{form}b/use/")
    hanako_applies.writes(purpose="bank", copies="3", delivery="inbox")
    hanako_applies.sends(f"{form}send/")

    assert "手数料が変わる" in hanako_applies.sees()


def _paid(case: cases.Case) -> None:
    ledger.take_at_counter(client_key="c", bill=case.bill, till="", by=CLERK, at=clock.now())
    deliver_everything()


def _file() -> object:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("写真.jpg", photo())
