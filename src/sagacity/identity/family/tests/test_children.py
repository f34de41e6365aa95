from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from sagacity.identity.family import api as family
from sagacity.identity.family import ending, models
from sagacity.identity.family.testing import MAMORU, SAKURA, signed_in, takes_in, words_of
from sagacity.identity.register import api as register
from sagacity.identity.register.testing import HANAKO, enrolled
from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.kit.testing.plugin import Deliver

pytestmark = pytest.mark.django_db


def names(by: policy.Person, at: datetime) -> list[str]:
    return [child.name for child in family.household_children(by=by, at=at)]


def test_a_parent_sees_the_children_of_their_household_and_nobody_else(
    hanako_proven: policy.Person, household: dict[str, str], at: datetime
) -> None:
    enrolled(MAMORU, at=at)  # sixteen: acts for himself
    enrolled(replace(SAKURA, number="3001", name="よその　こ", household="9009"), at=at)

    assert names(hanako_proven, at) == ["見本　さくら"]
    looks = audit.looks_at(subjects=[household["sakura"]], at=at)
    assert [(look.group, look.channel) for look in looks] == [("household,name", "app")]


@pytest.mark.parametrize("level", [0, 1, 2])
def test_less_than_the_card_in_hand_shows_no_child(
    level: int, household: dict[str, str], at: datetime
) -> None:
    by = policy.Person(key="urn:ngsi-ld:Resident:x", name="", kind="resident", level=level)

    with pytest.raises(policy.TooLittleAssurance):
        family.household_children(by=by, at=at)


def test_nobody_under_support_measures_is_shown_or_sees_anybody(
    household: dict[str, str], hanako_proven: policy.Person, at: datetime
) -> None:
    enrolled(replace(SAKURA, has_support_measures=True), at=at)
    assert names(hanako_proven, at) == []

    enrolled(SAKURA, at=at)
    enrolled(replace(HANAKO, has_support_measures=True), at=at)
    assert names(hanako_proven, at) == []


def test_a_record_closed_to_other_tasks_stays_closed(hanako_proven: policy.Person, at: datetime) -> None:
    enrolled(replace(SAKURA, is_closed_to_others=True), at=at)

    assert names(hanako_proven, at) == []


def test_a_brother_of_sixteen_takes_nobody_into_a_family(household: dict[str, str], at: datetime) -> None:
    brother = signed_in(enrolled(MAMORU, at=at).key, nickname="まもる", at=at)

    with pytest.raises(family.NotOfAge):
        family.household_children(by=brother, at=at)


def test_a_child_is_in_the_family_once_and_the_consent_says_to_which_words(
    hanako_proven: policy.Person, household: dict[str, str], at: datetime
) -> None:
    member = takes_in(hanako_proven, at=at)
    again = takes_in(hanako_proven, at=at)

    assert again == member
    assert [one.label for one in family.members(resident=hanako_proven.key)] == ["さくら"]
    consent = family.consent(member.consent, resident=hanako_proven.key)
    assert consent.text == family.text("family.child", language="ja")
    assert family.consented(person=household["sakura"], purpose="family.child", group="household", at=at)
    assert family.child_of(member=member.key, resident=hanako_proven.key).inhabitant == household["sakura"]


def test_words_nobody_showed_are_agreed_to_by_nobody(hanako_proven: policy.Person, at: datetime) -> None:
    child = family.household_children(by=hanako_proven, at=at)[0]

    with pytest.raises(family.OtherWords):
        family.add_child(child=child.ref, label="さくら", agreed="0" * 64, by=hanako_proven, at=at)
    assert family.members(resident=hanako_proven.key) == []


def test_the_name_of_a_child_in_a_form_is_worth_nothing_to_another_resident(
    hanako_proven: policy.Person, household: dict[str, str], at: datetime
) -> None:
    child = family.household_children(by=hanako_proven, at=at)[0]
    taro = signed_in(household["taro"], nickname="たろう", at=at)

    with pytest.raises(family.NoSuchChild):
        family.add_child(child=child.ref, label="x", agreed=words_of("family.child"), by=taro, at=at)


def test_what_a_counter_has_barred_no_app_opens(
    hanako_proven: policy.Person, household: dict[str, str], at: datetime
) -> None:
    models.Bar.objects.create(
        key="urn:ngsi-ld:Bar:1",
        own_inhabitant=household["hanako"],
        inhabitant=household["sakura"],
        reason="親権の届け出",
        set_by="urn:ngsi-ld:Staff:x",
        set_at=at,
    )

    with pytest.raises(family.Barred):
        takes_in(hanako_proven, at=at)


def test_a_child_who_moves_to_another_household_leaves_the_family(
    hanako_proven: policy.Person, household: dict[str, str], at: datetime, deliver: Deliver
) -> None:
    takes_in(hanako_proven, at=at)

    enrolled(replace(SAKURA, household="9100"), at=at)
    deliver()

    assert family.members(resident=hanako_proven.key) == []
    assert [one.why for one in family.consents(resident=hanako_proven.key)] == ["household"]
    assert not family.consented(person=household["sakura"], purpose="family.child", at=at)


def test_a_child_put_under_support_measures_leaves_without_a_word_of_why(
    hanako_proven: policy.Person, at: datetime, deliver: Deliver
) -> None:
    takes_in(hanako_proven, at=at)

    enrolled(replace(SAKURA, has_support_measures=True), at=at)
    deliver()

    assert family.members(resident=hanako_proven.key) == []
    assert [one.why for one in family.consents(resident=hanako_proven.key)] == ["household"]


@pytest.mark.parametrize("number", [SAKURA.number, HANAKO.number])
def test_whoever_moves_out_is_in_no_family(
    number: str, hanako_proven: policy.Person, at: datetime, deliver: Deliver
) -> None:
    takes_in(hanako_proven, at=at)

    register.leave(number=number, why="moved_out", on=at.date(), by=policy.SYSTEM, at=at)
    deliver()

    assert family.members(resident=hanako_proven.key) == []


def test_on_the_fifteenth_birthday_the_child_acts_itself(hanako_proven: policy.Person, at: datetime) -> None:
    takes_in(hanako_proven, at=at)
    eve = datetime.combine(date(2033, 7, 6), at.time(), at.tzinfo)

    ending.end_what_is_over(at=eve)
    assert len(family.members(resident=hanako_proven.key)) == 1
    ending.end_what_is_over(at=eve + timedelta(days=1))

    assert family.members(resident=hanako_proven.key) == []
    assert [one.why for one in family.consents(resident=hanako_proven.key)] == ["grown"]
