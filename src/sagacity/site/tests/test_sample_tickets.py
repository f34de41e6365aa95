"""The desk of the reform office has four weeks to look at from the first minute."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine

from sagacity.desks.reform import changes, measuring
from sagacity.desks.reform.comparing import Verdict
from sagacity.kit import clock, policy
from sagacity.reservations.queue import api as queue
from sagacity.site import sample_tickets

NOW = datetime(2026, 6, 15, 9, 0, tzinfo=clock.JAPAN)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_a_monday(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SAGACITY_CITY", "example")
    with time_machine.travel(NOW, tick=False):
        yield


def test_four_weeks_come_in_once_and_nobody_waits_in_them() -> None:
    new = sample_tickets.fill(by=policy.SYSTEM, at=NOW)

    assert new > 1000
    assert sample_tickets.fill(by=policy.SYSTEM, at=NOW) == 0
    today = clock.day(NOW)
    flow = queue.flow(since=today - timedelta(days=28), until=today)
    assert (flow.people, flow.days) == (new, 20)
    assert all(not board.waiting for board in queue.boards(place="hall", at=NOW))
    assert {one.about for one in queue.opinions(since=today - timedelta(days=28), until=today)} == {
        *queue.About
    }


def test_the_change_in_their_middle_can_be_seen() -> None:
    sample_tickets.fill(by=policy.SYSTEM, at=NOW)
    (change,) = changes.changes()

    found = measuring.measure(change, weeks=2, by=policy.SYSTEM, at=NOW)

    (wait, *_rest) = found.findings
    assert wait.compared is not None
    assert wait.compared.verdict is Verdict.LESS
