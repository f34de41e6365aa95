"""Subscriptions and their notifications (ETSI GS CIM 009, 5.2.12 to 5.2.15, 5.3.1, 5.8)."""

import json
from pathlib import Path
from queue import Queue
from typing import Any

import pytest
from paho.mqtt import client as mqtt
from paho.mqtt.enums import CallbackAPIVersion

from sagacity.broker.delivering.testing import Receiver
from sagacity.broker.ld.tests.conformance.steps import BASE, CORE, LD, SOME, Case, Step, carry_out, case
from sagacity.broker.sensors.tests import mosquitto
from sagacity.broker.subscribing.testing import settle
from sagacity.broker.testing import City

ID = "urn:ngsi-ld:River:1"
SUB = "urn:ngsi-ld:Subscription:1"
LEVEL = {"type": "Property", "value": 3.6}
RIVER = {"id": ID, "type": "River", "level": LEVEL, "name": {"type": "Property", "value": "嘉瀬川"}}
POINT = {"type": "Point", "coordinates": [130.3, 33.26]}
ASKED: dict[str, Any] = {
    "id": SUB,
    "type": "Subscription",
    "entities": [{"type": "River"}],
    "notification": {"endpoint": {"uri": "http://example.org/n", "accept": "application/json"}},
}


def wrong(why: str, **parts: Any) -> Case:
    return case(
        f"refused: {why}",
        Step("POST /subscriptions", 400, {**ASKED, **parts}, error="BadRequestData"),
    )


ENDPOINT = ASKED["notification"]["endpoint"]
CASES = [
    case(
        "a subscription is made, read, changed and taken away",
        Step("POST /subscriptions", 201, ASKED, headers={"location": f"/ngsi-ld/v1/subscriptions/{SUB}"}),
        Step("POST /subscriptions", 409, ASKED, error="AlreadyExists"),
        Step(f"GET /subscriptions/{SUB}", 200, answer={
            **ASKED, "isActive": True, "status": "active", "jsonldContext": CORE,
            "notification": {"endpoint": ENDPOINT, "format": "normalized", "status": "ok"}}),
        Step(f"PATCH /subscriptions/{SUB}", 204, {
            "isActive": False, "watchedAttributes": ["level"], "throttling": 5}),
        Step("GET /subscriptions", 200, query={"count": "true"}, headers={"ngsild-results-count": "1"},
             answer=[{
            **ASKED, "isActive": False, "status": "paused", "jsonldContext": CORE, "throttling": 5,
            "watchedAttributes": ["level"],
            "notification": {"endpoint": ENDPOINT, "format": "normalized", "status": "ok"}}]),
        Step(f"PATCH /subscriptions/{SUB}", 400, {"notification": {"format": "xml"}}, error="BadRequestData"),
        Step(f"DELETE /subscriptions/{SUB}", 204),
        Step(f"DELETE /subscriptions/{SUB}", 404, error="ResourceNotFound"),
        Step(f"GET /subscriptions/{SUB}", 404, error="ResourceNotFound"),
        Step(f"PATCH /subscriptions/{SUB}", 404, {"isActive": True}, error="ResourceNotFound"),
    ),
    wrong("neither entities nor attributes", entities=[]),
    wrong("no endpoint", notification={}),
    wrong("an endpoint nobody can send to", notification={"endpoint": {"uri": "ftp://example.org"}}),
    wrong("an inner address", notification={"endpoint": {"uri": "http://10.0.0.1/"}}),
    wrong("a moment in the past", expiresAt="2001-01-01T00:00:00Z"),
    wrong("a question that cannot be read", q="level=="),
    wrong("an unknown trigger", notificationTrigger=["entityTouched"]),
    wrong("an interval beside watched attributes", timeInterval=5, watchedAttributes=["level"]),
    wrong("half a geographical question", geoQ={"georel": "within"}),
    wrong("a header with a line break", notification={"endpoint": {
        "uri": "http://example.org", "receiverInfo": [{"key": "X", "value": "a\r\nb"}]}}),
]  # fmt: skip


@pytest.mark.parametrize("story", CASES, ids=str)
def test_subscriptions(story: Case, city: City) -> None:
    carry_out(story, city)


class Reader:
    """Someone who subscribed."""

    def __init__(self, city: City, receiver: Receiver) -> None:
        self.city = city
        self.receiver = receiver

    def subscribes(self, *, notification: dict[str, Any] | None = None, **parts: Any) -> None:
        endpoint = {"uri": self.receiver.url + "/n", "accept": "application/json"}
        told = {"endpoint": endpoint, **(notification or {})}
        body = {"type": "Subscription", "entities": [{"type": "River"}], "notification": told, **parts}
        answer = self.city.post(f"{BASE}/subscriptions", json=body)
        assert answer.status == 201, answer.text

    def data(self) -> list[dict[str, Any]]:
        settle(self.city)
        return [one for heard in self.receiver.heard for one in heard.json["data"]]


@pytest.fixture
def reader(city: City, receiver: Receiver) -> Reader:
    return Reader(city, receiver)


