"""A decision and what comes out of it ring once; nothing is told twice, and nothing is kept back."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import time_machine

from sagacity.messaging import api as messaging
from sagacity.procedures.cases import api as cases
from sagacity.procedures.outcomes import api as outcomes
from sagacity.procedures.outcomes import troubles
from sagacity.procedures.outcomes.tests.conftest import CHIEF, HANAKO, Office

Deliver = Callable[..., int]
LACKING = {"family": "\U0003fffd", "given": "子"}


@pytest.fixture(autouse=True)
def clock_of_the_office(at: datetime) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(at, tick=False) as traveller:
        yield traveller


def _told(at: datetime) -> list[str]:
    """Titles, the oldest first."""
    letters = messaging.inbox(person=HANAKO.key, at=at).letters
    return [letter.notice.title_in("ja") for letter in reversed(letters)]


def _delivered(office: Office, clock: time_machine.Traveller, deliver: Deliver) -> list[str]:
    clock.move_to(office.later())
    deliver()
    return _told(office.at)


def test_a_yes_and_its_document_ring_once(
    office: Office, clock_of_the_office: time_machine.Traveller, deliver: Deliver
) -> None:
    office.said_yes()

    told = _delivered(office, clock_of_the_office, deliver)

    assert told == ["受け付けました：住民票の写し", "認められました。書類ができました：住民票の写し"]


def test_where_no_document_can_be_made_the_yes_is_told_all_the_same_and_once(
    office: Office, clock_of_the_office: time_machine.Traveller, deliver: Deliver
) -> None:
    case = office.said_yes(name=LACKING)
    told = _delivered(office, clock_of_the_office, deliver)
    assert told == ["受け付けました：住民票の写し", "認められました：住民票の写し"]

    troubles.ask_for(case=case.key)

    assert _delivered(office, clock_of_the_office, deliver) == told


def test_a_second_yes_to_a_document_that_is_there_is_told(
    office: Office, clock_of_the_office: time_machine.Traveller, deliver: Deliver
) -> None:
    case = office.said_yes()
    _delivered(office, clock_of_the_office, deliver)
    cases.reopen(case=case.key, reason="見なおすため", by=CHIEF, at=office.later())
    cases.decide(case=case.key, decision="yes", by=CHIEF, at=office.later())

    told = _delivered(office, clock_of_the_office, deliver)

    assert told[-2:] == ["もう一度審査します：住民票の写し", "認められました：住民票の写し"]
    assert len(outcomes.documents_of(case=case.key)) == 1
    troubles.ask_for(case=case.key)
    assert _delivered(office, clock_of_the_office, deliver) == told
