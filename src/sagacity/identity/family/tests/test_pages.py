from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from sagacity.identity.family import api as family
from sagacity.identity.family.testing import CODE, ICHIRO, ResidentsPhone, words_of
from sagacity.identity.register.testing import enrolled
from sagacity.identity.testing import Actor, StaffActor
from sagacity.kit import clock
from sagacity.kit.testing.plugin import Deliver

pytestmark = pytest.mark.django_db


@pytest.fixture
def mother(household: dict[str, str], at: datetime) -> ResidentsPhone:
    return ResidentsPhone(household["hanako"], level=3, nickname="はなこ", at=at)


@pytest.fixture
def father(household: dict[str, str], at: datetime) -> ResidentsPhone:
    return ResidentsPhone(household["taro"], level=2, nickname="たろう", at=at)


@pytest.fixture
def tokunaga(staff_with: Callable[..., StaffActor]) -> StaffActor:
    return staff_with("tokunaga", "resident_clerk", name="徳永 恵")


def terms(at: datetime, **more: object) -> dict[str, object]:
    today = clock.day(at)
    said = {"delegate_label": "たろうさん", "starts_on": today, "ends_on": today + timedelta(days=30)}
    return {"chosen": ["card.carry"], **said, **more}


@pytest.mark.parametrize("path", ["/me/family/children/", "/me/delegates/give/"])
def test_doors_of_the_card_in_hand_lead_up_the_ladder_first(path: str, father: ResidentsPhone) -> None:
    assert "だれかを確かめる" in father.sees(path)


@pytest.mark.parametrize("path", ["/me/family/children/add/", "/me/delegates/give/"])
def test_a_form_sent_with_too_little_proof_leads_there_too(path: str, father: ResidentsPhone) -> None:
    father.sends(path)

    assert "だれかを確かめる" in father.sees()


def test_two_adults_come_together_by_a_code(mother: ResidentsPhone, father: ResidentsPhone) -> None:
    mother.sends("/me/family/invite/", agreed=words_of("family.companion"))
    code = mother.code

    assert "「はなこ」さんが" in father.sees("/me/family/join/", code=code)
    father.sends("/me/family/join/", code=code, agreed=words_of("family.companion"))

    assert "はなこ" in father.sees("/me/family/")
    assert "たろう" in mother.sees("/me/family/")
    assert "使えません" in father.sees("/me/family/join/", code=code)


def test_a_consent_is_read_kept_and_taken_back(mother: ResidentsPhone, deliver: Deliver) -> None:
    mother.takes_the_child_in()
    consent = family.consents(resident=mother.key)[0]

    assert "こどもを家族に入れる — さくら" in mother.sees("/me/consents/")
    assert consent.text.digest in mother.sees(f"/me/consents/{consent.key}/")
    receipt = mother.client.get(f"/me/consents/{consent.key}/receipt.json").json()
    assert family.check_receipt(receipt)["record"]["record_id"] == consent.key
    keys = Actor().client.get("/me/consents/keys.json").json()["keys"]
    assert "d" not in keys[0]

    mother.sends(f"/me/consents/{consent.key}/withdraw/")
    deliver()

    assert "いま同意していることはありません" in mother.sees("/me/consents/")
    assert "まだ、だれもいません" in mother.sees("/me/family/")


def test_a_consent_of_another_is_not_found(mother: ResidentsPhone, father: ResidentsPhone) -> None:
    mother.takes_the_child_in()
    key = family.consents(resident=mother.key)[0].key

    for path in (f"/me/consents/{key}/", f"/me/consents/{key}/receipt.json"):
        assert father.client.get(path).status_code == 404
    assert father.client.post(f"/me/consents/{key}/withdraw/").status_code == 404


def test_wrong_terms_are_said_beside_the_field_and_what_was_typed_stays(
    mother: ResidentsPhone, at: datetime
) -> None:
    far = clock.day(at) + timedelta(days=400)

    answer = mother.sends("/me/delegates/give/", **terms(at, ends_on=far))

    assert answer.status_code == 422
    assert "1年のうちの日にしてください" in mother.sees()
    assert "たろうさん" in answer.content.decode()


def test_a_counter_writes_a_mandate_down_and_lets_the_delegate_fetch_papers(
    father: ResidentsPhone, tokunaga: StaffActor, at: datetime, household: dict[str, str]
) -> None:
    enrolled(ICHIRO, at=at)
    who = {"name": ICHIRO.name, "birth_date": ICHIRO.birth_date, "purpose": "委任を書きとめるため"}
    tokunaga.sends("/staff/family/", **who)
    said = terms(at, chosen=["counter.papers"], giver_label="いちろう", times=1, amount_yen=500)
    page = tokunaga.sends("/staff/family/person/give/", **said).content.decode()
    found = CODE.search(page)
    assert found, tokunaga.sees()
    father.sends("/me/delegates/accept/", code=found[1])
    number = family.mandates_held(resident=father.key)[0].number

    asked = {"number": number, "purpose": "運転免許証で確認"}
    assert "見本 太郎・昭和58年12月3日" in _after(
        tokunaga, "/staff/family/mandate/", **{f"by-{k}": v for k, v in asked.items()}
    )
    act = {**asked, "act": "counter.papers", "what": "住民票の写し1通"}
    assert "金額の上限をこえます" in _after(tokunaga, "/staff/family/mandate/act/", **act, amount_yen=501)
    assert "記録しました" in _after(tokunaga, "/staff/family/mandate/act/", **act, amount_yen=300)
    assert "回数の上限に達しています" in _after(tokunaga, "/staff/family/mandate/act/", **act, amount_yen=0)

    assert "住民票の写し1通" in father.sees("/me/delegates/")


def _after(who: StaffActor, path: str, **fields: object) -> str:
    who.sends(path, **fields)
    return who.sees()


@pytest.mark.parametrize("path", ["give/", "end/", "bar/"])
def test_nothing_is_done_at_a_counter_for_nobody(path: str, tokunaga: StaffActor) -> None:
    assert tokunaga.client.post(f"/staff/family/person/{path}").status_code == 404


def test_a_clerk_without_the_permission_is_shut_out(koga: StaffActor) -> None:
    for path in ("/staff/family/", "/staff/family/person/"):
        assert koga.client.get(path).status_code == 403


def test_a_bar_at_the_counter_shuts_the_app(
    mother: ResidentsPhone, tokunaga: StaffActor, at: datetime
) -> None:
    mother.takes_the_child_in()
    tokunaga.sends("/staff/family/", name="見本　花子", birth_date="1985-04-01", purpose="裁判所の決定による")
    tokunaga.sends(
        "/staff/family/person/bar/",
        name="見本　さくら",
        birth_date="2018-07-07",
        does="bar",
        reason="家庭裁判所の決定書",
    )

    assert "まだ、だれもいません" in mother.sees("/me/family/")
    mother.takes_the_child_in()
    assert "アプリでは家族に入れられません" in mother.sees()
