"""An act of level N is refused at N-1 by page, JSON, command and counter alike, and done at N."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.core.management import call_command

from sagacity.identity.accounts import api, models, testing
from sagacity.identity.accounts.tests import acts
from sagacity.identity.testing import Actor, StaffActor
from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit

pytestmark = [pytest.mark.django_db, pytest.mark.urls("sagacity.identity.accounts.tests.acts")]


@pytest.fixture(autouse=True)
def _nothing_done_yet() -> Iterator[None]:
    acts.done.clear()
    yield
    acts.done.clear()


@pytest.mark.parametrize("level", acts.LEVELS)
def test_a_page_leads_to_what_is_missing_and_opens_once_it_is_proven(
    level: int, resident_at: testing.ResidentAt
) -> None:
    below, enough = resident_at(level - 1), resident_at(level)

    refused = below.client.post(f"/acts/{level}/")

    assert refused.status_code == 302
    assert refused["Location"].startswith(f"/me/raise/?need={level}&next=%2Facts%2F{level}%2F")
    assert not acts.done
    assert enough.client.post(f"/acts/{level}/").content == b"done"
    assert len(acts.done) == 1


@pytest.mark.parametrize("level", acts.LEVELS)
def test_a_program_is_told_in_a_problem_what_is_missing(level: int, resident_at: testing.ResidentAt) -> None:
    answer = resident_at(level - 1).client.post(
        f"/acts/{level}/", data="{}", content_type="application/json", headers={"accept": "application/json"}
    )

    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")
    assert (answer.json()["needs"], answer.json()["has"]) == (level, level - 1)
    assert answer.json()["next_step"].startswith(f"/me/raise/?need={level}")
    assert not acts.done


@pytest.mark.parametrize("level", acts.LEVELS)
def test_a_door_that_forgot_its_level_does_not_help(level: int, resident_at: testing.ResidentAt) -> None:
    assert resident_at(level - 1).client.post(f"/forgetful/{level}/").status_code == 403
    assert not acts.done


@pytest.mark.parametrize("level", acts.LEVELS)
def test_a_command_is_refused_like_everybody(level: int) -> None:
    for by in (policy.SYSTEM, policy.ANONYMOUS, testing.person_at(level - 1)):
        with pytest.raises(policy.TooLittleAssurance) as refused:
            call_command(acts.Command(), by=by, level=level)
        assert refused.value.needs == level
    assert not acts.done

    call_command(acts.Command(), by=testing.person_at(level), level=level)
    assert len(acts.done) == 1


@pytest.mark.parametrize("level", acts.LEVELS)
def test_a_clerk_does_not_act_in_their_own_name(level: int, admin: StaffActor) -> None:
    with pytest.raises(policy.TooLittleAssurance):
        acts.act(by=admin.person, level=level)
    assert admin.client.post(f"/forgetful/{level}/").status_code == 403
    assert not acts.done


@pytest.mark.parametrize("level", acts.LEVELS)
def test_at_the_counter_a_clerk_acts_for_whom_they_see_and_only_as_far_as_that_proves(
    level: int, hanako: Actor, staff_with: Callable[..., StaffActor]
) -> None:
    clerk = staff_with("juki", "resident_clerk").person
    unproven = testing.sign_in(hanako, level=1)
    proven = testing.sign_in(Actor(), level=2)

    def seen(resident: str) -> policy.Person:
        return api.seen_in_person(resident=resident, by=clerk, purpose="窓口での届け出", at=clock.now())

    acts.act(by=seen(proven), level=level)
    assert acts.done == [(proven, level)]
    if level > 1:
        with pytest.raises(policy.TooLittleAssurance):
            acts.act(by=seen(unproven), level=level)
    line = audit.about(thing=proven)[0]
    assert (line.action, line.actor, line.purpose) == ("resident.seen", clerk.key, "窓口での届け出")


def test_at_the_counter_a_purpose_and_the_role_are_needed(
    hanako: Actor, admin: StaffActor, staff_with: Callable[..., StaffActor]
) -> None:
    proven = testing.sign_in(hanako, level=2)
    clerk = staff_with("juki", "resident_clerk").person
    for by, purpose in ((clerk, " "), (admin.person, "窓口"), (testing.person_at(4), "窓口")):
        with pytest.raises(api.NotAtTheCounter):
            api.seen_in_person(resident=proven, by=by, purpose=purpose, at=clock.now())


def test_nobody_without_an_account_passes(hanako: Actor) -> None:
    assert hanako.client.post("/acts/1/").status_code == 302
    assert hanako.client.post("/forgetful/1/").status_code == 403
    assert not acts.done


def test_what_a_card_proved_fades_and_leaves_the_browser_of_a_citizen(
    resident_at: testing.ResidentAt,
) -> None:
    hanako = resident_at(3)
    assert hanako.client.get("/acts/3/").status_code == 200

    models.Session.objects.update(verified_at=clock.now() - timedelta(minutes=10))

    assert hanako.client.get("/acts/3/").status_code == 302
    assert hanako.client.get("/acts/2/").status_code == 200


def test_a_mail_code_alone_does_not_make_a_citizen_of_a_new_browser(resident_at: testing.ResidentAt) -> None:
    """Whoever takes over a mailbox must not act as the proven resident."""
    hanako = resident_at(3)

    models.Session.objects.update(aal=1, proven=0, verified_at=None)

    assert hanako.client.get("/acts/2/").status_code == 302
    assert hanako.client.get("/acts/1/").status_code == 200
