"""What is known of data that stay in an Orion: for the catalogue, the desk and the health page."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sagacity.broker import health
from sagacity.broker.access import catalogue, open_paths
from sagacity.broker.passing.orions import Orions
from sagacity.broker.passing.relays import rows
from sagacity.broker.passing.testing import PlainServer, said, until
from sagacity.broker.passing.testing import plain as plain
from sagacity.broker.settings import Settings
from sagacity.broker.testing import City, OwnProcess, Running, own_database

GAUGE = {"id": "G1", "type": "River", "level": {"value": 1.5, "type": "Number", "metadata": {}}}


@pytest.fixture(params=["sqlite", "postgresql"])
def house(
    request: pytest.FixtureRequest, tmp_path: Path, orion: OwnProcess, plain: PlainServer, tenant: str
) -> Iterator[Running]:
    """One tenant lies in an Orion that is well, another in one that answers as the test says."""
    orions = Orions(of_tenant=((tenant, f"http://127.0.0.1:{orion.port}"), ("sick", plain.url)), look_ms=50)
    plain.answer = said("500 Internal Server Error", b'{"error":"Down","description":"-"}')
    for store in own_database(request.param, tmp_path):
        with Running(Settings(store=store, open=True, orions=orions)) as running:
            yield running


def test_types_are_known_with_where_they_stay(house: Running, there: City, tenant: str) -> None:
    broker = house.service.broker
    there.post("/v2/entities", json=GAUGE, headers={"Fiware-ServicePath": "/open/rivers"})
    there.post("/v2/entities", json=GAUGE | {"type": "Secret"}, headers={"Fiware-ServicePath": "/closed"})
    broker.do_now(lambda session: open_paths.open_path(session, tenant=tenant, path="/open"))

    (kind,) = until(lambda: [one for one in catalogue.open_kinds(broker=broker) if one.tenant == tenant])

    assert (kind.type, kind.count, kind.path) == ("River", 1, "/open")
    assert kind.orion == f"http://127.0.0.1:{there.running.port}"
    described = catalogue.describe_open("River", broker=broker)
    assert described is not None
    assert described.sample == GAUGE
    assert [(one.name, one.types, one.example) for one in described.attributes] == [
        ("level", ("Number",), 1.5)
    ]
    assert catalogue.describe_open("Secret", broker=broker) is None
    (whole,) = [one for one in catalogue.elsewhere(broker=broker) if (one.tenant, one.path) == (tenant, "/")]
    assert [(one.type, one.count) for one in whole.kinds] == [("River", 1), ("Secret", 1)]
    broker.do_now(lambda session: open_paths.open_path(session, tenant=tenant, path="/open", types=("Road",)))
    assert catalogue.open_kinds(broker=broker) == []
    assert catalogue.describe_open("River", broker=broker) is None
    broker.do_now(lambda session: open_paths.close_path(session, tenant=tenant, path="/open"))
    assert catalogue.describe_open("River", broker=broker) is None


def test_the_health_page_says_which_orion_does_not_answer(house: Running, plain: PlainServer) -> None:
    broker = house.service.broker

    sick = until(lambda: (found := health.check_orions(broker)).ok is False and found)
    assert f"{plain.url} does not answer" in sick.detail
    plain.choose = lambda request: said("200 OK", b"[]")

    until(lambda: health.check_orions(broker).ok)


def test_the_health_page_says_that_an_orion_could_not_hand_over(house: Running, plain: PlainServer) -> None:
    broker = house.service.broker
    plain.choose = lambda request: said("200 OK", b"[]")
    until(lambda: health.check_orions(broker).ok)
    relay = rows.Relay("t", "s", "other", "/", b"", rows.STANDING, "active", 0, broker.clock())

    broker.do_now(lambda session: rows.insert(session, relay))

    assert "could not reach us" in health.check_orions(broker).detail
