"""Workers are killed while they tell: every crossing is told, and none twice."""

import random

import pytest

from sagacity.kit.testing.house import House, wait_until

CROSSINGS = 300
RIVER = f"""
from sagacity.broker.here import here
from sagacity.broker.history.rollups import Moved
from sagacity.broker.history.series import Key
from sagacity.broker.sensors import levels, lines
store = here()
line = levels.read({{"id": "caution", "attribute": "level", "level": 3, "entity_type": "Gauge"}})
store.do_now(lambda session: lines.put(session, tenant="", line=line))
key = Key("", "/", "g1", "Gauge", "level")
levels = [1.0 if n % 2 else 4.0 for n in range({CROSSINGS})]
points = [Moved(n, key, "Number", n * 1000, 0, level, None) for n, level in enumerate(levels)]
store.do_now(lambda session: lines.watch(session, points, 0))
"""
FIVE_MINUTES_LATER = """
from sagacity.kit import clock
from sagacity.kit.signals.models import Message
Message.objects.filter(state="waiting").update(due_at=clock.now())
"""
HEARD = """
from sagacity.kit.signals.models import Message
from sagacity.desks.data.models import AlarmTask
from sagacity.broker.here import here
left = here().read_now(lambda session: session.execute("SELECT COUNT(*) FROM broker_news"))
tell([Message.objects.filter(signal="broker.line_crossed").count(), left[0][0],
      Message.objects.filter(signal="broker.line_crossed", state="delivered").count(),
      AlarmTask.objects.count()])
"""


@pytest.mark.slow
def test_no_crossing_is_lost_and_none_is_told_twice_however_often_workers_are_killed(house: House) -> None:
    house.run(RIVER)
    told = 0
    for _ in range(3):
        worker = house.start_worker()
        _wait_for(house, told + random.randint(20, 60))
        house.kill(worker)
        told = house.run(HEARD)[0]

    house.run(FIVE_MINUTES_LATER)  # a killed worker gives back what it had in hand after that
    house.start_worker()
    wait_until(lambda: house.run(HEARD)[2] == CROSSINGS, seconds=180, what="telling the rest")

    assert house.run(HEARD) == [CROSSINGS, 0, CROSSINGS, 1]


def _wait_for(house: House, told: int) -> None:
    wait_until(lambda: house.run(HEARD)[0] >= min(told, CROSSINGS), seconds=180, what="telling")
