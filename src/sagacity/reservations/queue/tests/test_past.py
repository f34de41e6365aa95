"""Days that are over come in at once, as they were, and are no news."""

from datetime import timedelta

import pytest
from django.apps import apps

from sagacity.reservations.queue import api as queue
from sagacity.reservations.queue.tests.conftest import CLERK, NOW, Hall

YESTERDAY = NOW - timedelta(days=1)


def _news() -> int:
    count: int = apps.get_model("kit_signals", "Message").objects.count()
    return count


def entries(key: str = "urn:ngsi-ld:QueueTicket:old") -> list[queue.Entry]:
    def one(nth: int, what: queue.What, minute: int, **data: str) -> queue.Entry:
        clock = YESTERDAY + timedelta(minutes=minute)
        return queue.Entry(f"{key}:{nth}", key, what, clock, "", nth, data)

    return [
        one(0, queue.What.ISSUED, 0, line="moving", number="A001", channel="printed"),
        one(1, queue.What.CALLED, 12, desk="1番"),
        one(2, queue.What.STARTED, 12),
        one(3, queue.What.ENDED, 30),
    ]


def test_a_day_of_before_is_in_the_figures_once(hall: Hall) -> None:
    before = _news()

    assert queue.bring_in_past(entries=entries(), by=CLERK, at=NOW) == 1
    assert queue.bring_in_past(entries=entries(), by=CLERK, at=NOW) == 0

    (day,) = queue.by_day(since=YESTERDAY.date(), until=NOW.date())
    assert (day.came, day.wait_median, day.talk_median) == (1, 12.0, 18.0)
    assert queue.ticket(key="urn:ngsi-ld:QueueTicket:old").visits[0].desk == "1番"
    assert _news() == before


def test_today_and_what_is_not_over_stay_out(hall: Hall) -> None:
    with pytest.raises(queue.BadEntry):
        queue.bring_in_past(entries=entries(), by=CLERK, at=YESTERDAY + timedelta(hours=2))
    with pytest.raises(queue.BadEntry):
        queue.bring_in_past(entries=entries()[:2], by=CLERK, at=NOW)
    assert queue.flow(since=YESTERDAY.date(), until=NOW.date()).people == 0
