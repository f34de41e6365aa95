"""One answer for each card holder; and what is refused says why."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.procedures.cases.testing import publish
from sagacity.procedures.surveys import api as surveys
from sagacity.procedures.surveys import models
from sagacity.procedures.surveys.testing import AT, PARK, holder

GOOD: dict[str, Any] = {
    "often": "weekly",
    "likes": ["trees"],
    "with_children": True,
    "minutes": 5,
    "wish": "水飲み場",
}


def test_a_card_holder_answers_once(park: str) -> None:
    hanako = holder(1)
    assert not surveys.has_answered(survey=park, by=hanako, at=AT)

    surveys.answer(survey=park, answers=GOOD, by=hanako, at=AT)

    assert surveys.has_answered(survey=park, by=hanako, at=AT)
    with pytest.raises(surveys.HasAnswered):
        surveys.answer(survey=park, answers={**GOOD, "often": "never"}, by=hanako, at=AT)
    assert models.Token.objects.count() == 1


def test_a_second_account_of_the_same_person_is_no_second_person(park: str) -> None:
    hanako = holder(1)
    surveys.answer(survey=park, answers=GOOD, by=hanako, at=AT)
    row = models.Token.objects.get()

    other = holder(2)
    surveys.answer(survey=park, answers=GOOD, by=other, at=AT)

    assert models.Token.objects.exclude(pk=row.pk).count() == 1


def test_whoever_has_no_card_is_asked_for_one(park: str) -> None:
    with pytest.raises(policy.TooLittleAssurance):
        surveys.answer(survey=park, answers=GOOD, by=holder(3, level=1), at=AT)

    with pytest.raises(surveys.NoCard):
        surveys.answer(survey=park, answers=GOOD, by=replace(holder(4, level=1), level=2), at=AT)
    assert models.Token.objects.count() == 0


def test_a_delegate_has_no_voice_in_another_name(park: str) -> None:
    hanako = replace(holder(1), through="urn:ngsi-ld:Resident:son", act="cases.submit")

    with pytest.raises(policy.NotInThisName):
        surveys.answer(survey=park, answers=GOOD, by=hanako, at=AT)


def test_answers_that_cannot_be_taken_leave_the_person_free_to_try_again(park: str) -> None:
    hanako = holder(1)

    with pytest.raises(surveys.NotGood) as refused:
        surveys.answer(survey=park, answers={**GOOD, "minutes": 99, "often": ""}, by=hanako, at=AT)

    faults = [(one.question, one.code) for one in refused.value.checked.faults]
    assert faults == [("often", "not_chosen"), ("minutes", "too_large")]
    surveys.answer(survey=park, answers=GOOD, by=hanako, at=AT)


def test_the_log_says_only_that_somebody_answered(park: str) -> None:
    hanako = holder(1)
    surveys.answer(survey=park, answers=GOOD, by=hanako, at=AT)

    lines = audit.about(thing="urn:ngsi-ld:Survey:park_survey")

    assert [(line.action, line.actor) for line in lines] == [("survey.answered", policy.SYSTEM.key)]
    assert (lines[0].before, lines[0].after, lines[0].subject) == ("", "", "")
    assert not [line for line in audit.latest() if hanako.key in (line.actor, line.subject)]


def test_after_the_last_day_nobody_answers_and_nobody_can_tell_who_did(park: str) -> None:
    hanako = holder(1)
    surveys.answer(survey=park, answers=GOOD, by=hanako, at=AT)
    after = AT + timedelta(days=30)

    assert surveys.close_those_that_are_over(at=after) == 1

    with pytest.raises(surveys.IsClosed):
        surveys.answer(survey=park, answers=GOOD, by=holder(2), at=after)
    assert models.Token.objects.count() == 0
    assert bytes(models.Survey.objects.get().secret) == b""
    assert not surveys.has_answered(survey=park, by=hanako, at=after)
    assert surveys.close_those_that_are_over(at=after) == 0


def test_what_would_tell_who_somebody_is_is_no_survey(db: None) -> None:
    publish(PARK.replace('kind = "long_text"', 'kind = "address"'))

    assert "park_survey" not in {one.key for one in surveys.surveys(at=AT)}
    with pytest.raises(surveys.NoSuchSurvey):
        surveys.survey(key="park_survey", at=AT)
