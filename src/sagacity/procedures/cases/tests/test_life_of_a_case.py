"""From its coming in to its close: what happens is added, where it stands follows."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.procedures.cases import api as cases
from sagacity.procedures.cases import models, refolding
from sagacity.procedures.cases.testing import PERMIT, publish
from sagacity.procedures.cases.tests.conftest import (
    ANSWERS,
    CHIEF,
    CLERK,
    COLLEAGUE,
    HANAKO,
    TARO,
    Heard,
    Story,
)

Deliver = Callable[..., int]


def test_a_case_goes_from_hanako_to_its_close(story: Story, heard: Heard, deliver: Deliver) -> None:
    case = story.applies()
    assert (case.state, case.stage, case.division) == ("submitted", "check", "緑化推進課")
    assert cases.is_number(case.number)

    cases.take(case=case.key, by=CLERK, at=story.later())
    case = cases.pass_stage(case=case.key, checks=["place_is_free"], by=CLERK, at=story.later())
    assert (case.state, case.stage) == ("submitted", "decision")  # no fire, no fire brigade
    case = cases.decide(case=case.key, decision="yes", by=CHIEF, at=story.later())
    assert (case.state, case.decision) == ("decided_yes", "yes")
    case = cases.close(case=case.key, by=policy.SYSTEM, at=story.later())

    deliver()
    assert (case.state, case.is_over) == ("closed", True)
    assert [name for name, _ in heard] == [
        "cases.case_submitted",
        "cases.case_changed",
        "cases.case_changed",
        "cases.case_changed",
        "cases.case_decided",
        "cases.case_changed",
        "cases.case_closed",
    ]
    assert refolding.differences() == []


def test_each_step_stands_in_the_audit_log(story: Story) -> None:
    case = story.checked()

    assert [line.action for line in audit.about(thing=case.key)] == [
        "case.passed",
        "case.taken",
        "case.submitted",
    ]


def test_fire_leads_to_the_fire_brigade(story: Story) -> None:
    case = story.applies(answers={**ANSWERS, "purpose": "fireworks"})

    case = cases.pass_stage(case=case.key, checks=["place_is_free"], by=CLERK, at=story.later())

    assert (case.stage, case.division) == ("fire", "消防本部")


def test_what_is_to_be_looked_at_is_looked_at(story: Story) -> None:
    case = story.applies()

    with pytest.raises(cases.ChecksMissing) as refused:
        cases.pass_stage(case=case.key, by=CLERK, at=story.later())

    assert refused.value.checks == ("place_is_free",)


def test_four_eyes_are_two_people(story: Story) -> None:
    case = story.applies()
    cases.pass_stage(case=case.key, checks=["place_is_free"], by=CHIEF, at=story.later())

    with pytest.raises(cases.SamePerson):
        cases.decide(case=case.key, decision="yes", by=CHIEF, at=story.later())


def test_nobody_passes_the_stage_in_which_is_decided(story: Story) -> None:
    case = story.checked()

    with pytest.raises(cases.NotNow):
        cases.pass_stage(case=case.key, by=COLLEAGUE, at=story.later())


def test_who_may_not_decide_does_not(story: Story) -> None:
    case = story.checked()

    with pytest.raises(cases.NotAllowed):
        cases.decide(case=case.key, decision="yes", by=COLLEAGUE, at=story.later())


def test_another_division_sees_and_does_nothing(story: Story) -> None:
    case = story.applies()
    stranger = policy.Person("urn:ngsi-ld:Staff:x", "x", "staff", CHIEF.permissions, "市民税課")

    with pytest.raises(cases.NotAllowed):
        cases.take(case=case.key, by=stranger, at=story.at)
    with pytest.raises(cases.NotAllowed):
        cases.story(key=case.key, by=stranger, purpose="確認のため", at=story.at)
    with pytest.raises(cases.NotAllowed):
        cases.queue(by=stranger, division="緑化推進課", at=story.at)


def test_a_no_says_why(story: Story) -> None:
    case = story.checked()

    with pytest.raises(cases.NothingSaid):
        cases.decide(case=case.key, decision="no", by=CHIEF, at=story.later())
    case = cases.decide(case=case.key, decision="no", reason="芝生の養生中のため", by=CHIEF, at=story.later())

    assert (case.state, case.is_over) == ("decided_no", True)
    told = cases.story(key=case.key, by=HANAKO, at=story.at)
    assert told.events[-1].content["text"] == "芝生の養生中のため"


def test_asking_stops_the_clock_and_answering_moves_it_on(story: Story) -> None:
    case = story.applies()
    due = case.due_at
    case = cases.ask_for_more(case=case.key, text="日にちはいつですか", by=CLERK, at=story.later())
    assert case.state == "more_asked"
    assert cases.asked(case=case.key)["text"] == "日にちはいつですか"

    story.later(days=7)
    case = cases.answer_more(case=case.key, text="来月の1日です", by=HANAKO, at=story.at)

    assert case.state == "submitted"
    assert due is not None
    assert case.due_at is not None
    assert case.due_at >= due + timedelta(days=7)


def test_only_the_applicant_answers(story: Story) -> None:
    case = story.applies()
    cases.ask_for_more(case=case.key, text="日にちはいつですか", by=CLERK, at=story.later())

    with pytest.raises(cases.NoSuchCase):
        cases.answer_more(case=case.key, text="来月", by=TARO, at=story.later())


def test_a_correction_is_a_new_entry_and_the_old_one_stays(story: Story) -> None:
    case = story.applies()

    cases.correct(case=case.key, answers={"people": 30}, by=HANAKO, at=story.later())

    told = cases.story(key=case.key, by=CLERK, purpose="受付の確認", at=story.at)
    assert told.answers["people"] == 30
    assert told.sources["people"] == "resident"
    assert [event.content["answers"]["people"] for event in told.events] == [12, 30]
    assert told.events[1].body == {"questions": ["people"]}


def test_a_bad_correction_changes_nothing(story: Story) -> None:
    case = story.applies()

    with pytest.raises(cases.NotGood):
        cases.correct(case=case.key, answers={"people": 501}, by=HANAKO, at=story.later())

    assert cases.case(key=case.key).events == 1


def test_residents_correct_before_work_begins_and_staff_also_while_at_it(story: Story) -> None:
    case = story.applies()
    cases.take(case=case.key, by=CLERK, at=story.later())

    with pytest.raises(cases.NotNow):
        cases.correct(case=case.key, answers={"people": 30}, by=HANAKO, at=story.later())
    cases.correct(case=case.key, answers={"people": 30}, by=CLERK, at=story.later())

    assert cases.story(key=case.key, by=HANAKO, at=story.at).sources["people"] == "staff"


def test_taking_back_twice_is_once(story: Story) -> None:
    case = story.applies()

    first = cases.withdraw(case=case.key, by=HANAKO, at=story.later())
    again = cases.withdraw(case=case.key, by=HANAKO, at=story.later())

    assert first.state == again.state == "withdrawn"
    assert again.events == 2


def test_what_is_decided_is_not_taken_back_but_taken_up_again(story: Story) -> None:
    case = story.checked()
    cases.decide(case=case.key, decision="no", reason="雨のため", by=CHIEF, at=story.later())

    with pytest.raises(cases.NotNow):
        cases.withdraw(case=case.key, by=HANAKO, at=story.later())
    case = cases.reopen(case=case.key, reason="晴れたため", by=CHIEF, at=story.later())

    assert (case.state, case.stage, case.decision, case.is_over) == ("submitted", "check", "", False)


def test_a_duplicate_goes_into_the_other(story: Story) -> None:
    first, second = story.applies(), story.applies()

    gone = cases.merge(case=second.key, into=first.key, by=CLERK, at=story.later())

    assert (gone.state, gone.merged_into) == ("merged", first.key)
    told = cases.story(key=first.key, by=CLERK, purpose="重複の確認", at=story.at)
    assert told.related == (second.key,)


def test_a_wish_sent_twice_is_done_once(story: Story) -> None:
    case = story.applies()

    for _ in range(3):
        cases.comment(case=case.key, text="電話した", by=CLERK, at=story.later(), client_key="c1")

    assert cases.case(key=case.key).events == 2
    with pytest.raises(cases.ClientKeyTaken):
        cases.take(case=case.key, by=CLERK, at=story.later(), client_key="c1")


def test_residents_do_not_read_notes_among_staff(story: Story) -> None:
    case = story.applies()
    cases.comment(case=case.key, text="要注意", by=CLERK, at=story.later())

    assert "要注意" not in repr(cases.story(key=case.key, by=HANAKO, at=story.at))


def test_a_look_says_why_and_the_resident_reads_it(story: Story) -> None:
    case = story.applies()

    with pytest.raises(ValueError, match="what for"):
        cases.story(key=case.key, by=CLERK, at=story.at)
    cases.story(key=case.key, by=CLERK, purpose="受付の確認", at=story.at)

    (look,) = audit.looks_at(subjects=[HANAKO.key], at=story.at)
    assert (look.action, look.group, look.purpose) == ("case.read", "application", "受付の確認")


def test_the_row_is_the_fold_and_the_database_keeps_the_log(story: Story) -> None:
    from django.db import Error, transaction

    case = story.checked()
    assert refolding.differences() == []

    for act in (
        lambda: models.Event.objects.update(kind="closed"),
        lambda: models.Event.objects.all().delete(),
        lambda: models.Case.objects.filter(key=case.key).delete(),
        lambda: models.Case.objects.filter(key=case.key).update(purged_at=story.at),
    ):
        with pytest.raises(Error), transaction.atomic():
            act()

    models.Case.objects.filter(key=case.key).update(stage="check")
    assert [one.case for one in refolding.differences()] == [case.number]


def test_a_running_case_keeps_its_version(story: Story, at: datetime) -> None:
    case = story.applies()
    publish(
        PERMIT.replace('version = "1"', 'version = "2"').replace('key = "place_is_free"', 'key = "other"')
    )

    case = cases.pass_stage(case=case.key, checks=["place_is_free"], by=CLERK, at=story.later())

    assert (case.version, case.stage) == ("1", "decision")
    assert story.applies().version == "2"