def test_a_change_of_a_watched_attribute_is_told(reader: Reader) -> None:
    reader.subscribes(watchedAttributes=["level"], q="level>3")
    city = reader.city

    city.post(f"{BASE}/entities", json=RIVER)
    city.patch(f"{BASE}/entities/{ID}/attrs", json={"name": {"type": "Property", "value": "x"}})
    city.patch(f"{BASE}/entities/{ID}/attrs", json={"level": {"type": "Property", "value": 1}})
    city.patch(f"{BASE}/entities/{ID}/attrs", json={"level": {"type": "Property", "value": 5}})

    assert [one["level"]["value"] for one in reader.data()] == [3.6, 5]
    first = reader.receiver.heard[0]
    assert first.json == {
        "id": SOME, "type": "Notification", "subscriptionId": SOME, "notifiedAt": SOME, "data": [RIVER]
    }  # fmt: skip
    assert first.headers["content-type"] == "application/json"
    assert first.headers["ngsild-tenant"] == city.tenant
    assert f"<{CORE}>" in first.headers["link"]


@pytest.mark.parametrize(
    ("notification", "expected"),
    [
        ({"format": "keyValues"}, {"id": ID, "type": "River", "level": 3.6, "name": "嘉瀬川"}),
        ({"format": "concise", "attributes": ["level"]}, {"id": ID, "type": "River", "level": 3.6}),
        ({"attributes": ["name"]}, {"id": ID, "type": "River", "name": RIVER["name"]}),
        (
            {"sysAttrs": True, "attributes": ["level"]},
            {
                "id": ID, "type": "River", "createdAt": SOME, "modifiedAt": SOME,
                "level": {**LEVEL, "createdAt": SOME, "modifiedAt": SOME},
            },
        ),
    ],
)  # fmt: skip
def test_a_notification_has_the_form_that_was_asked_for(
    reader: Reader, notification: dict[str, Any], expected: dict[str, Any]
) -> None:
    reader.subscribes(notification=notification)
    reader.city.post(f"{BASE}/entities", json=RIVER)

    assert reader.data() == [expected]


def test_changes_show_what_was_before(reader: Reader) -> None:
    triggers = ["entityUpdated", "entityDeleted"]
    reader.city.post(f"{BASE}/entities", json=RIVER)
    reader.subscribes(notification={"showChanges": True}, notificationTrigger=triggers)

    reader.city.patch(f"{BASE}/entities/{ID}/attrs/level", json={"value": 4})
    reader.city.delete(f"{BASE}/entities/{ID}/attrs/name")
    reader.city.delete(f"{BASE}/entities/{ID}")

    changed, shortened, gone = reader.data()
    assert changed["level"] == {"type": "Property", "value": 4, "previousValue": 3.6}
    assert shortened["name"] == {
        "type": "Property", "value": "urn:ngsi-ld:null", "deletedAt": SOME, "previousValue": "嘉瀬川"
    }  # fmt: skip
    assert gone == {
        "id": ID, "type": "River", "deletedAt": SOME,
        "level": {"type": "Property", "value": "urn:ngsi-ld:null", "deletedAt": SOME, "previousValue": 4},
    }  # fmt: skip


def test_a_trigger_tells_creation_and_deletion_apart(reader: Reader) -> None:
    reader.subscribes(notificationTrigger=["entityCreated", "entityDeleted"])
    reader.city.post(f"{BASE}/entities", json=RIVER)
    reader.city.patch(f"{BASE}/entities/{ID}/attrs/level", json={"value": 4})
    reader.city.delete(f"{BASE}/entities/{ID}")

    assert [("deletedAt" in one) for one in reader.data()] == [False, True]


def test_a_change_by_ngsiv2_is_told_in_ngsi_ld(reader: Reader) -> None:
    reader.subscribes(entities=[{"id": "urn:ngsi-ld:Room:Room1", "type": "Room"}])
    reader.city.post(
        "/v2/entities", json={"id": "Room1", "type": "Room", "t": {"type": "Number", "value": 20}}
    )
    reader.city.post(
        "/v2/entities", json={"id": "Room2", "type": "Room", "t": {"type": "Number", "value": 20}}
    )

    assert reader.data() == [
        {"id": "urn:ngsi-ld:Room:Room1", "type": "Room", "t": {"type": "Property", "value": 20}}
    ]


def test_places_and_scopes_narrow_a_subscription(reader: Reader) -> None:
    near = {"georel": "near;maxDistance==1000", "geometry": "Point", "coordinates": [130.3, 33.26]}
    reader.subscribes(geoQ=near, scopeQ="/Saga/#")
    for number, (scope, longitude) in enumerate([("/Saga/a", 130.3), ("/Tosu", 130.3), ("/Saga", 131)]):
        place = {"type": "Point", "coordinates": [longitude, 33.26]}
        entity = {"id": f"{ID}{number}", "type": "River", "scope": scope, "location": place}
        reader.city.post(f"{BASE}/entities", json=entity)

    assert [one["id"] for one in reader.data()] == [f"{ID}0"]


