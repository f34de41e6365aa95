"""A receiver that comes back is not kept waiting: probes are capped, and whoever knocks is heard."""

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sagacity.broker.assembly import complete
from sagacity.broker.delivering import resting
from sagacity.broker.delivering.callers import Callers
from sagacity.broker.delivering.pace import Pace
from sagacity.broker.delivering.testing import Receiver
from sagacity.broker.settings import Settings
from sagacity.broker.subscribing.testing import change, subscribe
from sagacity.broker.testing import City, Running, own_database

HOUR = 3_600_000
PATIENT = Pace(first=HOUR, longest=HOUR, probe=HOUR)  # nobody is tried again by the clock


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    yield from own_database(request.param, tmp_path)


@pytest.fixture
def town(store: str) -> Iterator[City]:
    with Running(Settings(store=store, open=True, pace=PATIENT)) as running:
        yield City(running, tenant="t")


def rests(town: City) -> list[tuple[str, int]]:
    return town.broker.read_now(resting.resting)  # type: ignore[no-any-return]


def wait_until(happened: Callable[[], object]) -> None:
    deadline = time.monotonic() + 10
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.fixture
def tired(town: City, receiver: Receiver) -> str:
    """The subscription of a receiver that was down when something changed, and is back."""
    subscription = subscribe(town, receiver.url)
    receiver.stop()
    change(town, temperature=1)
    wait_until(lambda: rests(town))
    receiver.start()
    return subscription


def test_who_rests_is_known_until_when(town: City, tired: str, receiver: Receiver) -> None:
    ((endpoint, until),) = rests(town)

    assert endpoint == receiver.url
    assert until - town.broker.clock() > HOUR // 2


def test_a_knock_has_a_receiver_tried_at_once(town: City, tired: str, receiver: Receiver) -> None:
    town.broker.do_now(lambda session: resting.knock(session, [receiver.url]))

    receiver.wait_until_taken(1)
    wait_until(lambda: not rests(town))


def test_a_changed_subscription_has_its_receiver_tried_at_once(
    town: City, tired: str, receiver: Receiver
) -> None:
    assert town.patch(f"/v2/subscriptions/{tired}", json={"description": "we are back"}).status == 204

    receiver.wait_until_taken(1)


def test_a_call_from_its_host_has_a_receiver_tried_at_once(
    town: City, tired: str, receiver: Receiver
) -> None:
    def call() -> bool:
        assert town.get("/v2/types").status == 200
        return bool(receiver.taken)

    wait_until(call)


def test_a_host_that_calls_but_does_not_listen_is_knocked_for_seldom(store: str) -> None:
    broker = complete(Settings(store=store))
    broker.prepare()
    broker.start()
    callers = Callers(broker)
    dead = "http://127.0.0.9:1"

    async def calls_from(*hosts: str) -> list[str]:
        """Who is knocked for when these hosts call while the dead receiver rests."""
        await broker.do(lambda session: session.execute("DELETE FROM broker_resting"))
        rest = "INSERT INTO broker_resting (endpoint, until) VALUES (?, ?)"
        await broker.do(lambda session: session.execute(rest, (dead, broker.clock() + HOUR)))
        await callers.look()
        for host in hosts:
            callers.heard_from(host)
        await callers.settle()
        knocked: list[str] = await broker.do(resting.answer)
        return knocked

    async def story() -> None:
        assert await calls_from("127.0.0.8") == []
        assert await calls_from("127.0.0.8", "127.0.0.9") == [dead]
        assert await calls_from("127.0.0.9") == []

    asyncio.run(story())
    broker.stop()


@pytest.mark.parametrize("failures", [1, 5, 20])
def test_a_receiver_that_worked_before_rests_for_minutes_not_for_an_hour(failures: int) -> None:
    pace = Pace()

    assert pace.pause(failures, has_worked=True) <= pace.probe
    assert pace.pause(20) > pace.probe
