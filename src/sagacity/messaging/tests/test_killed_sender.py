"""kill -9 in the middle of a fan-out: every device gets exactly one."""

import os
from collections.abc import Iterator
from functools import partial

import pytest

from sagacity.kit.testing.house import House, wait_until
from sagacity.messaging.providers import simulator
from sagacity.messaging.providers.demo_push import Mailbox, PushService

DEVICES = 2500
DONE = {"inbox sent": DEVICES, "push sent": DEVICES}
FILL = """
from datetime import timedelta
from sagacity.kit import clock, policy
from sagacity.messaging import api as messaging
from sagacity.site.bench import push
push.people(["{origin}/push/%d" % number for number in range({devices})])
push.publish(push.write_notice())
"""
LOOK = """
from collections import Counter
from sagacity.kit.jobs.models import Job
from sagacity.messaging.models import Delivery
rows = Delivery.objects.values_list("channel", "state")
tell({"%s %s" % row: count for row, count in Counter(rows).items()})
"""


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[PushService, str]]:
    monkeypatch.setitem(os.environ, "SAGACITY_PUSH_LOOPBACK", "1")
    with simulator.push_service() as (service, origin):
        service.mailboxes.update((f"/push/{number}", Mailbox()) for number in range(DEVICES))
        yield service, origin


@pytest.mark.alone
@pytest.mark.slow
def test_every_device_gets_exactly_one_although_workers_are_killed(
    house: House, outside: tuple[PushService, str]
) -> None:
    service, origin = outside
    house.run(FILL.format(origin=origin, devices=DEVICES))
    for share in (0.2, 0.5, 0.8):
        worker = house.start_worker()
        wait_until(
            partial(_has_sent, service, share * DEVICES), seconds=180, what=f"{share:.0%} of the devices"
        )
        house.kill(worker)
        assert house.run(LOOK) != DONE

    house.start_worker()
    wait_until(lambda: house.run(LOOK) == DONE, seconds=180, what="the last device")

    assert {len(box.waiting) for box in service.mailboxes.values()} == {1}
    # What was sent again took the place of the first: nothing was added.
    again = sum(box.requests - 1 for box in service.mailboxes.values())
    assert sum(box.replaced for box in service.mailboxes.values()) == again


def _has_sent(service: PushService, number: float) -> bool:
    return service.requests >= number
