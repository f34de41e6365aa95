from dataclasses import replace
from datetime import datetime

import pytest

from sagacity.identity.cards import api as cards
from sagacity.identity.cards.testing import Phone
from sagacity.identity.family import api as family
from sagacity.identity.family.testing import SAKURA, household, signed_in, takes_in, words_of
from sagacity.identity.register.testing import enrolled
from sagacity.kit import policy
from sagacity.kit.testing.plugin import Deliver

pytestmark = pytest.mark.django_db


@pytest.fixture
def parent(db: None, at: datetime) -> policy.Person:
    """Hanako, with her My Number Card in hand."""
    return signed_in(household(at=at)["hanako"], at=at)


@pytest.fixture
def member(parent: policy.Person, at: datetime) -> str:
    """Sakura, seven, in her family."""
    return takes_in(parent, at=at).key


def carries(parent: policy.Person, member: str, at: datetime) -> cards.Carriage:
    return cards.carry_child(member=member, agreed=words_of("card.child"), by=parent, at=at)


def childs_card(parent: policy.Person, member: str, at: datetime) -> Phone:
    phone = Phone()
    phone.takes_a_card(parent, at=at, carriage=carries(parent, member, at).key)
    return phone


def test_a_parent_gets_the_childs_card_onto_the_phone_without_a_counter(
    parent: policy.Person, member: str, at: datetime
) -> None:
    phone = childs_card(parent, member, at)

    assert (phone.card.kind, phone.card.label) == (cards.Kind.CHILD, "さくら")
    assert carries(parent, member, at) == carries(parent, member, at)
    assert cards.carries_child(member=member, resident=parent.key, at=at)


@pytest.mark.parametrize("level", [0, 1, 2])
def test_less_than_the_card_in_hand_is_refused(
    level: int, parent: policy.Person, member: str, at: datetime
) -> None:
    with pytest.raises(policy.TooLittleAssurance):
        carries(replace(parent, level=level), member, at)


def test_a_child_of_another_family_is_carried_by_nobody(
    parent: policy.Person, member: str, at: datetime
) -> None:
    stranger = signed_in(enrolled(replace(SAKURA, number="9", household="9"), at=at).key, at=at)

    with pytest.raises(family.NoSuchMember):
        carries(stranger, member, at)


@pytest.mark.parametrize("how", ["household", "leaves", "consent", "support"])
def test_the_card_ends_with_what_it_stood_on(
    how: str, parent: policy.Person, member: str, at: datetime, deliver: Deliver
) -> None:
    phone = childs_card(parent, member, at)

    if how == "household":
        enrolled(replace(SAKURA, household="9100"), at=at)
    elif how == "support":
        enrolled(replace(SAKURA, has_support_measures=True), at=at)
    elif how == "leaves":
        family.leave(member=member, by=parent, at=at)
    else:
        of_card = next(
            one for one in family.consents(resident=parent.key) if one.text.purpose == cards.CHILDS_CARD
        )
        family.withdraw_consent(consent=of_card.key, by=parent, at=at)
    deliver()

    assert not cards.card(phone.card.number).holds(at)
    assert cards.card(phone.card.number).why == cards.Why.CARRIAGE
    assert cards.carriages(resident=parent.key, at=at) == []


def test_who_agrees_again_before_the_news_of_the_end_keeps_the_card(
    parent: policy.Person, member: str, at: datetime, deliver: Deliver
) -> None:
    phone = childs_card(parent, member, at)
    of_card = next(
        one for one in family.consents(resident=parent.key) if one.text.purpose == cards.CHILDS_CARD
    )

    family.withdraw_consent(consent=of_card.key, by=parent, at=at)
    assert not cards.carries_child(member=member, resident=parent.key, at=at)
    assert cards.carriages(resident=parent.key, at=at) == []
    carries(parent, member, at)
    deliver()

    assert cards.card(phone.card.number).holds(at)
    assert cards.carries_child(member=member, resident=parent.key, at=at)


def test_what_a_counter_allowed_outlives_the_family(
    parent: policy.Person, member: str, at: datetime, deliver: Deliver
) -> None:
    child = family.child_of(member=member, resident=parent.key).inhabitant
    clerk = policy.Person(key="urn:ngsi-ld:Staff:x", name="田中", kind="staff")
    allowed = cards.allow_carriage(
        resident=parent.key,
        inhabitant=child,
        kind=cards.Kind.CHILD,
        label="さくら",
        reason="母子健康手帳",
        ends_on=None,
        by=clerk,
        at=at,
    )
    assert carries(parent, member, at) == allowed

    family.leave(member=member, by=parent, at=at)
    deliver()

    assert cards.carriages(resident=parent.key, at=at) == [allowed]
