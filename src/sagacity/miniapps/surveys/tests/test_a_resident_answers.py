"""The journey: a survey on the home screen, one answer, a second attempt, the counts at the end."""

from django.apps import apps

from sagacity.identity.accounts.testing import ResidentAt
from sagacity.identity.testing import Actor
from sagacity.kit import clock, policy
from sagacity.procedures.surveys import api as surveys
from sagacity.procedures.surveys.testing import holder

PAGE = "/apps/surveys/park_survey/"
GOOD: dict[str, object] = {
    "q-often": "weekly",
    "q-likes": ["trees"],
    "q-with_children": "yes",
    "q-minutes": "１０",
    "q-wish": "日かげ",
}


def test_a_card_holder_answers_once_and_reads_what_came_of_it(park: str, resident_at: ResidentAt) -> None:
    hanako = resident_at(2)
    assert "公園のアンケート" in hanako.sees("/apps/surveys/")
    assert "だれの答えかは、だれにもわかりません" in hanako.sees(PAGE)

    assert "答えを受け取りました" in _after(hanako, GOOD)
    assert "答えました" in hanako.sees(PAGE)
    assert "もう答えています" in _after(hanako, {**GOOD, "q-often": "never"})
    assert _marks() == 1


def test_what_is_wrong_is_said_beside_the_question_and_what_was_typed_stays(
    park: str, resident_at: ResidentAt
) -> None:
    hanako = resident_at(2)

    said = _after(hanako, {**GOOD, "q-often": "", "q-minutes": "99"})

    assert hanako.answer is not None
    assert hanako.answer.status_code == 422
    assert "直すところがあります" in said
    assert "大きすぎます" in said
    assert "日かげ" in hanako.answer.content.decode()
    assert _marks() == 0


def test_whoever_is_not_proven_is_shown_the_way_and_a_stranger_reads_what_it_is_about(
    park: str, resident_at: ResidentAt
) -> None:
    assert "公園をどう使うか教えてください" in Actor().sees(PAGE)

    guest = resident_at(1)
    guest.opens(f"{PAGE}answer/")

    assert guest.answer is not None
    assert "q-often" not in guest.answer.content.decode()


def test_results_are_told_at_the_end_with_small_numbers_hidden(park: str) -> None:
    number = 0
    for many, often in ((12, "weekly"), (11, "monthly"), (3, "never")):
        for _ in range(many):
            number += 1
            answers = {"often": often, "with_children": True, "minutes": 1}
            surveys.answer(survey=park, answers=answers, by=holder(number), at=clock.now())
    anyone = Actor()
    assert "結果はまだ出ていません" in anyone.sees(f"{PAGE}results/")
    assert anyone.opens(f"{PAGE}results.csv").status_code == 404

    surveys.close(survey=park, by=policy.SYSTEM, at=clock.now())

    said = anyone.sees(f"{PAGE}results/")
    assert "答えた人: 26人" in said
    assert "出しません" in said
    assert "毎週1246%" in said
    assert "毎月出しません" in said
    assert "行かない出しません" in said
    assert "Weekly,12" in anyone.opens(f"{PAGE}results.csv").content.decode("utf-8-sig")


def test_there_is_no_such_survey(park: str) -> None:
    assert Actor().opens("/apps/surveys/unknown/").status_code == 404
    assert Actor().opens("/apps/surveys/unknown/results/").status_code == 404


def _marks() -> int:
    """How many people have answered."""
    return int(apps.get_model("procedures_surveys", "Token").objects.count())


def _after(actor: Actor, fields: dict[str, object]) -> str:
    actor.sends(f"{PAGE}answer/", **fields)
    return actor.sees()
