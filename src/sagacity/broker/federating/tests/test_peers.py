"""A city and its prefecture: what is shared goes over under other names, the rest stays."""

import time

import pytest

from sagacity.broker.subscribing.testing import settle
from sagacity.broker.testing import City

ROOM = {"id": "Room1", "type": "Room", "temperature": {"value": 20}, "secret": {"value": "x"}}


def _peer(city: City, neighbour: City, **rest: object) -> str:
    body = {
        "name": "佐賀県",
        "url": f"{neighbour.url}/v2",
        "tenant": city.tenant,
        "path": "/",
        "types": ["Room"],
        "attrs": ["temperature"],
        "there": {"tenant": neighbour.tenant, "path": "/saga"},
        "ids": {"here": "", "there": "412015-"},
        **rest,
    }
    answer = city.post("/federation/peers", json=body)
    assert answer.status == 201, answer.text
    return answer.headers["location"].rpartition("/")[2]


def _shown(city: City, id_: str) -> dict[str, object]:
    [found] = [peer for peer in city.get("/federation/peers").json if peer["id"] == id_]
    assert isinstance(found, dict)
    return found


def test_what_changes_here_is_pushed_under_the_peers_names(city: City, neighbour: City) -> None:
    id_ = _peer(city, neighbour, reads=False, pushes=True, key="hush")
    assert city.post("/v2/entities", json=ROOM).status == 201
    settle(city)
    [pushed] = neighbour.get("/v2/entities", options="keyValues").json
    assert pushed == {"id": "412015-Room1", "type": "Room", "temperature": 20}
    assert neighbour.get("/v2/entities/412015-Room1", headers={"Fiware-ServicePath": "/saga"}).status == 200
    assert city.get("/v2/subscriptions").json == []
    shown = _shown(city, id_)
    assert (shown["key"], shown["lag"]) == ("*****", {"waiting": 0, "seconds": 0})
    assert city.delete(f"/federation/peers/{id_}").status == 204
    assert city.post("/v2/entities", json={**ROOM, "id": "Room2"}).status == 201
    settle(city)
    assert len(neighbour.get("/v2/entities").json) == 1


def test_a_peer_that_is_down_is_seen_to_lag(city: City, neighbour: City) -> None:
    id_ = _peer(city, neighbour, url="http://127.0.0.1:9/v2", reads=False, pushes=True)
    assert city.post("/v2/entities", json=ROOM).status == 201
    time.sleep(0.1)
    lag = _shown(city, id_)["lag"]
    assert isinstance(lag, dict)
    assert lag["waiting"] == 1
    assert lag["seconds"] > 0.05
    city.delete(f"/federation/peers/{id_}")


def test_a_peer_is_read_under_our_names_and_shows_only_what_is_shared(city: City, neighbour: City) -> None:
    there = {"Fiware-ServicePath": "/saga"}
    for entity in ({**ROOM, "id": "412015-Room7"}, {**ROOM, "id": "401005-Room8"}):
        assert neighbour.post("/v2/entities", json=entity, headers=there).status == 201
    id_ = _peer(city, neighbour)
    expected = {"id": "Room7", "type": "Room", "temperature": 20}
    assert city.get("/v2/entities/Room7", options="keyValues").json == expected
    assert city.get("/v2/entities", type="Room", options="keyValues").json == [expected]
    assert city.get("/v2/entities/Room7", attrs="secret").status == 404
    assert city.patch("/v2/entities/Room7/attrs", json={"temperature": {"value": 1}}).status == 404
    assert "lastSuccess" in _shown(city, id_)
    city.delete(f"/federation/peers/{id_}")


@pytest.mark.parametrize(
    "change",
    [{"attrs": []}, {"types": []}, {"url": "x"}, {"url": "http://10.0.0.1/v2"}, {"path": "x"}, {"more": 1},
     {"ids": {"there": "<"}}, {"name": 1}, {"there": {"path": "/#"}}],
)  # fmt: skip
def test_a_malformed_peer_is_refused(city: City, change: dict[str, object]) -> None:
    body = {"name": "n", "url": "http://127.0.0.1:9/v2", "types": ["Room"], "attrs": ["a"], **change}
    assert city.post("/federation/peers", json=body).status == 400
    assert city.delete("/federation/peers/0123").status == 404
