from dataclasses import replace
from datetime import datetime

import pytest

from sagacity.identity.cards import api as cards
from sagacity.identity.cards.testing import Phone
from sagacity.identity.family import api as family
from sagacity.identity.family.testing import entrusts, household, signed_in
from sagacity.kit import policy
from sagacity.kit.testing.plugin import Deliver

pytestmark = pytest.mark.django_db


@pytest.fixture
def giver(db: None, at: datetime) -> policy.Person:
    """Hanako, who will be in hospital."""
    return signed_in(household(at=at)["hanako"], at=at)


@pytest.fixture
def taro(giver: policy.Person, at: datetime) -> policy.Person:
    """Taro, who goes to receptions for her."""
    return signed_in(household(at=at)["taro"], level=2, nickname="たろう", at=at)


def carried_by(taro: policy.Person, mandate: family.Mandate, at: datetime) -> Phone:
    phone = Phone()
    carriage = cards.carry_for(mandate=mandate.key, by=taro, at=at)
    phone.takes_a_card(taro, at=at, carriage=carriage.key)
    return phone


def test_a_delegate_carries_the_givers_card_and_the_giver_reads_of_it(
    giver: policy.Person, taro: policy.Person, at: datetime
) -> None:
    mandate = entrusts(giver, taro, cards.CARRY, at=at)

    phone = carried_by(taro, mandate, at)

    assert (phone.card.kind, phone.card.label) == (cards.Kind.PROXY, "はなこ")
    given = family.mandates_given(resident=giver.key)[0]
    assert [(use.act, use.what) for use in given.uses] == [(cards.CARRY, "はなこ")]


def test_two_phones_are_two_uses(giver: policy.Person, taro: policy.Person, at: datetime) -> None:
    mandate = entrusts(giver, taro, cards.CARRY, at=at, limits=family.Limits(times=1))
    carried_by(taro, mandate, at)

    with pytest.raises(family.OutsideTheMandate):
        carried_by(taro, mandate, at)


def test_another_act_carries_nothing(giver: policy.Person, taro: policy.Person, at: datetime) -> None:
    mandate = entrusts(giver, taro, "counter.papers", at=at)

    with pytest.raises(family.NoSuchMandate):
        cards.carry_for(mandate=mandate.key, by=taro, at=at)
    with pytest.raises(family.NoSuchMandate):
        cards.carry_for(mandate="urn:ngsi-ld:Mandate:none", by=taro, at=at)
    with pytest.raises(policy.TooLittleAssurance):
        cards.carry_for(mandate=mandate.key, by=replace(taro, level=1), at=at)


def test_a_withdrawn_mandate_carries_nothing_even_before_the_news_is_there(
    giver: policy.Person, taro: policy.Person, at: datetime, deliver: Deliver
) -> None:
    mandate = entrusts(giver, taro, cards.CARRY, at=at)
    phone = carried_by(taro, mandate, at)
    carriage = cards.carriages(resident=taro.key, at=at)[0].key

    family.withdraw_mandate(mandate=mandate.key, by=giver, at=at)

    assert cards.carriages(resident=taro.key, at=at) == []
    with pytest.raises(cards.NoSuchCarriage):
        Phone().takes_a_card(taro, at=at, carriage=carriage)
    deliver()
    assert not cards.card(phone.card.number).holds(at)
