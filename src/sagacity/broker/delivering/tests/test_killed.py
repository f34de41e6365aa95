"""A killed server loses nothing: neither changes it acknowledged nor what follows from them."""

import http.client
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sagacity.broker.delivering.testing import Heard, Receiver
from sagacity.broker.delivering.tests.process import Process

CHANGES = 1000
ROOMS = 10


@pytest.fixture
def process(broker_store: str, tmp_path: Path) -> Iterator[Process]:
    store = broker_store if broker_store.startswith("postgresql") else str(tmp_path / "killed.sqlite3")
    found = Process(store)
    found.start()
    yield found
    found.kill()


def change(process: Process, number: int) -> None:
    """Count one room on; asked again until it is answered, which changes nothing if it was done already."""
    room = {"id": f"Room{number % ROOMS}", "type": "Killed", "count": {"value": number}}
    while True:
        try:
            assert process.send("POST", "/v2/entities?options=upsert", room) in (201, 204)
            return
        except (OSError, http.client.HTTPException):
            process.kill()
            process.start()


def first_of_each(heard: list[Heard]) -> list[Heard]:
    """Without what came twice, as a receiver that looks at the key sees it."""
    found: dict[str, Heard] = {}
    for request in heard:
        found.setdefault(request.headers["idempotency-key"], request)
    return list(found.values())


@pytest.mark.slow
def test_nothing_is_lost_and_order_is_kept_when_the_server_is_killed(
    process: Process, receiver: Receiver
) -> None:
    subscription = {
        "subject": {"entities": [{"idPattern": ".*", "type": "Killed"}]},
        "notification": {"http": {"url": receiver.url}, "attrsFormat": "keyValues"},
    }
    assert process.send("POST", "/v2/subscriptions", subscription) == 201
    receiver.stop()

    for number in range(CHANGES):
        if number == CHANGES // 3:
            process.kill()
        if number == CHANGES // 2:
            receiver.start()
        if number == CHANGES * 2 // 3:
            process.kill()
        change(process, number)

    deadline = time.monotonic() + 60
    while len({request.headers["idempotency-key"] for request in receiver.taken}) < CHANGES:
        assert time.monotonic() < deadline, f"{len(receiver.taken)} came"
        time.sleep(0.05)
    told = [request.json["data"][0] for request in first_of_each(receiver.taken)]
    for room in range(ROOMS):
        counts = [entity["count"] for entity in told if entity["id"] == f"Room{room}"]
        assert counts == list(range(room, CHANGES, ROOMS))


@pytest.mark.slow
def test_another_process_takes_over_and_keeps_the_order(process: Process, receiver: Receiver) -> None:
    other = Process(process.store)
    other.start()
    subscription = {
        "subject": {"entities": [{"idPattern": ".*", "type": "Led"}]},
        "notification": {"http": {"url": receiver.url}, "attrsFormat": "keyValues"},
    }
    assert process.send("POST", "/v2/subscriptions", subscription) == 201

    for number in range(100):
        room = {"id": f"Room{number % 3}", "type": "Led", "count": {"value": number}}
        if number == 50:
            process.kill()
        writer = other if number % 2 or number >= 50 else process
        assert writer.send("POST", "/v2/entities?options=upsert", room) in (201, 204)

    deadline = time.monotonic() + 30
    while len({request.headers["idempotency-key"] for request in receiver.taken}) < 100:
        assert time.monotonic() < deadline, f"{len(receiver.taken)} came"
        time.sleep(0.05)
    told = [request.json["data"][0] for request in first_of_each(receiver.taken)]
    for room_number in range(3):
        counts = [entity["count"] for entity in told if entity["id"] == f"Room{room_number}"]
        assert counts == list(range(room_number, 100, 3))
    other.kill()
