"""Many at once: no update is lost, and what was answered is stored."""

import threading

import pytest

from sagacity.broker.testing import City
from sagacity.broker.tests.conformance.story import given, play

CLIENTS = 200
TIMES = 5


@pytest.mark.slow
def test_two_hundred_clients_count_exactly(city: City) -> None:
    play(city, [given("Counter", n=0, last=None)])
    wrong: list[int] = []

    def count() -> None:
        mine = City(city.running, tenant=city.tenant, key=city.key)
        for _ in range(TIMES):
            answer = mine.patch("/v2/entities/Counter/attrs", json={"n": {"value": {"$inc": 1}}})
            if answer.status != 204:
                wrong.append(answer.status)
        mine.connection.close()

    clients = [threading.Thread(target=count) for _ in range(CLIENTS)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()

    assert wrong == []
    assert city.get("/v2/entities/Counter/attrs/n/value").text == str(CLIENTS * TIMES)
