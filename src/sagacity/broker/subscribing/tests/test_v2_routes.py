"""Subscriptions over HTTP, as NGSIv2 clients see them."""

import re

from sagacity.broker.delivering.testing import Receiver
from sagacity.broker.subscribing.testing import settle, subscribe
from sagacity.broker.testing import City

HOOK = "http://127.0.0.1:9/hook"
BODY = {
    "description": "川の水位",
    "subject": {
        "entities": [{"idPattern": ".*", "type": "River"}],
        "condition": {"attrs": ["level"], "expression": {"q": "level>3"}},
    },
    "notification": {"http": {"url": HOOK}, "attrs": ["level"], "attrsFormat": "keyValues"},
    "expires": "2040-01-01T14:00:00.00Z",
    "throttling": 5,
}


def test_a_subscription_is_made_read_changed_and_deleted(city: City) -> None:
    made = city.post("/v2/subscriptions", json=BODY)
    assert (made.status, made.text) == (201, "")
    assert re.fullmatch("/v2/subscriptions/[0-9a-f]{24}", made.headers["location"])

    address = made.headers["location"]
    assert city.get(address).json == {
        "id": address.rpartition("/")[2],
        "description": "川の水位",
        "expires": "2040-01-01T14:00:00.000Z",
        "status": "active",
        "subject": {
            "entities": [{"idPattern": ".*", "type": "River"}],
            "condition": {
                "attrs": ["level"],
                "expression": {"q": "level>3"},
                "notifyOnMetadataChange": True,
            },
        },
        "notification": {
            "http": {"url": HOOK},
            "attrs": ["level"],
            "attrsFormat": "keyValues",
            "onlyChangedAttrs": False,
            "covered": False,
            "timesSent": 0,
        },
        "throttling": 5,
    }

    changed = city.patch(address, json={"status": "inactive", "expires": ""})
    assert (changed.status, changed.text) == (204, "")
    shown = city.get(address).json
    assert shown["status"] == "inactive"
    assert "expires" not in shown

    assert city.delete(address).status == 204
    gone = city.get(address)
    assert gone.status == 404
    assert gone.json == {
        "error": "NotFound",
        "description": "The requested subscription has not been found. Check id",
    }


def test_what_is_not_there_cannot_be_changed_or_deleted(city: City) -> None:
    for id_ in ("0" * 24, "nonsense"):
        assert city.patch(f"/v2/subscriptions/{id_}", json={"throttling": 1}).status == 404
        assert city.delete(f"/v2/subscriptions/{id_}").status == 404


def test_subscriptions_come_by_pages_in_the_order_of_their_making(city: City) -> None:
    made = [subscribe(city, HOOK) for _ in range(5)]

    page = city.get("/v2/subscriptions", limit=2, offset=1, options="count")

    assert page.headers["fiware-total-count"] == "5"
    everything = [shown["id"] for shown in city.get("/v2/subscriptions").json]
    assert sorted(everything) == sorted(made)
    assert [shown["id"] for shown in page.json] == everything[1:3]
    assert city.get("/v2/subscriptions", offset=5).json == []
    assert city.get("/v2/subscriptions", limit=0).status == 400


def test_a_list_holds_those_of_exactly_one_path_and_a_number_finds_any(city: City) -> None:
    here, below, everywhere = (subscribe(city, HOOK, path=path) for path in ("/a", "/a/#", None))

    def listed(path: str | None) -> set[str]:
        answer = city.get("/v2/subscriptions", headers={"Fiware-ServicePath": path})
        return {shown["id"] for shown in answer.json}

    assert listed("/a") == {here}
    assert listed("/a/#") == {below}
    assert listed(None) == {here, below, everywhere}
    found = city.get(f"/v2/subscriptions/{here}", headers={"Fiware-ServicePath": "/elsewhere"})
    assert found.status == 200


def test_another_tenant_does_not_see_it(city: City) -> None:
    mine = subscribe(city, HOOK)
    other = {"Fiware-Service": city.tenant + "x"}

    assert city.get(f"/v2/subscriptions/{mine}", headers=other).status == 404
    assert city.delete(f"/v2/subscriptions/{mine}", headers=other).status == 404
    assert city.get("/v2/subscriptions", headers=other).json == []


def test_an_address_inside_is_refused_at_once(city: City) -> None:
    for url in ("http://10.0.0.1/", "http://169.254.169.254/latest", "http://[fe80::1]/"):
        answer = city.post(
            "/v2/subscriptions",
            json={
                "subject": {"entities": [{"id": "a"}]},
                "notification": {"http": {"url": url}},
            },
        )
        assert answer.status == 400, url
        assert answer.json["error"] == "BadRequest"
        assert "list of targets" in answer.json["description"]

    mine = subscribe(city, HOOK)
    patch = {"notification": {"http": {"url": "http://10.0.0.1/"}}}
    assert city.patch(f"/v2/subscriptions/{mine}", json=patch).status == 400


