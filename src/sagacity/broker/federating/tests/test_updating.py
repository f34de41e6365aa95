"""What is not here is changed elsewhere."""

from typing import Any

import pytest

from sagacity.broker.federating.testing import ContextProvider, register
from sagacity.broker.testing import City

ROOM = {"id": "Room1", "type": "Room", "temperature": {"value": 20}}


@pytest.fixture
def room(city: City) -> None:
    assert city.post("/v2/entities", json=ROOM).status == 201


def _sent(provider: ContextProvider) -> list[Any]:
    return [body for _, _, body in provider.asked]


@pytest.mark.usefixtures("room")
def test_missing_attributes_are_changed_elsewhere_and_the_others_here(
    city: City, provider: ContextProvider
) -> None:
    register(city, provider.url, attrs=["humidity"])
    body = {"temperature": {"value": 21}, "humidity": {"value": 55}}
    assert city.patch("/v2/entities/Room1/attrs?type=Room", json=body).status == 204
    entity = {"id": "Room1", "type": "Room", "humidity": {"value": 55}}
    assert _sent(provider) == [{"actionType": "update", "entities": [entity]}]
    assert city.get("/v2/entities/Room1", attrs="temperature", options="values").json == [21]


def test_an_entity_that_is_not_here_is_changed_elsewhere(city: City, provider: ContextProvider) -> None:
    register(city, provider.url)
    assert (
        city.put("/v2/entities/R/attrs/h/value", body="5", headers={"Content-Type": "text/plain"}).status
        == 204
    )
    assert city.put("/v2/entities/R/attrs/h", json={"value": 6}).status == 204
    assert city.patch("/v2/entities/R/attrs?options=keyValues", json={"h": 7}).status == 204
    batch = {"actionType": "update", "entities": [{"id": "R", "type": "Room", "h": {"value": 8}}]}
    assert city.post("/v2/op/update", json=batch).status == 204
    assert [body["entities"][0]["h"] for body in _sent(provider)] == [
        {"value": 5},
        {"value": 6},
        7,
        {"value": 8},
    ]
    assert [path for path, _, _ in provider.asked][2] == "/base/op/update?options=keyValues"


@pytest.mark.usefixtures("room")
def test_what_nobody_changed_is_named(city: City, provider: ContextProvider) -> None:
    register(city, provider.url, attrs=["humidity"])
    body = {"humidity": {"value": 1}, "nowhere": {"value": 1}}
    partly = city.patch("/v2/entities/Room1/attrs", json=body)
    assert (partly.status, partly.json["error"]) == (422, "PartialUpdate")
    assert partly.json["description"] == "do not exist: Room1 - [ nowhere ]"

    provider.status = 404
    refused = city.patch("/v2/entities/Room1/attrs", json={"humidity": {"value": 1}})
    assert (refused.status, refused.json["error"]) == (422, "Unprocessable")
    assert refused.json["description"] == "do not exist: Room1 - [ humidity ]"


@pytest.mark.usefixtures("room")
def test_only_updates_are_forwarded_and_only_where_they_are_taken(
    city: City, provider: ContextProvider
) -> None:
    register(city, provider.url, provider={"supportedForwardingMode": "query"})
    assert city.patch("/v2/entities/Room1/attrs", json={"humidity": {"value": 1}}).status == 422
    register(city, provider.url)
    assert city.delete("/v2/entities/Nowhere").status == 404
    assert city.post("/v2/entities/Room1/attrs", json={"humidity": {"value": 1}}).status == 204
    assert provider.asked == []
