"""Clients that drop the prefix ask on a port of its own: the same answers, the same keys."""

import time
from collections.abc import Iterator

import pytest

from sagacity.broker.settings import Settings
from sagacity.broker.testing import City, HistoryPort, Running, own_database


@pytest.fixture(params=["sqlite", "postgresql"])
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """A broker that asks for a key."""
    for store in own_database(request.param, tmp_path_factory.mktemp("own_port")):
        with Running(Settings(store=store, full_key="whole")) as running:
            found = City(running, tenant="town", key="whole")
            yield found
            found.connection.close()


def test_the_same_answers_come_without_the_prefix(town: City) -> None:
    room = {"id": "Room1", "type": "Room", "temperature": {"type": "Number", "value": 21}}
    assert town.post("/v2/entities", json=room).status == 201
    deadline = time.monotonic() + 10
    while town.get("/history/v2/entities/Room1").status != 200:
        assert time.monotonic() < deadline, "the point did not reach the history"
    with HistoryPort(town.running.service) as port:
        there = City(port, tenant="town", key="whole")

        assert there.get("/v2/entities/Room1/attrs/temperature/value").json["values"] == [21]
        assert there.get("/v2/entities/Room1").text == town.get("/history/v2/entities/Room1").text
        assert there.get("/history/v2/entities/Room1").status == 200
        assert there.get("/version").status == there.get("/health").status == 200
        assert there.get("/v2/entities/Room2").json["error"] == "Not Found"


def test_nothing_else_answers_there_and_keys_are_asked_for(town: City) -> None:
    with HistoryPort(town.running.service) as port:
        there = City(port, tenant="town", key="whole")
        stranger = City(port, tenant="town")

        assert there.get("/v2/subscriptions").status == 404
        assert there.get("/iot/devices").status == 404
        assert there.get("/").status == 404
        assert stranger.get("/v2/entities").status == 401
        assert stranger.get("/health").status == 200
