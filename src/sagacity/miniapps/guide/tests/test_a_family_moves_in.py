"""The journey: questions one screen at a time, the list, the code for the counter; without scripts."""

import re
from datetime import timedelta

import pytest

from sagacity.identity.testing import Actor
from sagacity.kit import clock
from sagacity.procedures.guide import api as guide

pytestmark = pytest.mark.django_db
PAGE = "/apps/guide/moving_in/"


def day_fields(name: str) -> dict[str, str]:
    """Yesterday, as a page sends a day."""
    day = clock.day(clock.now()) - timedelta(days=1)
    return {
        f"{name}.era": "",
        f"{name}.year": str(day.year),
        f"{name}.month": str(day.month),
        f"{name}.day": str(day.day),
    }


def answers(actor: Actor, block: str, do: str = "next", **fields: object) -> str:
    """Press the button of a block; says where that leads."""
    shown = " ".join(one.split(".")[1] for one in fields)
    sent = actor.sends(f"{PAGE}b/{block}/", do=do, shown=shown, **fields)
    assert sent is not None
    return actor.sees()


def family(actor: Actor) -> None:
    answers(actor, "move", **day_fields("a.moved_on"), **{"a.where": "japan"})
    ages = ("adult", "adult", "primary", "preschool")
    rows = {f"a.people.{place}.age": age for place, age in enumerate(ages)}
    answers(actor, "people", **{"a.people.rows": "4", **rows, "a.cards": "true", "a.foreign": "false"})
    answers(actor, "also", **{"a.also": "dog"})
    answers(actor, "dog", **{"a.dogs": "1", "a.dog_tag": "true"})


def test_a_family_with_two_children_and_a_dog_gets_one_list() -> None:
    hanako = Actor()
    assert "引っこしてきた" in hanako.sees("/apps/guide/")
    assert "引っこしの日" in hanako.sees(PAGE)

    family(hanako)

    said = hanako.sees(f"{PAGE}result/")
    for words in ("転入届", "児童手当の申請", "小・中学校の転校", "約80分", "0円", "犬の鑑札", "まで"):
        assert words in said, words
    page = hanako.opens(f"{PAGE}result/").content.decode()
    assert "/apps/apply/p/child_allowance/" in page
    assert page.count("来る人の本人確認書類") == 1


def test_what_is_wrong_is_said_beside_the_question_and_nothing_goes_on() -> None:
    hanako = Actor()

    hanako.sends(f"{PAGE}b/move/", do="next", shown="moved_on where", **{"a.where": "japan"})

    assert hanako.answer is not None
    assert hanako.answer.status_code == 422
    assert "引っこしの日" in hanako.sees(PAGE)
    assert hanako.opens(f"{PAGE}result/").status_code == 200  # led back to the question
    assert "約" not in hanako.sees()


def test_a_row_is_added_without_scripts_and_what_was_typed_stays() -> None:
    hanako = Actor()
    answers(hanako, "move", **day_fields("a.moved_on"), **{"a.where": "japan"})

    answers(hanako, "people", do="add:people", **{"a.people.rows": "1", "a.people.0.age": "elder"})

    assert hanako.answer is not None
    page = hanako.answer.content.decode()
    assert 'name="a.people.rows" value="2"' in page
    assert re.search(r'<option value="elder"[^>]*selected', page)


def test_the_code_is_the_same_until_an_answer_changes_and_holds_no_name() -> None:
    hanako = Actor()
    family(hanako)

    hanako.sends(f"{PAGE}hand-over/")
    first = code(hanako)
    hanako.sends(f"{PAGE}hand-over/")
    assert code(hanako) == first
    opened = guide.open_by(token=first, at=clock.now())
    assert opened.answers["dogs"] == 1

    answers(hanako, "dog", **{"a.dogs": "2", "a.dog_tag": "true"})
    hanako.sends(f"{PAGE}hand-over/")

    assert code(hanako) != first
    assert guide.open_by(token=code(hanako), at=clock.now()).answers["dogs"] == 2
    with pytest.raises(guide.NoSuchSet):
        guide.open_by(token=first, at=clock.now() + guide.KEPT_FOR + timedelta(seconds=1))


def test_nothing_is_handed_over_before_the_list_is_whole() -> None:
    hanako = Actor()

    hanako.sends(f"{PAGE}hand-over/")

    assert "QR" not in hanako.sees()
    assert "引っこしの日" in hanako.sees()


def test_answers_go_when_they_are_not_wanted() -> None:
    hanako = Actor()
    family(hanako)
    assert "前の答えが残っています" in hanako.sees("/apps/guide/")
    assert "転入届" in hanako.sees("/")

    hanako.sends(f"{PAGE}forget/")

    assert "前の答えが残っています" not in hanako.sees("/apps/guide/")
    assert "引っこしの日" in hanako.sees(PAGE)


def test_two_people_on_two_phones_know_nothing_of_each_other() -> None:
    hanako, taro = Actor(), Actor()
    family(hanako)

    assert "前の答えが残っています" not in taro.sees("/apps/guide/")


def test_there_is_no_such_event_or_block() -> None:
    assert Actor().opens("/apps/guide/winning/").status_code == 404
    assert Actor().opens(f"{PAGE}b/winning/").status_code == 404
    assert Actor().opens("/apps/guide/winning/result/").status_code == 404


def code(actor: Actor) -> str:
    page = actor.opens(f"{PAGE}hand-over/").content.decode()
    found = re.search(r'forms-code">([A-Z0-9-]+)<', page)
    assert found, page
    return found[1]
