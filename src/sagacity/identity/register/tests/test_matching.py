from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

import pytest

from sagacity.identity.register import api as register
from sagacity.identity.register import folding
from sagacity.identity.register.testing import HANAKO, enrolled
from sagacity.kit import policy

NOTHING: Mapping[str, object] = {}
pytestmark = pytest.mark.django_db
Kind = register.MatchKind


def matched(other: Mapping[str, object] = NOTHING, *, has_substitutes: bool = False) -> register.Match:
    said = replace(HANAKO, **other)  # type: ignore[arg-type]
    return register.match(
        name=said.name,
        birth_date=said.birth_date,
        sex=said.sex,
        address=said.address,
        has_substitutes=has_substitutes,
    )


def test_four_equal_facts_are_one_person(at: datetime) -> None:
    hanako = enrolled(at=at)

    assert matched() == register.Match(Kind.ONE, hanako.key)


@pytest.mark.parametrize(
    ("registered", "on_the_card"),
    [
        ({"name": "谷﨑　花子"}, {"name": "谷崎花子"}),
        ({"name": "渡邊 髙子"}, {"name": "渡辺　高子"}),
        ({"name": "𠮷田 櫻"}, {"name": "吉田 桜"}),
        ({"name": "辻\U000e0100 花子"}, {"name": "辻 花子"}),
        ({"name": "ＳＭＩＴＨ　ＪＯＨＮ"}, {"name": "Smith John"}),
        ({"name": "ｽﾐｽ ﾊﾅ"}, {"name": "スミス　ハナ"}),
        ({"name": "斎藤 花", "name_as_given": "齋藤 花"}, {"name": "齋藤 花"}),
        ({"address": "本町二丁目3番5号"}, {"address": "本町２－３－５"}),
        ({"address": "例示県例示市本町2丁目3-5"}, {"address": "例示市本町二丁目３番５号"}),
        ({"address": "例示市大字川上１０番地の２"}, {"address": "例示市川上10-2"}),
        ({"address": "例示市本町二十一番地"}, {"address": "例示市本町21番地"}),
        ({"address": "例示市本町1-1 みほんハイツ201"}, {"address": "例示市本町1-1"}),
        ({"sex": ""}, {"sex": "female"}),
    ],
)
def test_other_spellings_are_the_same_person(
    registered: dict[str, str], on_the_card: dict[str, str], at: datetime
) -> None:
    enrolled(replace(HANAKO, **registered), at=at)  # type: ignore[arg-type]

    assert matched({"address": registered.get("address", HANAKO.address), **on_the_card}).kind is Kind.ONE


@pytest.mark.parametrize(
    ("other", "kind"),
    [
        ({"birth_date": date(1985, 4, 2)}, Kind.NONE),
        ({"sex": "male"}, Kind.NONE),
        ({"name": "別人 花子", "address": "例示市北町9"}, Kind.NONE),
        ({"address": "例示市本町二丁目3番6号"}, Kind.DIFFERS),
        ({"address": ""}, Kind.DIFFERS),
        ({"name": "新姓　花子"}, Kind.DIFFERS),
        ({"name": "見本　〓子"}, Kind.SUBSTITUTE_MARK),
        ({"address": "例示市本町■"}, Kind.SUBSTITUTE_MARK),
    ],
)
def test_whatever_differs_is_not_guessed(
    other: dict[str, object], kind: register.MatchKind, at: datetime
) -> None:
    enrolled(at=at)

    assert matched(other).kind is kind


def test_a_certificate_that_marks_its_letters_as_replaced_goes_to_staff(at: datetime) -> None:
    enrolled(at=at)

    assert matched(has_substitutes=True).kind is Kind.SUBSTITUTE_MARK


def test_two_of_one_name_and_birthday_are_told_apart_by_the_address_alone(at: datetime) -> None:
    enrolled(at=at)
    other = enrolled(replace(HANAKO, number="1002", address="例示市北町1-1"), at=at)

    assert matched({"address": "例示市北町1-1"}) == register.Match(Kind.ONE, other.key)
    assert matched({"address": "例示市南町1-1"}).kind is Kind.SEVERAL


def test_twins_in_one_dwelling_stay_two_when_the_name_is_new(at: datetime) -> None:
    enrolled(at=at)
    enrolled(replace(HANAKO, number="1002", name="見本　月子"), at=at)

    assert matched({"name": "新姓　花子"}).kind is Kind.SEVERAL


@pytest.mark.parametrize("why", ["moved_out", "died"])
def test_who_left_is_not_found(why: str, at: datetime) -> None:
    enrolled(at=at)
    register.leave(number=HANAKO.number, why=why, on=at.date(), by=policy.SYSTEM, at=at)

    assert matched().kind is Kind.NONE


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("本町1-1 甲ハイツ", "本町1-1 乙ハイツ", False),
        ("本町1-1-101", "本町1-1-102", False),
        ("本町11-1", "本町1-11", False),
        ("本町百二番地", "本町102", True),
    ],
)
def test_dwellings(one: str, other: str, same: bool) -> None:
    assert folding.is_same_address(one, other) is same
