"""What happened in the broker's store becomes news of the house: once, whatever ends in between."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.db import transaction
from pytest_django import Settings

from sagacity.broker import api as broker
from sagacity.broker.broker import Broker
from sagacity.broker.here import here
from sagacity.broker.history.rollups import Moved
from sagacity.broker.history.series import Key
from sagacity.broker.news import telling
from sagacity.broker.sensors import levels, lines, silence
from sagacity.broker.testing import own_database
from sagacity.kit.signals import api as signals
from sagacity.kit.testing.plugin import Deliver

Told = Callable[[], list[Any]]
pytestmark = pytest.mark.django_db
GAUGE = Key("", "/sensors", "g1", "RiverGauge", "waterLevel")
LINE = {"id": "caution", "attribute": "waterLevel", "level": 3, "clear": 2.5, "entity_type": "RiverGauge"}


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> Iterator[Broker]:
    """The platform of this process, with a line and a device, on each database."""
    for address in own_database(request.param, tmp_path):
        settings.BROKER_STORE = address
        found = here()
        found.do_now(lambda session: lines.put(session, tenant="", line=levels.read(LINE)))
        found.do_now(
            lambda session: session.execute(
                "INSERT INTO broker_device (tenant, path, device, apikey, entity, silent_after, body)"
                " VALUES ('', '/sensors', 'd1', 'river', 'g1', 60, ?)",
                (b"{}",),
            )
        )
        yield found
        broker.rest()


def rises(store: Broker, *readings: float, start: int = 0) -> None:
    points = [
        Moved(n, GAUGE, "Number", 1_000_000 + n * 60_000, 0, float(value), None)
        for n, value in enumerate(readings, start=start)
    ]
    store.do_now(lambda session: lines.watch(session, points, 0))


def heard(store: Broker, *, last: int, at: int) -> None:
    store.do_now(
        lambda session: session.execute(
            "INSERT INTO broker_device_state (tenant, path, device, last_seen, measures, quality)"
            " VALUES ('', '/sensors', 'd1', ?, 1, 'suspect') ON CONFLICT (tenant, path, device)"
            " DO UPDATE SET last_seen = excluded.last_seen",
            (last,),
        )
    )
    store.do_now(lambda session: silence.listen(session, at=at))


@pytest.fixture
def told(deliver: Deliver) -> Iterator[Callable[[], list[Any]]]:
    """What receivers have heard, in the order of its announcement."""
    heard: list[Any] = []
    mine = "broker.news.tests"
    for signal in telling.SIGNALS.values():
        signal.receivers[mine] = heard.append

    def facts() -> list[Any]:
        deliver()
        return heard

    yield facts
    for signal in telling.SIGNALS.values():
        del signal.receivers[mine]


def test_each_crossing_is_announced_once_however_many_readings_follow(store: Broker, told: Told) -> None:
    rises(store, 1, 3.1, 2.9, 3.4, 2.4, 1)

    assert telling.tell_the_house() == 2
    assert telling.tell_the_house() == 0

    up, down = told()
    assert (up.value, up.is_crossed, up.device, up.line) == (3.1, True, "d1", "caution")
    assert (down.value, down.is_crossed, down.level) == (2.4, False, 3)


def test_a_crossing_says_how_far_the_device_is_believed(store: Broker, told: Told) -> None:
    heard(store, last=1, at=2)
    rises(store, 4)
    telling.tell_the_house()

    assert [news.quality for news in told()] == ["suspect"]


def test_a_device_falls_silent_and_is_back(store: Broker, told: Told) -> None:
    heard(store, last=0, at=90_000)
    heard(store, last=0, at=120_000)
    heard(store, last=130_000, at=131_000)
    telling.tell_the_house()

    silent, back = told()
    assert (type(silent), silent.device, silent.seconds) == (broker.DeviceSilent, "d1", 60)
    assert (type(back), back.entity, back.at.timestamp()) == (broker.DeviceBack, "g1", 130)


def test_what_a_worker_announced_before_it_died_is_not_announced_again(store: Broker, told: Told) -> None:
    rises(store, 4)
    ((key, name, body),) = store.read_now(
        lambda session: session.execute("SELECT key, signal, body FROM broker_news")
    )
    with transaction.atomic():  # the worker ends before it takes the row away
        telling.SIGNALS[name].announce_once(msgspec.json.decode(body, type=broker.LineCrossed), key=key)

    assert telling.tell_the_house() == 1

    assert signals.backlog() == 1
    assert len(told()) == 1
    assert telling.tell_the_house() == 0
