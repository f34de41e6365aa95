"""What anyone may read without a key; over HTTP, on each database."""

from collections.abc import Iterator

import pytest

from sagacity.broker.access import catalogue, desk
from sagacity.broker.access.grants import Grant
from sagacity.broker.access.tests.conftest import FULL_KEY
from sagacity.broker.testing import City, Running


@pytest.fixture
def anyone(closed: Running) -> Iterator[City]:
    """Somebody without a key; a gauge and a pump lie at /o/deep."""
    full = City(closed, tenant="open", key=FULL_KEY)
    for id_ in ("Gauge", "Pump"):
        body = {"id": id_, "type": id_, "level": {"value": 1}}
        full.post("/v2/entities", json=body, headers={"Fiware-ServicePath": "/o/deep"}, options="upsert")
    yield City(closed, tenant="open")
    desk.close_path(tenant="open", path="/o", broker=closed.service.broker)


def seen(anyone: City) -> list[str]:
    answer = anyone.get("/v2/entities", headers={"Fiware-ServicePath": "/o/#"})
    return sorted(one["id"] for one in answer.json) if answer.status == 200 else [str(answer.status)]


def test_a_path_is_opened_for_some_types_then_for_all_and_closed(anyone: City) -> None:
    broker = anyone.broker
    assert seen(anyone) == ["401"]

    desk.open_path(tenant="open", path="/o", types=("Gauge", "Gauge"), broker=broker)
    assert seen(anyone) == ["Gauge"]
    assert anyone.get("/v2/entities/Pump", headers={"Fiware-ServicePath": "/o/deep"}).status == 404
    assert anyone.patch("/v2/entities/Gauge/attrs", json={"level": {"value": 2}}).status == 401
    desk.open_path(tenant="open", path="/o", broker=broker)
    assert seen(anyone) == ["Gauge", "Pump"]
    desk.close_path(tenant="open", path="/o", broker=broker)

    assert seen(anyone) == ["401"]


def test_what_would_be_seen_is_told_before(anyone: City) -> None:
    broker = anyone.broker
    found = catalogue.would_be_open(Grant(tenant="open", path="/o", types=("Gauge",)), broker=broker)

    assert [(one.kind.type, one.kind.count, one.sample["id"]) for one in found] == [("Gauge", 1, "Gauge")]
    assert [one.name for one in found[0].attributes] == ["level"]
    assert seen(anyone) == ["401"]


def test_the_catalogue_lists_the_open_types_alone(anyone: City) -> None:
    broker = anyone.broker
    desk.open_path(tenant="open", path="/o", types=("Gauge",), broker=broker)

    assert [one.type for one in catalogue.open_kinds(broker=broker) if one.tenant == "open"] == ["Gauge"]
    assert catalogue.describe_open("Pump", broker=broker) is None
    assert catalogue.describe_open("Gauge", broker=broker) is not None
