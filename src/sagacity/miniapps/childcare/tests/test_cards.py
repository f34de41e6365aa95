"""What the home screen says of children."""

import pytest
import time_machine

from sagacity.identity.testing import Actor
from sagacity.miniapps.childcare.tests.family import Family


def test_a_newcomer_is_told_nothing(hanakos: Family) -> None:
    assert hanakos.cards() == []


def test_who_said_that_there_are_children_is_asked_for_a_month(hanakos: Family) -> None:
    hanakos.parent.sends("/welcome/children/", children="yes")
    (asked,) = hanakos.cards()
    hanakos.adds(2026, 10, 1)

    assert asked.url == "/apps/childcare/children/add/"
    assert "お子さんがいると答えたため" in asked.because
    assert all(card.key != asked.key for card in hanakos.cards())


def test_what_is_due_now_has_a_card_that_says_why(hanakos: Family) -> None:
    hanakos.adds(2026, 6, 27, name="もも")

    (card,) = hanakos.cards()

    assert card.title == "予防接種・健診: もも"
    assert "今が標準の時期: BCG 1回" in card.body
    assert card.urgency == 50
    assert "生まれた年月から" in card.because
    assert "2026-11-24" in card.note
    assert "医師と相談してください" in card.note


def test_what_closes_soon_is_more_urgent(hanakos: Family) -> None:
    child = hanakos.adds(2025, 12, 20)
    hanakos.records(child, "bcg-1", "2026-06-01")

    (card,) = hanakos.cards()

    assert "もうすぐ終わり: B型肝炎 1回目" in card.body
    assert card.urgency == 60


def test_of_an_older_child_without_any_record_we_do_not_say_that_it_is_late(hanakos: Family) -> None:
    hanakos.adds(2022, 1, 10, name="もも")

    (card,) = hanakos.cards()

    assert "印をつけると" in card.body
    assert card.url.endswith("/past/")
    assert card.urgency < 50


@pytest.mark.parametrize("language", ["ja-easy", "en", "zh-hans", "ko", "vi"])
def test_the_card_speaks_the_readers_language(hanakos: Family, language: str) -> None:
    hanakos.adds(2026, 6, 27, name="Momo")

    (card,) = hanakos.cards(language)

    assert card.title != "予防接種・健診: Momo"
    assert "Momo" in card.title


def test_the_month_to_apply_is_spoken_of_only_where_the_city_says_so(
    hanakos: Family, monkeypatch: pytest.MonkeyPatch, morning: time_machine.Traveller
) -> None:
    hanakos.adds(2026, 6, 27)
    assert all("申し込み" not in card.title for card in hanakos.cards())

    monkeypatch.setenv("SAGACITY_CITY", "example")
    found = [card for card in hanakos.cards() if "申し込み" in card.title]

    assert [card.body for card in found] == ["申し込みは12月4日(金)まで"]
    assert "見本のために作った" in found[0].note
    morning.move_to("2026-12-04T15:00:00Z")  # midnight in Japan: the last day is over
    assert all("申し込み" not in card.title for card in hanakos.cards())


def test_an_older_child_brings_no_word_of_nurseries(
    hanako: Actor, monkeypatch: pytest.MonkeyPatch, morning: time_machine.Traveller
) -> None:
    monkeypatch.setenv("SAGACITY_CITY", "example")
    family = Family(hanako)
    family.adds(2020, 4, 2)  # six years old by 2 April 2026: at school in April 2027

    assert all("申し込み" not in card.title for card in family.cards())
