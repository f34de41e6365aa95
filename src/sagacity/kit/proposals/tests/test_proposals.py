"""An act that needs two people is done by two, once, in time, and each step is written down."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.kit.proposals import acts, models, proposals
from sagacity.kit.proposals import api as two
from sagacity.kit.proposals.jobs import end_what_nobody_decided

pytestmark = pytest.mark.django_db


def person(name: str, *may: str) -> policy.Person:
    return policy.Person(key=f"urn:ngsi-ld:Staff:{name}", name=name, kind="staff", permissions=frozenset(may))


KANRI, SOUMU = person("kanri", "ask"), person("soumu", "ask", "decide")
KOGA = person("koga")
done: list[tuple[str, str, str]] = []


def _carry_out(
    payload: two.Payload, *, by: policy.Person, approved_by: policy.Person, reason: str, at: datetime
) -> None:
    if payload["door"] == "gone":
        raise two.CannotBeDone("その扉はもうありません。")
    done.append((payload["door"], by.name, approved_by.name))


@pytest.fixture(autouse=True)
def act(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acts, "_acts", {})
    done.clear()
    two.offer_act(
        two.Act(
            "door.open", "扉を開ける", "ask", "decide", lambda said: f"{said['door']}を開ける", _carry_out
        )
    )


def proposed(at: datetime, door: str = "north", by: policy.Person = KANRI) -> two.Proposal:
    return two.propose(
        act="door.open", thing=KOGA.key, payload={"door": door}, reason="引っ越し", by=by, at=at
    )


def test_a_second_person_has_it_done_and_the_log_names_both(at: datetime) -> None:
    said = proposed(at)
    assert two.waiting_for(SOUMU, at=at) == [said]
    assert two.waiting_for(KANRI, at=at) == []
    assert done == []

    approved = two.approve(key=said.key, by=SOUMU, at=at)

    assert done == [("north", "kanri", "soumu")]
    assert (approved.state, approved.decided_by_name) == (two.State.APPROVED, "soumu")
    lines = [(line.action, line.actor_name, line.purpose) for line in audit.about(thing=KOGA.key)]
    assert lines == [("proposal.approved", "soumu", "引っ越し"), ("proposal.made", "kanri", "引っ越し")]


def test_neither_the_proposer_nor_whom_it_is_about_decides(at: datetime) -> None:
    own = proposed(at, by=SOUMU)
    about_her = two.propose(
        act="door.open", thing=SOUMU.key, payload={"door": "her own"}, reason="引っ越し", by=KANRI, at=at
    )

    for each in (own, about_her):
        with pytest.raises(two.SamePerson):
            two.approve(key=each.key, by=SOUMU, at=at)
        with pytest.raises(two.SamePerson):
            two.refuse(key=each.key, why="だめ", by=SOUMU, at=at)
    assert two.waiting_for(SOUMU, at=at) == []
    assert done == []


def test_whoever_lacks_the_permission_neither_proposes_nor_decides(at: datetime) -> None:
    with pytest.raises(two.NotTheirs):
        proposed(at, by=KOGA)
    said = proposed(at)
    with pytest.raises(two.NotTheirs):
        two.approve(key=said.key, by=person("matsuo", "ask"), at=at)
    assert done == []


def test_it_is_done_once_however_often_the_button_is_pressed(at: datetime) -> None:
    said = proposed(at)
    assert proposed(at).key == said.key
    two.approve(key=said.key, by=SOUMU, at=at)

    with pytest.raises(two.NotOpen):
        two.approve(key=said.key, by=SOUMU, at=at)

    assert len(done) == 1
    assert proposed(at).key != said.key


def test_what_cannot_be_done_is_not_approved(at: datetime) -> None:
    said = proposed(at, door="gone")

    with pytest.raises(two.CannotBeDone):
        two.approve(key=said.key, by=SOUMU, at=at)

    assert two.proposal(said.key).state is two.State.WAITING
    assert [line.action for line in audit.about(thing=KOGA.key)] == ["proposal.made"]


def test_a_no_says_why(at: datetime) -> None:
    said = proposed(at)
    with pytest.raises(two.NoReason):
        two.refuse(key=said.key, why=" ", by=SOUMU, at=at)

    refused = two.refuse(key=said.key, why="必要がない", by=SOUMU, at=at)

    assert (refused.state, refused.why, done) == (two.State.REFUSED, "必要がない", [])


def test_only_the_proposer_takes_it_back(at: datetime) -> None:
    said = proposed(at)
    with pytest.raises(two.NotTheirs):
        two.withdraw(key=said.key, by=SOUMU, at=at)

    assert two.withdraw(key=said.key, by=KANRI, at=at).state is two.State.WITHDRAWN
    with pytest.raises(two.NotOpen):
        two.approve(key=said.key, by=SOUMU, at=at)


def test_after_a_week_it_is_over_by_the_clock_and_before_the_clock_too(at: datetime) -> None:
    said, late = proposed(at), at + proposals.GOOD_FOR
    with pytest.raises(two.NotOpen):
        two.approve(key=said.key, by=SOUMU, at=late)
    assert two.waiting_for(SOUMU, at=late) == []

    end_what_nobody_decided(late + timedelta(hours=1))

    assert two.proposal(said.key).state is two.State.OVER
    assert audit.about(thing=KOGA.key)[0].action == "proposal.over"


def test_without_a_reason_nothing_is_proposed(at: datetime) -> None:
    with pytest.raises(two.NoReason):
        two.propose(act="door.open", thing="x", payload={"door": "x"}, reason="  ", by=KANRI, at=at)
    with pytest.raises(two.NoSuchAct):
        two.propose(act="nothing", thing="x", payload={}, reason="why", by=KANRI, at=at)


def test_the_database_itself_lets_nobody_approve_their_own(at: datetime) -> None:
    said = proposed(at)
    row = models.Proposal.objects.filter(key=said.key)

    with pytest.raises(IntegrityError), transaction.atomic():
        row.update(state="approved", decided_by=KANRI.key)


def test_after_three_years_a_decided_one_is_forgotten_and_its_lines_stay(at: datetime) -> None:
    said = proposed(at)
    two.approve(key=said.key, by=SOUMU, at=at)
    open_ = proposed(at + timedelta(days=1200), door="south")

    end_what_nobody_decided(at + timedelta(days=1201))

    with pytest.raises(two.NoSuchProposal):
        two.proposal(said.key)
    assert two.proposal(open_.key).state is two.State.WAITING
    assert len(audit.about(thing=KOGA.key)) == 3
