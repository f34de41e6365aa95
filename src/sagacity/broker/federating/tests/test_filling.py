"""Answers filled up with what a context provider has."""

import time
from typing import Any

import pytest

from sagacity.broker.federating.testing import ContextProvider, register
from sagacity.broker.testing import City


def _room(id_: str = "Room1", **values: Any) -> dict[str, Any]:
    return {"id": id_, "type": "Room", **{name: {"value": value} for name, value in values.items()}}


@pytest.fixture
def room(city: City) -> None:
    assert city.post("/v2/entities", json=_room(temperature=20)).status == 201


@pytest.mark.usefixtures("room")
def test_only_what_is_missing_is_asked_for_and_local_values_win(
    city: City, provider: ContextProvider
) -> None:
    register(city, provider.url, attrs=["temperature", "humidity"])
    provider.entities = [_room(temperature=99, humidity=50)]

    found = city.get("/v2/entities/Room1", options="keyValues").json
    assert found == {"id": "Room1", "type": "Room", "temperature": 20, "humidity": 50}
    [(path, headers, body)] = provider.asked
    assert path.startswith("/base/op/query")
    assert body == {"entities": [{"id": "Room1", "type": "Room"}], "attrs": ["humidity"]}
    assert headers["fiware-service"] == city.tenant
    assert headers["fiware-correlator"].endswith("; cbfwd=1")


@pytest.mark.usefixtures("room")
def test_nothing_is_asked_for_that_is_here(city: City, provider: ContextProvider) -> None:
    register(city, provider.url, attrs=["humidity"])
    assert city.get("/v2/entities/Room1/attrs/temperature").status == 200
    assert city.get("/v2/entities/Room1", attrs="temperature").status == 200
    assert city.get("/v2/entities/Room1", attrs="dateCreated").status == 200
    assert city.get("/v2/entities", type="Car").json == []
    assert city.get("/v2/entities/Room1", options="skipForwarding").status == 200
    assert provider.asked == []


@pytest.mark.usefixtures("room")
def test_attributes_and_values_are_found_elsewhere(city: City, provider: ContextProvider) -> None:
    register(city, provider.url, attrs=["humidity"])
    provider.entities = [_room(humidity=50)]
    assert city.get("/v2/entities/Room1/attrs/humidity").json == {
        "type": "Number",
        "value": 50,
        "metadata": {},
    }
    assert city.get("/v2/entities/Room1/attrs/humidity/value").text == "50"
    assert city.get("/v2/entities/Room1/attrs", attrs="humidity", options="keyValues").json == {
        "humidity": 50
    }


@pytest.mark.usefixtures("room")
def test_entities_from_elsewhere_follow_the_local_ones(city: City, provider: ContextProvider) -> None:
    register(city, provider.url)
    provider.entities = [_room("Room3", humidity=3), _room(humidity=1), _room("Room2", humidity=2)]

    whole = city.get("/v2/entities", type="Room", options="count,keyValues")
    assert [(one["id"], one["humidity"]) for one in whole.json] == [("Room1", 1), ("Room2", 2), ("Room3", 3)]
    assert whole.headers["fiware-total-count"] == "3"
    pages = [city.get("/v2/entities", type="Room", limit=1, offset=at).json for at in range(4)]
    assert [[one["id"] for one in page] for page in pages] == [["Room1"], ["Room2"], ["Room3"], []]
    assert [one["id"] for one in city.get("/v2/entities", type="Room", orderBy="!id").json] == [
        "Room3", "Room2", "Room1"
    ]  # fmt: skip


@pytest.mark.usefixtures("room")
def test_conditions_hold_for_the_whole_entity(city: City, provider: ContextProvider) -> None:
    register(city, provider.url, attrs=["humidity"])
    provider.entities = [_room(humidity=50), _room("Room2", humidity=70), "nonsense", {"id": "<"}]
    for query, ids in (
        ("humidity>40;temperature==20", ["Room1"]),
        ("humidity>60", ["Room2"]),
        ("humidity>90", []),
    ):
        assert [one["id"] for one in city.get("/v2/entities", type="Room", q=query).json] == ids
    hidden = city.get("/v2/entities", q="humidity>60", attrs="temperature", options="keyValues")
    assert hidden.json == [{"id": "Room2", "type": "Room"}]
    asked = city.post(
        "/v2/op/query", json={"entities": [{"idPattern": "^Room", "type": "Room"}], "attrs": ["humidity"]}
    )
    assert [(one["id"], one["humidity"]["value"]) for one in asked.json] == [("Room1", 50), ("Room2", 70)]


@pytest.mark.usefixtures("room")
def test_a_provider_that_fails_spoils_nothing(city: City, provider: ContextProvider) -> None:
    id_ = register(city, provider.url, attrs=["humidity"])
    register(city, "http://127.0.0.1:9/v2", attrs=["humidity"])
    for nonsense in (b"{", {"error": "no list"}, [1, None]):
        provider.entities = nonsense
        assert city.get("/v2/entities/Room1", options="keyValues").json["temperature"] == 20
    seen = city.get(f"/v2/registrations/{id_}").json["forwardingInformation"]
    assert seen["timesSent"] == 3
    assert seen.keys() == {"timesSent", "lastForwarding", "lastSuccess", "lastFailure"}


@pytest.mark.slow
@pytest.mark.usefixtures("room")
def test_a_slow_provider_is_waited_for_only_so_long(city: City, provider: ContextProvider) -> None:
    register(city, provider.url, attrs=["humidity"])
    provider.delay = 8
    started = time.monotonic()
    assert city.get("/v2/entities/Room1").status == 200
    assert time.monotonic() - started < 7


@pytest.mark.usefixtures("room")
def test_another_path_or_tenant_or_state_is_not_forwarded(city: City, provider: ContextProvider) -> None:
    provider.entities = [_room(humidity=50)]
    register(city, provider.url, status="inactive")
    register(city, provider.url, expires="2020-01-01T00:00:00Z")
    register(city, provider.url, provider={"supportedForwardingMode": "update"})
    assert "humidity" not in city.get("/v2/entities/Room1").json
    register(city, provider.url)
    assert city.get("/v2/entities/Room1", headers={"Fiware-ServicePath": "/else"}).status == 404
    assert city.get("/v2/entities/Room1", headers={"Fiware-Service": f"{city.tenant}x"}).status == 404
    assert "humidity" in city.get("/v2/entities/Room1").json
