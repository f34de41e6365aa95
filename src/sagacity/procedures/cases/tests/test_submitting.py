"""Submitting: once, only what is good, only by whom it may be."""

import pytest

from sagacity.identity.family import api as family
from sagacity.identity.family.testing import entrusts, household, signed_in
from sagacity.kit import policy
from sagacity.kit.testing.house import House
from sagacity.kit.testing.news import announced
from sagacity.procedures.cases import api as cases
from sagacity.procedures.cases import models
from sagacity.procedures.cases.testing import PERMIT, publish
from sagacity.procedures.cases.tests.conftest import ANSWERS, CLERK, HANAKO, TARO, Story

WEAK = policy.Person(HANAKO.key, "はなこ", "resident", level=1)


def test_one_client_key_is_one_case_with_one_number_and_one_news(story: Story) -> None:
    first = story.applies(client_key="form")
    again = [story.applies(client_key="form") for _ in range(4)]

    assert {one.key for one in again} == {first.key}
    assert len(announced("cases.case_submitted")) == models.Case.objects.count() == 1


def test_a_client_key_sent_with_other_answers_is_refused(story: Story) -> None:
    story.applies(client_key="form")

    with pytest.raises(cases.ClientKeyTaken):
        story.applies(client_key="form", answers={**ANSWERS, "people": 13})


def test_numbers_follow_each_other_and_a_refused_one_leaves_no_gap(story: Story) -> None:
    numbers = [story.applies().number]
    with pytest.raises(cases.NotGood):
        story.applies(answers={})
    numbers.append(story.applies().number)

    assert [number.split("-")[2] for number in numbers] == ["000001", "000002"]
    assert all(cases.is_number(number) for number in numbers)


@pytest.mark.parametrize("channel", ["app", "api", "post"])
def test_below_its_level_nothing_is_done_whatever_the_channel(story: Story, channel: str) -> None:
    with pytest.raises(policy.TooLittleAssurance):
        story.applies(by=WEAK, channel=channel)

    assert not models.Case.objects.exists()


def test_a_clerk_in_their_own_name_is_refused_like_anybody(story: Story) -> None:
    with pytest.raises(policy.TooLittleAssurance):
        story.applies(by=CLERK, applicant=HANAKO.key, channel="counter")

    seen = policy.Person(HANAKO.key, "はなこ", "resident", level=4)
    case = story.applies(by=seen, entered_by=CLERK, channel="counter")

    told = cases.story(key=case.key, by=CLERK, purpose="受付の確認", at=story.at)
    assert (told.events[0].actor, told.events[0].actor_kind) == (CLERK.key, "staff")


def test_bad_answers_are_refused_with_what_is_wrong(story: Story) -> None:
    with pytest.raises(cases.NotGood) as refused:
        story.applies(answers={**ANSWERS, "people": 501})

    assert [fault.question for fault in refused.value.checked.faults] == ["people"]


@pytest.mark.parametrize("spaces", ["{}", "番号は{}です"])
def test_a_number_that_is_stored_nowhere_is_stored_nowhere(story: Story, spaces: str) -> None:
    digits = "1234-5678-9018".replace("-", "")

    with pytest.raises((cases.HoldsMyNumber, cases.NotGood)):
        story.applies(answers={**ANSWERS, "illness": spaces.format(digits)})

    assert not models.Content.objects.exists()


def test_answers_lie_under_a_seal(story: Story) -> None:
    story.applies(answers={**ANSWERS, "illness": "ぜんそく"})

    sealed = bytes(models.Content.objects.get().sealed)
    assert "山田".encode() not in sealed
    assert "ぜんそく".encode() not in sealed


def test_what_is_asked_for_once_is_refused_while_one_lives(db: None, story: Story) -> None:
    publish(
        PERMIT.replace('retention = "years_3"', 'retention = "years_3"\nonce_for = "applicant"\n').replace(
            'version = "1"', 'version = "3"'
        )
    )
    first = story.applies()

    with pytest.raises(cases.OneAlready) as refused:
        story.applies()
    assert refused.value.case.number == first.number
    assert story.applies(by=TARO).state == "submitted"

    cases.withdraw(case=first.key, by=HANAKO, at=story.later())
    assert story.applies().state == "submitted"
    with pytest.raises(cases.NotAllowed):
        cases.reopen(case=first.key, reason="もう一度", by=CLERK, at=story.later())


def test_nothing_of_an_ended_procedure_comes_in(story: Story) -> None:
    from sagacity.procedures import api as procedures

    with pytest.raises(procedures.NoSuchProcedure):
        story.applies(procedure="unheard_of")


def test_a_delegate_submits_for_whoever_gave_the_mandate(story: Story) -> None:
    people = household(at=story.at)
    giver = signed_in(people["hanako"], at=story.at)
    delegate = signed_in(people["taro"], nickname="たろう", at=story.at)
    mandate = entrusts(giver, delegate, cases.ACT, at=story.at).key

    case = story.applies(by=delegate, applicant="", mandate=mandate)

    assert (case.applicant, case.mandate) == (giver.key, mandate)
    assert cases.cases_of(applicant=delegate.key) == []
    (given,) = family.mandates_given(resident=giver.key)
    assert [use.act for use in given.uses] == [cases.ACT]
    told = cases.story(key=case.key, by=giver, at=story.at)
    assert (told.events[0].actor_kind, told.facts["delegate"]) == ("delegate", True)


def test_a_mandate_for_something_else_is_none(story: Story) -> None:
    people = household(at=story.at)
    giver = signed_in(people["hanako"], at=story.at)
    delegate = signed_in(people["taro"], nickname="たろう", at=story.at)
    mandate = entrusts(giver, delegate, cases.ACT_AT_COUNTER, at=story.at).key

    with pytest.raises(family.OutsideTheMandate):
        story.applies(by=delegate, applicant="", mandate=mandate)

    assert not models.Case.objects.exists()


def test_what_is_not_done_for_another_is_not(story: Story) -> None:
    publish(PERMIT.replace('version = "1"', 'version = "4"\ndelegates = false'))

    with pytest.raises(cases.NotByDelegates):
        story.applies(mandate="urn:ngsi-ld:Mandate:any")


def test_sixteen_at_once_with_one_key_make_one_case(house: House) -> None:
    """Each in a thread of its own with a connection of its own, on the database under test."""
    house.run(f"{CROWD}crowd.publish_permit()")

    told = house.run(f"{CROWD}tell(crowd.all_at_once(16, same=True))")

    assert len(set(told)) == 1
    assert house.run(f"{CROWD}tell(crowd.standing())") == {"cases": 1, "news": 1, "wrong": []}


def test_sixteen_at_once_with_their_own_keys_make_sixteen_in_a_row(house: House) -> None:
    house.run(f"{CROWD}crowd.publish_permit()")

    told = house.run(f"{CROWD}tell(crowd.all_at_once(16, same=False))")

    assert sorted(number.split("-")[2] for number in told) == [f"{one:06d}" for one in range(1, 17)]
    assert house.run(f"{CROWD}tell(crowd.standing())") == {"cases": 16, "news": 16, "wrong": []}


CROWD = "from sagacity.procedures.cases.tests import crowd\n"