def test_names_are_read_by_the_context_of_the_subscription(reader: Reader) -> None:
    terms = {"pegel": "https://example.org/level", "Fluss": "https://example.org/River"}
    body = {
        "type": "Subscription",
        "entities": [{"type": "Fluss"}],
        "watchedAttributes": ["pegel"],
        "notification": {"endpoint": {"uri": reader.receiver.url, "accept": "application/ld+json"}},
        "@context": terms,
    }
    assert reader.city.post(f"{BASE}/subscriptions", json=body, headers=LD).status == 201
    # written later, under other names for the same addresses
    entity = {
        "id": ID, "type": "River", "level": 1,
        "@context": {"level": "https://example.org/level", "River": "https://example.org/River"},
    }  # fmt: skip
    assert reader.city.post(f"{BASE}/entities", json=entity, headers=LD).status == 201

    [told] = reader.data()
    assert told == {"id": ID, "type": "Fluss", "pegel": {"type": "Property", "value": 1}}
    assert reader.receiver.heard[0].json["@context"] == [terms, CORE]


def test_the_second_of_several_types_is_found(reader: Reader) -> None:
    reader.subscribes(entities=[{"type": "Water"}])
    reader.city.post(f"{BASE}/entities", json={**RIVER, "type": ["River", "Water"]})

    assert [one["type"] for one in reader.data()] == [["River", "Water"]]


def test_what_comes_too_early_is_not_told(reader: Reader) -> None:
    reader.subscribes(throttling=60)
    for number in range(3):
        reader.city.post(f"{BASE}/entities", json={**RIVER, "id": f"{ID}{number}"})

    assert len(reader.data()) == 1


def test_a_paused_subscription_is_silent_until_it_is_woken(reader: Reader) -> None:
    reader.subscribes(id=SUB, isActive=False)
    reader.city.post(f"{BASE}/entities", json=RIVER)
    assert reader.city.patch(f"{BASE}/subscriptions/{SUB}", json={"isActive": True}).status == 204
    reader.city.patch(f"{BASE}/entities/{ID}/attrs/level", json={"value": 4})

    assert [one["level"]["value"] for one in reader.data()] == [4]
    told = reader.city.get(f"{BASE}/subscriptions/{SUB}").json["notification"]
    assert (told["timesSent"], told["status"]) == (1, "ok")


def test_the_receiver_gets_the_headers_it_wants(reader: Reader) -> None:
    info = [{"key": "Authorization", "value": "Bearer x"}]
    endpoint = {"uri": reader.receiver.url, "accept": "application/geo+json", "receiverInfo": info}
    reader.subscribes(notification={"endpoint": endpoint})
    reader.city.post(f"{BASE}/entities", json={**RIVER, "location": POINT})

    [told] = reader.data()
    assert (told["type"], told["geometry"]) == ("Feature", POINT)
    assert reader.receiver.heard[0].headers["authorization"] == "Bearer x"
    assert reader.receiver.heard[0].headers["content-type"] == "application/geo+json"


def test_two_tenants_may_choose_the_same_id(city: City) -> None:
    other = {"Fiware-Service": None, "NGSILD-Tenant": f"{city.tenant}_b"}
    assert city.post(f"{BASE}/subscriptions", json=ASKED).status == 201
    assert city.post(f"{BASE}/subscriptions", json=ASKED, headers=other).status == 201
    assert city.delete(f"{BASE}/subscriptions/{SUB}").status == 204
    assert city.get(f"{BASE}/subscriptions/{SUB}", headers=other).status == 200


def test_an_interval_tells_what_fits_at_every_beat(reader: Reader) -> None:
    for number in range(2):
        reader.city.post(f"{BASE}/entities", json={**RIVER, "id": f"{ID}{number}"})
    reader.subscribes(
        timeInterval=1, q="level>3", notification={"format": "keyValues", "attributes": ["level"]}
    )

    first, second = reader.receiver.wait_for(2)[:2]
    assert [one["level"] for one in first.json["data"]] == [3.6, 3.6]
    assert 0.5 < second.at - first.at < 3
    assert first.json["id"] != second.json["id"]


@pytest.mark.skipif(mosquitto.PROGRAM is None, reason="no Mosquitto")
def test_a_topic_of_an_mqtt_broker_is_told(reader: Reader, tmp_path: Path) -> None:
    port = mosquitto.free_port()
    with mosquitto.running(tmp_path, port):
        heard = Queue[Any]()
        client = mqtt.Client(CallbackAPIVersion.VERSION2)
        client.on_message = lambda _client, _data, message: heard.put(message)
        client.connect("127.0.0.1", port)
        client.subscribe("saga/rivers", qos=1)
        client.loop_start()
        endpoint = {
            "uri": f"mqtt://127.0.0.1:{port}/saga/rivers",
            "notifierInfo": [{"key": "MQTT-QoS", "value": "1"}],
        }
        reader.subscribes(notification={"endpoint": endpoint})
        reader.city.post(f"{BASE}/entities", json=RIVER)

        message = heard.get(timeout=10)
        client.loop_stop()
        client.disconnect()
    told = json.loads(message.payload)
    assert told["body"]["data"] == [RIVER]
    assert told["metadata"]["Content-Type"] == "application/json"
    assert message.topic == "saga/rivers"
