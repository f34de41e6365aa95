"""The district: chosen once, forgotten when one likes."""

import pytest

from sagacity.identity.testing import Actor
from sagacity.registry import api as registry
from sagacity.registry.tests.towns import take_out_of_every_area

pytestmark = pytest.mark.django_db


def test_every_town_is_found_by_its_group_even_when_it_belongs_to_none(hanako: Actor, example: None) -> None:
    take_out_of_every_area("しま町")
    assert {town.group for town in registry.towns()} >= {"", "やま町"}

    for town in registry.towns():
        assert f'value="{town.key}"' in hanako.opens("/district/", group=town.group).content.decode()


def test_a_town_is_found_in_kanji_and_in_kana(hanako: Actor, example: None) -> None:
    town = next(one for one in registry.towns() if one.kana)

    assert town.key in hanako.opens("/district/", q=town.name).content.decode()
    assert town.key in hanako.opens("/district/", q=town.kana).content.decode()


def test_a_town_nobody_knows_says_what_to_do(hanako: Actor, example: None) -> None:
    assert "町の名前のはじめだけ" in hanako.sees("/district/", q="どこにもない")


def test_the_choice_is_said_and_its_point_is_explained(hanako: Actor, example: None) -> None:
    town = next(one for one in registry.towns() if one.point)

    hanako.chooses_district(town.key)

    assert f"「{town.name}」をおぼえました" in hanako.sees()
    assert "町字の代表点" in hanako.sees("/district/")


def test_one_may_go_on_without_a_town_and_is_not_asked_again(hanako: Actor, example: None) -> None:
    hanako.sends("/district/", district="")
    hanako.opens("/")

    assert "まだ町をえらんでいないため" not in hanako.sees("/")


def test_the_town_can_be_forgotten(hanako: Actor, example: None) -> None:
    town = registry.towns()[0]
    hanako.chooses_district(town.key)

    hanako.sends("/district/", district="")

    assert "いまの町" not in hanako.sees("/district/")


def test_a_town_that_vanished_is_not_kept(hanako: Actor, example: None) -> None:
    hanako.sends("/district/", district="urn:ngsi-ld:Town:nowhere")

    assert "いまの一覧にありません" in hanako.sees()
    assert "いまの町" not in hanako.sees("/district/")


def test_after_the_choice_one_is_back_where_one_came_from_but_never_on_another_site(
    hanako: Actor, example: None
) -> None:
    town = registry.towns()[0].key

    kind = hanako.client.post("/district/", {"district": town, "next": "/settings/"})
    unkind = hanako.client.post("/district/", {"district": town, "next": "https://evil.example/"})

    assert kind["Location"] == "/settings/"
    assert unkind["Location"] == "/"
