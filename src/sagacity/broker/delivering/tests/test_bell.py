"""What another process stores leaves at once: the one that delivers hears a bell and asks no clock."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sagacity.broker.delivering import lease
from sagacity.broker.delivering.pace import Pace
from sagacity.broker.delivering.testing import Receiver
from sagacity.broker.settings import Settings
from sagacity.broker.subscribing.testing import change, subscribe
from sagacity.broker.testing import City, Running, own_database

HOUR = 3_600_000
NEVER_POLLS = Pace(first=100, longest=500, lease=HOUR, poll=HOUR)


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    yield from own_database(request.param, tmp_path)


@pytest.fixture
def others(store: str) -> Iterator[tuple[City, City]]:
    """Two brokers on one store that look at no table by the clock; the first delivers, the second writes."""
    settings = Settings(store=store, open=True, pace=NEVER_POLLS)
    with Running(settings) as leading, Running(settings) as writing:
        yield City(leading, tenant="t"), City(writing, tenant="t")


def test_a_change_stored_by_another_process_leaves_without_waiting_for_a_clock(
    others: tuple[City, City], receiver: Receiver
) -> None:
    leading, writing = others
    subscribe(leading, receiver.url)

    for number in range(3):
        change(writing, temperature=number)
        receiver.wait_for(number + 1)

    holders = leading.broker.read_now(
        lambda session: session.execute("SELECT COUNT(*) FROM broker_lease WHERE name = ?", (lease.NAME,))
    )
    assert holders == [(1,)]
    assert [request.json["data"][0]["temperature"]["value"] for request in receiver.heard] == [0, 1, 2]


def test_what_both_store_leaves_in_turn(others: tuple[City, City], receiver: Receiver) -> None:
    leading, writing = others
    subscribe(leading, receiver.url)

    change(leading, temperature=1)
    receiver.wait_for(1)
    change(writing, temperature=2)

    receiver.wait_for(2)
