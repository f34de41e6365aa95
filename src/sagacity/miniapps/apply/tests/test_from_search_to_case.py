"""The journey: found, read, prefilled, written, read again, sent; one case, and where it stands."""

from datetime import datetime

from sagacity.identity.register import api as register
from sagacity.identity.register.testing import HANAKO
from sagacity.kit import clock, policy
from sagacity.miniapps.apply.tests.conftest import Applicant
from sagacity.procedures.cases import api as cases
from sagacity.procedures.cases.testing import publish
from sagacity.procedures.surveys.testing import PARK


def test_from_search_to_case(hanako_applies: Applicant) -> None:
    hanako = hanako_applies
    assert "住民票の写し" in hanako.sees("/apps/apply/", q="じゅうみんひょう")
    about = hanako.sees("/apps/apply/p/residence_certificate/")
    assert "300円" in about
    assert "市の確認待ち" in about

    hanako.begins()
    assert "見本" in hanako.html
    assert "マイナンバーカードから入れました" in hanako.sees()
    hanako.writes(
        name__family="見本",
        name__given="花子",
        birth_date__year="1985",
        birth_date__month="4",
        birth_date__day="1",
        address__town="佐賀市栄町",
        address__rest="1番1号",
        phone="0952000000",
    )
    page = hanako.sees()
    assert "見本 花子（本人）" in page
    assert "見本 さくら" in page
    assert "太郎" not in page
    hanako.writes(members=hanako.values("a.members")[:2])
    hanako.writes(purpose="bank", copies="2", delivery="inbox")

    review = hanako.sees()
    assert hanako.page.endswith("/review/")
    assert "昭和60年4月1日" in review
    assert "マイナンバーカード" in review
    assert "600円" in review
    hanako.sends(f"{hanako.form}send/")

    page = hanako.sees()
    assert "申し込みを受け取りました" in page
    (case,) = cases.cases_of(applicant=hanako.key)
    assert case.number in page
    assert "600円を払う" in page
    story = cases.story(key=case.key, by=_person(hanako), at=case.submitted_at)
    assert story.sources["name"] == "card"
    assert story.sources["address"] == "resident"
    assert story.answers["members"][0] == hanako.inhabitant


def _person(hanako: Applicant):  # type: ignore[no-untyped-def]
    from sagacity.identity.accounts.testing import person_at

    return person_at(3, key=hanako.key)


def test_who_is_too_young_reads_it_as_soon_as_the_card_has_told(people: dict[str, str]) -> None:
    sakura = Applicant(inhabitant=people["sakura"])

    sakura.begins()

    assert "/b/" in sakura.page
    assert "この申し込みはできないようです" in sakura.sees()


def test_who_has_moved_away_reads_it_before_they_begin(hanako_applies: Applicant, at: datetime) -> None:
    assert "できないようです" not in hanako_applies.sees("/apps/apply/p/residence_certificate/")

    register.leave(number=HANAKO.number, why="moved_out", on=clock.day(at), by=policy.SYSTEM, at=at)

    page = hanako_applies.sees("/apps/apply/p/residence_certificate/")
    assert "この申し込みはできないようです" in page
    assert "住民登録がある方" in page
    assert "できないようです" not in Applicant(level=0).sees("/apps/apply/p/residence_certificate/")


def test_whoever_looks_for_a_survey_here_is_led_to_it(hanako_applies: Applicant, db: None) -> None:
    publish(PARK.replace("until = 2026-07-31\n", ""))

    hanako_applies.opens("/apps/apply/", q="公園")
    assert 'href="/apps/surveys/park_survey/"' in hanako_applies.html

    hanako_applies.opens("/apps/apply/")
    assert "/apps/surveys/park_survey/" not in hanako_applies.html
