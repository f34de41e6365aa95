"""How the platform is, told without walking over what it holds."""

import json

from sagacity.broker import health
from sagacity.broker.api import state
from sagacity.broker.history import retention
from sagacity.broker.history.retention import Retention
from sagacity.broker.history.tests.conftest import past, still_store
from sagacity.broker.history.tests.past import T0, Past
from sagacity.broker.history.tests.test_retention import DAY, hundred_days, swept
from sagacity.broker.testing import City

__all__ = ["past", "still_store"]


def test_everything_that_is_held_is_counted(city: City) -> None:
    before = state(broker=city.broker)
    for number in range(3):
        city.post("/v2/entities", json={"id": f"E{number}", "type": "T", "level": {"value": number}})
    city.post(
        "/v2/subscriptions",
        json={
            "subject": {"entities": [{"idPattern": ".*"}]},
            "notification": {"http": {"url": "http://127.0.0.1:9/nobody"}},
        },
    )
    city.patch("/v2/entities/E1/attrs", json={"level": {"value": 9}})

    now = state(broker=city.broker)

    assert now.entities == before.entities + 3
    assert now.subscriptions == before.subscriptions + 1
    assert now.waiting + now.given_up == before.waiting + before.given_up + 1
    assert (now.oldest is not None) == (now.waiting > 0)
    assert now.size > 0
    assert f"{now.entities:,} entities" in health.check(city.broker).detail


def test_points_are_counted_when_they_come_and_when_they_go(past: Past) -> None:
    before = state(broker=past.broker).points
    hundred_days(past, "a", "Gauge")
    past.move()
    past.broker.clock = lambda: T0 + 120_000
    assert state(broker=past.broker).points == before + 100
    assert state(broker=past.broker).points_a_minute >= 20

    kept = Retention(10, 0, 0, 0)
    past.broker.do_now(lambda session: retention.put(session, tenant=past.tenant, kept=kept))
    assert swept(past, T0 + 99 * DAY) == [(11, 100, 100, 100)]

    assert state(broker=past.broker).points == before + 11


def test_monitors_read_the_same_as_json(city: City) -> None:
    answer = city.get("/statistics")

    assert answer.status == 200
    told = json.loads(answer.text)
    assert told["database"] == city.broker.store.kind
    assert {"entities", "points", "waiting", "oldest", "given_up", "points_a_minute", "size"} <= set(told)
