"""A bundle of printed cards is missing: two people end them, and no phone loses its card."""

from datetime import datetime, timedelta

import pytest

from sagacity.identity.cards import api as cards
from sagacity.identity.cards import ending_many, paper, types
from sagacity.identity.cards.testing import Phone
from sagacity.identity.testing import StaffActor
from sagacity.kit import clock
from sagacity.kit.audit import api as audit
from sagacity.kit.proposals import api as proposals

MANY = "/staff/cards/many/"
ASKED = {"kind": "printed", "first": "2026-09-15", "last": "2026-09-15", "reason": "印刷した束の紛失"}


@pytest.fixture
def printed(clerk: StaffActor, inhabitant: str, at: datetime) -> types.Card:
    return paper.issue_on_paper(inhabitant=inhabitant, purpose="窓口で渡す", by=clerk.person, at=at).card


def states(inhabitant: str) -> list[str]:
    return sorted(each.kind for each in cards.cards_of_inhabitant(inhabitant=inhabitant, at=clock.now()))


def test_they_are_counted_proposed_and_ended_by_the_second_persons_yes(
    clerk: StaffActor, soumu: StaffActor, phone: Phone, printed: types.Card, inhabitant: str
) -> None:
    clerk.sends(MANY, **ASKED, answer="count")
    assert "いま使えるものは 1枚です" in clerk.sees()
    clerk.sends(MANY, **ASKED, answer="propose")
    assert "提案しました" in clerk.sees()
    assert states(inhabitant) == ["device", "printed"]

    (waiting,) = proposals.waiting_for(soumu.person, at=clock.now())
    assert "紙の市民証" in soumu.sees(f"/staff/proposals/{waiting.key}/")
    soumu.sends(f"/staff/proposals/{waiting.key}/", answer="approve")

    assert states(inhabitant) == ["device"]
    done = [(line.action, line.actor) for line in audit.about(thing=ending_many.THING)]
    assert done[:2] == [("cards.end_many", clerk.key), ("proposal.approved", soumu.key)]


def test_the_verb_itself_ends_nothing_for_one_person(
    clerk: StaffActor, printed: types.Card, inhabitant: str, at: datetime
) -> None:
    day = clock.day(at)
    for approver in (None, clerk.person):
        with pytest.raises(proposals.NeedsSecondPerson):
            ending_many.end(
                kind="", first=day, last=day, reason="紛失", by=clerk.person, at=at, approved_by=approver
            )

    assert states(inhabitant) == ["printed"]


def test_other_days_and_a_period_turned_round_end_nothing(
    clerk: StaffActor, printed: types.Card, inhabitant: str, at: datetime
) -> None:
    yesterday = clock.day(at) - timedelta(days=1)
    assert ending_many.count(kind="", first=yesterday, last=yesterday, at=at) == 0

    answer = clerk.sends(MANY, **{**ASKED, "last": "2026-09-14"}, answer="propose")

    assert answer.status_code == 422
    assert proposals.made_by(clerk.person) == []


def test_nobody_else_at_a_counter_may_propose_it(koga: StaffActor, db: None) -> None:
    assert koga.sends(MANY, **ASKED, answer="propose").status_code == 403
