"""Two brokers: what one has is read and changed through the other; what comes round is refused."""

from sagacity.broker.federating.testing import ContextProvider, register
from sagacity.broker.subscribing.book import MOST_HOPS
from sagacity.broker.subscribing.testing import settle, subscribe
from sagacity.broker.testing import City

ROOM = {
    "id": "Room1",
    "type": "Room",
    "temperature": {"value": 20},
    "when": {"type": "DateTime", "value": "2026-04-08"},
}


def test_a_neighbours_entity_is_read_and_changed_through_this_broker(city: City, neighbour: City) -> None:
    assert neighbour.post("/v2/entities", json=ROOM).status == 201
    register(city, f"{neighbour.url}/v2")
    assert city.get("/v2/entities/Room1").json == neighbour.get("/v2/entities/Room1").json
    assert (
        city.get("/v2/entities", q="when==2026-04-08", type="Room", options="keyValues").json[0][
            "temperature"
        ]
        == 20
    )
    assert city.patch("/v2/entities/Room1/attrs", json={"temperature": {"value": 25}}).status == 204
    assert neighbour.get("/v2/entities/Room1/attrs/temperature/value").text == "25"
    assert city.get("/v2/entities/Room1", options="skipForwarding").status == 404


def test_a_circle_of_brokers_ends(city: City, neighbour: City, provider: ContextProvider) -> None:
    register(city, f"{neighbour.url}/v2")
    register(neighbour, f"{city.url}/v2")
    register(neighbour, provider.url)
    assert city.get("/v2/entities/Room1").status == 404
    assert len(provider.asked) == 1
    answer = city.patch("/v2/entities/Room1/attrs", json={"a": {"value": 1}})
    assert answer.status == 204  # the provider behind the neighbour took it
    provider.status = 404
    assert city.patch("/v2/entities/Room1/attrs", json={"a": {"value": 1}}).status == 404


def test_a_broker_that_registers_itself_is_asked_once(city: City) -> None:
    id_ = register(city, f"{city.url}/v2")
    assert city.get("/v2/entities/Room1").status == 404
    assert city.get(f"/v2/registrations/{id_}").json["forwardingInformation"]["timesSent"] == 1
    refused = city.patch(
        "/v2/entities/Room1/attrs", json={"a": {"value": 1}}, headers={"Fiware-Correlator": "x; cbfwd=5"}
    )
    assert refused.status == 404
    assert "handed on 5 times" in refused.json["description"]


def test_hops_are_counted_where_via_is_dropped(city: City, provider: ContextProvider) -> None:
    register(city, provider.url)
    city.get("/v2/entities/Room1", headers={"Fiware-Correlator": "x; cbnotif=1; cbfwd=2"})
    city.get("/v2/entities/Room1", headers={"Fiware-Correlator": "x; cbnotif=1; cbfwd=4"})
    [(_, headers, _)] = provider.asked
    assert headers["fiware-correlator"] == "x; cbfwd=4"
    assert headers["via"].startswith("1.1 sagacity-")


def test_a_subscription_pushes_to_the_neighbour(city: City, neighbour: City) -> None:
    subscribe(city, f"{neighbour.url}/v2/op/notify")
    assert city.post("/v2/entities", json=ROOM).status == 201
    settle(city)
    assert neighbour.get("/v2/entities/Room1").json == city.get("/v2/entities/Room1").json


def test_two_brokers_that_tell_each_other_everything_come_to_rest(city: City, neighbour: City) -> None:
    every = {"alterationTypes": ["entityCreate", "entityUpdate"]}
    ids = [
        (one, subscribe(one, f"{other.url}/v2/op/notify", condition=every))
        for one, other in ((city, neighbour), (neighbour, city))
    ]
    assert city.post("/v2/entities", json=ROOM).status == 201
    for _ in range(MOST_HOPS):
        settle(city)
        settle(neighbour)
    sent = [one.get(f"/v2/subscriptions/{id_}").json["notification"]["timesSent"] for one, id_ in ids]
    assert sum(sent) == MOST_HOPS
