"""Two brokers as processes of their own and one plain context provider, as they run in two cities."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sagacity.broker.federating.testing import ContextProvider, register
from sagacity.broker.testing import City, OwnProcess

GAUGE = {"id": "Gauge1", "type": "River", "level": {"value": 1.5}}
RIVERS = {"idPattern": ".*", "type": "River"}


@pytest.fixture
def cities(tmp_path: Path) -> Iterator[tuple[City, City]]:
    with OwnProcess(tmp_path / "one.sqlite3") as one, OwnProcess(tmp_path / "other.sqlite3") as other:
        yield City(one, tenant="river"), City(other, tenant="river")


@pytest.mark.slow
def test_two_cities_and_a_provider_read_and_change_what_each_other_has(
    cities: tuple[City, City], provider: ContextProvider
) -> None:
    saga, taku = cities
    assert taku.post("/v2/entities", json=GAUGE).status == 201
    register(saga, f"{taku.url}/v2", entity=RIVERS)
    register(taku, provider.url, entity=RIVERS, attrs=["rain"])
    provider.entities = [{**GAUGE, "level": {"value": 99}, "rain": {"value": 12}}]

    seen = saga.get("/v2/entities/Gauge1", options="keyValues").json
    assert seen == {"id": "Gauge1", "type": "River", "level": 1.5, "rain": 12}
    assert provider.asked[-1][1]["fiware-correlator"].endswith("; cbfwd=2")

    change = {"level": {"value": 1.7}, "rain": {"value": 13}}
    assert saga.patch("/v2/entities/Gauge1/attrs?type=River", json=change).status == 204
    assert taku.get("/v2/entities/Gauge1/attrs/level/value").text == "1.7"
    assert provider.asked[-1][2]["entities"] == [{"id": "Gauge1", "type": "River", "rain": {"value": 13}}]

    register(taku, f"{saga.url}/v2", entity=RIVERS)
    provider.entities, provider.status = [], 404
    asked = len(provider.asked)
    assert saga.get("/v2/entities/Gauge2?type=River").status == 404
    assert len(provider.asked) == asked + 1
    refused = saga.patch("/v2/entities/Gauge2/attrs?type=River", json={"rain": {"value": 1}})
    assert refused.status == 404
