from datetime import datetime, timedelta

import pytest
import time_machine

from sagacity.identity.cards import api as cards
from sagacity.identity.family import api as family
from sagacity.identity.family.testing import ResidentsPhone, household, words_of
from sagacity.kit import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def lives_here(db: None, at: datetime) -> dict[str, str]:
    """Hanako, Taro and Sakura."""
    return household(at=at)


@pytest.fixture
def mother(lives_here: dict[str, str], at: datetime) -> ResidentsPhone:
    return ResidentsPhone(lives_here["hanako"], level=3, nickname="はなこ", at=at)


@pytest.fixture
def father(lives_here: dict[str, str], at: datetime) -> ResidentsPhone:
    return ResidentsPhone(lives_here["taro"], level=2, nickname="たろう", at=at)


def terms(at: datetime, **more: object) -> dict[str, object]:
    today = clock.day(at)
    said = {"delegate_label": "たろうさん", "starts_on": today, "ends_on": today + timedelta(days=30)}
    return {"chosen": [cards.CARRY], **said, **more}


def test_a_parent_takes_a_child_in_and_gets_the_card_without_a_counter(mother: ResidentsPhone) -> None:
    assert "見本 さくら" in mother.sees("/me/family/children/")
    mother.takes_the_child_in()
    assert "さくらを家族に入れました" in mother.sees()

    assert "さくらの市民証を持つ" in mother.sees("/apps/card/for-others/")
    member = family.members(resident=mother.key)[0].key
    mother.sends("/apps/card/for-others/child/", member=member, agreed=words_of("card.child"))

    carried = mother.client.get("/apps/card/mine.json").json()["carried"]
    assert [(one["label"], one["kind"]) for one in carried] == [("さくら", "child")]


def test_without_the_tick_nothing_is_agreed_to(mother: ResidentsPhone) -> None:
    mother.takes_the_child_in()
    member = family.members(resident=mother.key)[0].key

    answer = mother.sends("/apps/card/for-others/child/", member=member)

    assert "同意のしるしがないか" in answer.content.decode()
    assert mother.client.get("/apps/card/mine.json").json()["carried"] == []


def test_a_mandate_is_given_accepted_used_and_shown_to_both(
    mother: ResidentsPhone, father: ResidentsPhone, at: datetime
) -> None:
    mother.sends("/me/delegates/give/", **terms(at, times=1))
    code = mother.code
    assert "市民証を代わりに持つ" in father.sees("/me/delegates/accept/", code=code)
    father.sends("/me/delegates/accept/", code=code)
    assert "使えます" in father.sees("/me/delegates/")

    mandate = family.mandates_held(resident=father.key)[0]
    father.sends("/apps/card/for-others/delegate/", mandate=mandate.key)
    assert [one.kind for one in cards.carriages(resident=father.key, at=at)] == [cards.Kind.PROXY]

    mother.sends("/me/delegates/end/", mandate=mandate.key)
    assert "取りやめました" in father.sees("/me/delegates/")


@pytest.mark.parametrize("how", ["withdrawn", "over", "other_act"])
def test_neither_the_page_nor_the_api_reaches_beyond_a_mandate(
    how: str, mother: ResidentsPhone, father: ResidentsPhone, at: datetime, morning: time_machine.Traveller
) -> None:
    chosen = ["counter.papers"] if how == "other_act" else ["card.carry"]
    mother.sends("/me/delegates/give/", **terms(at, chosen=chosen))
    father.sends("/me/delegates/accept/", code=mother.code)
    mandate = family.mandates_held(resident=father.key)[0]
    carriage = ""
    if how != "other_act":
        father.sends("/apps/card/for-others/delegate/", mandate=mandate.key)
        carriage = cards.carriages(resident=father.key, at=at)[0].key
    if how == "withdrawn":
        mother.sends("/me/delegates/end/", mandate=mandate.key)
    if how == "over":
        morning.shift(timedelta(days=31))

    page = father.sends("/apps/card/for-others/delegate/", mandate=mandate.key)
    ticket = father.client.get("/apps/card/mine.json").json().get("ticket", "")
    body = {"key": {}, "ticket": ticket, "proof": "", "carriage": carriage or "urn:ngsi-ld:Carriage:none"}
    api = father.client.post("/apps/card/make/", body, content_type="application/json")

    assert "この委任では持てません" in page.content.decode()
    assert (api.status_code, api.json()["reason"]) == (404, "carriage")
