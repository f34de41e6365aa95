"""The bodies a receiver gets: five formats, and what of the entity is told."""

import pytest

from sagacity.broker.delivering.testing import Receiver
from sagacity.broker.entity import Json
from sagacity.broker.subscribing.testing import change, subscribe
from sagacity.broker.testing import City

T = {"type": "Number", "value": 21, "metadata": {}}
H = {"type": "Number", "value": 60, "metadata": {}}
ROOM = {"id": "Room1", "type": "Room"}


def told(city: City, receiver: Receiver, **notification: Json) -> Json:
    """What a receiver hears of a room whose humidity changes."""
    change(city, temperature=21, humidity=50)
    subscription = subscribe(city, receiver.url, notification=notification)
    change(city, humidity=60)
    body = receiver.wait_for(1)[0].json
    assert receiver.heard[0].headers["ngsiv2-attrsformat"] == notification.get("attrsFormat", "normalized")
    if isinstance(body, dict) and "subscriptionId" in body:
        assert body == {"subscriptionId": subscription, "data": body["data"]}
        return body["data"]
    return body


@pytest.mark.parametrize(
    ("format_", "body"),
    [
        ("normalized", [{**ROOM, "temperature": T, "humidity": H}]),
        ("keyValues", [{**ROOM, "temperature": 21, "humidity": 60}]),
        ("values", [[60, 21]]),
        ("simplifiedNormalized", {**ROOM, "temperature": T, "humidity": H}),
        ("simplifiedKeyValues", {**ROOM, "temperature": 21, "humidity": 60}),
    ],
)
def test_each_format(city: City, receiver: Receiver, format_: str, body: Json) -> None:
    assert told(city, receiver, attrsFormat=format_, attrs=["humidity", "temperature"]) == body


@pytest.mark.parametrize(
    ("notification", "entity"),
    [
        ({}, {**ROOM, "temperature": 21, "humidity": 60}),
        ({"attrs": ["temperature", "wind"]}, {**ROOM, "temperature": 21}),
        ({"attrs": ["temperature", "wind"], "covered": True}, {**ROOM, "temperature": 21, "wind": None}),
        ({"exceptAttrs": ["temperature"]}, {**ROOM, "humidity": 60}),
        ({"onlyChangedAttrs": True}, {**ROOM, "humidity": 60}),
        ({"attrs": ["temperature"], "onlyChangedAttrs": True}, ROOM),
        (
            {"attrs": ["*", "alterationType", "servicePath"]},
            {**ROOM, "temperature": 21, "humidity": 60, "alterationType": "entityChange", "servicePath": "/"},
        ),
    ],
)
def test_what_of_the_entity_is_told(
    city: City, receiver: Receiver, notification: dict[str, Json], entity: Json
) -> None:
    assert told(city, receiver, attrsFormat="keyValues", **notification) == [entity]


def test_what_was_before_and_what_was_done_stand_in_the_metadata(city: City, receiver: Receiver) -> None:
    [entity] = told(city, receiver, metadata=["previousValue", "actionType"])

    assert entity["humidity"]["metadata"] == {
        "previousValue": {"type": "Number", "value": 50},
        "actionType": {"type": "Text", "value": "update"},
    }
    assert entity["temperature"]["metadata"] == {}


def test_the_state_told_is_that_of_the_commit(city: City, receiver: Receiver) -> None:
    receiver.stop()
    subscribe(city, receiver.url, notification={"attrsFormat": "keyValues"})
    for count in range(3):
        change(city, count=count)
    receiver.start()

    assert [heard.json["data"][0]["count"] for heard in receiver.wait_for(3)] == [0, 1, 2]