def test_errors_have_the_words_every_client_knows(city: City) -> None:
    bad = city.post(
        "/v2/subscriptions", json={**BODY, "notification": {"http": {"url": HOOK}, "covered": True}}
    )
    assert bad.status == 400
    assert bad.json == {
        "error": "BadRequest",
        "description": "covered true cannot be used if notification attributes list is empty",
    }
    assert city.post("/v2/subscriptions", body=b"{", headers={"Content-Type": "application/json"}).json[
        "error"
    ] == ("ParseError")
    assert city.post("/v2/subscriptions", body=b"{}", headers={"Content-Type": "text/plain"}).status == 415
    wrong = city.put("/v2/subscriptions", json={})
    assert wrong.status == 405
    assert wrong.headers["allow"] == "GET, POST"


def test_a_password_is_shown_masked(city: City) -> None:
    mqtt = {"url": "mqtt://127.0.0.1:1883", "topic": "t", "user": "u", "passwd": "secret"}
    mine = subscribe(city, "", notification={"mqtt": mqtt})

    assert city.get(f"/v2/subscriptions/{mine}").json["notification"]["mqtt"] == {
        **mqtt,
        "passwd": "*****",
        "qos": 0,
        "retain": False,
    }


def test_correlator_and_token_travel_on(city: City, receiver: Receiver) -> None:
    subscribe(city, receiver.url)
    headers = {"Fiware-Correlator": "abc; cbnotif=1", "X-Auth-Token": "secret"}

    room = {"id": "Room1", "type": "Room", "count": {"value": 1}}
    assert city.post("/v2/entities", json=room, headers=headers).status == 201

    heard = receiver.wait_for(1)[0]
    assert heard.headers["fiware-correlator"] == "abc; cbnotif=2"
    assert heard.headers["x-auth-token"] == "secret"


def test_a_forced_update_is_told_although_nothing_changes(city: City, receiver: Receiver) -> None:
    city.post("/v2/entities", json={"id": "Room1", "type": "Room", "count": {"value": 1}})
    subscribe(city, receiver.url, notification={"attrs": ["count", "alterationType"]})

    city.patch("/v2/entities/Room1/attrs", json={"count": {"value": 1}})
    city.patch("/v2/entities/Room1/attrs", json={"count": {"value": 1}}, options="forcedUpdate")
    settle(city)

    [heard] = receiver.heard
    assert heard.json["data"][0]["alterationType"]["value"] == "entityChange"


def test_a_change_of_metadata_is_told_unless_it_is_not_wanted(city: City, receiver: Receiver) -> None:
    city.post("/v2/entities", json={"id": "Room1", "type": "Room", "count": {"value": 1}})
    wanted = subscribe(city, receiver.url)
    subscribe(city, receiver.url, condition={"notifyOnMetadataChange": False, "attrs": ["count"]})

    metadata = {"accuracy": {"value": 0.5}}
    city.patch("/v2/entities/Room1/attrs", json={"count": {"value": 1, "metadata": metadata}})
    settle(city)

    assert [heard.json["subscriptionId"] for heard in receiver.heard] == [wanted]


def test_a_deleted_attribute_is_a_change(city: City, receiver: Receiver) -> None:
    city.post("/v2/entities", json={"id": "Room1", "type": "Room", "a": {"value": 1}, "b": {"value": 2}})
    subscribe(city, receiver.url, condition={"attrs": ["a"]}, notification={"attrsFormat": "keyValues"})

    city.delete("/v2/entities/Room1/attrs/a")
    settle(city)

    assert [heard.json["data"] for heard in receiver.heard] == [[{"id": "Room1", "type": "Room", "b": 2}]]


def test_a_batch_tells_each_change(city: City, receiver: Receiver) -> None:
    subscribe(city, receiver.url, entity={"idPattern": ".*", "type": "Room"})
    entities = [{"id": f"Room{number}", "type": "Room", "count": {"value": number}} for number in range(250)]

    assert city.post("/v2/op/update", json={"actionType": "append", "entities": entities}).status == 204
    settle(city)

    assert {heard.json["data"][0]["id"] for heard in receiver.heard} == {entity["id"] for entity in entities}


def test_another_broker_can_be_the_receiver(city: City) -> None:
    other = City(city.running, tenant=city.tenant + "_peer")
    subscribe(city, f"{city.url}/v2/op/notify", notification={"attrs": ["count"]})
    custom = {"url": f"{city.url}/v2/op/notify", "headers": {"Fiware-Service": other.tenant}}
    subscribe(city, "", notification={"httpCustom": custom})

    city.post("/v2/entities", json={"id": "Room1", "type": "Room", "count": {"value": 1}})
    settle(city)

    there = other.get("/v2/entities/Room1", options="keyValues")
    assert there.json == {"id": "Room1", "type": "Room", "count": 1}


def test_notifications_that_answer_each_other_end(city: City) -> None:
    custom = {
        "url": f"{city.url}/v2/op/notify",
        "headers": {"Fiware-Service": city.tenant},
        "ngsi": {"count": {"value": "${count+1}"}},
    }
    subscribe(city, "", notification={"httpCustom": custom})

    city.post("/v2/entities", json={"id": "Room1", "type": "Room", "count": {"value": 1}})
    settle(city)

    assert city.get("/v2/entities/Room1", options="keyValues").json["count"] == 31
