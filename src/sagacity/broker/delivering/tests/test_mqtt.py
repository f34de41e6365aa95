"""Notifications to a real MQTT broker."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sagacity.broker.delivering.dead_letters import dead_letters
from sagacity.broker.delivering.tests.mosquitto import PASSWORD, USER, Listener, Mosquitto
from sagacity.broker.subscribing.testing import change, settle, subscribe
from sagacity.broker.testing import City


@pytest.fixture
def mosquitto(tmp_path: Path) -> Iterator[Mosquitto]:
    found = Mosquitto(tmp_path)
    found.start()
    yield found
    found.stop()


@pytest.fixture
def listener(mosquitto: Mosquitto) -> Iterator[Listener]:
    found = Listener(mosquitto)
    yield found
    found.stop()


def to(mosquitto: Mosquitto, topic: str, **rest: object) -> dict[str, object]:
    return {"url": mosquitto.url, "topic": topic, "user": USER, "passwd": PASSWORD, **rest}


@pytest.mark.parametrize("qos", [0, 1, 2])
def test_a_change_is_published(city: City, mosquitto: Mosquitto, listener: Listener, qos: int) -> None:
    subscription = subscribe(city, "", notification={"mqtt": to(mosquitto, "rivers/level", qos=qos)})

    change(city, level=3.5)

    [message] = listener.wait_for(1)
    assert (message.topic, message.qos) == ("rivers/level", qos)
    assert json.loads(message.payload)["subscriptionId"] == subscription
    assert json.loads(message.payload)["data"][0]["level"]["value"] == 3.5
    settle(city)
    shown = city.get(f"/v2/subscriptions/{subscription}").json["notification"]
    assert "lastSuccess" in shown
    assert "lastSuccessCode" not in shown


def test_topic_and_payload_may_hold_macros(city: City, mosquitto: Mosquitto, listener: Listener) -> None:
    custom = to(mosquitto, "rivers/${id}", payload="level ${level*100} cm", retain=True)
    subscribe(city, "", notification={"mqttCustom": custom})

    change(city, "Kase", level=3)

    [message] = listener.wait_for(1)
    assert (message.topic, message.payload) == ("rivers/Kase", b"level 300 cm")


def test_a_broker_that_was_away_hears_everything_in_order(
    city: City, mosquitto: Mosquitto, listener: Listener
) -> None:
    subscribe(city, "", notification={"mqtt": to(mosquitto, "counts", qos=1)})
    change(city, count=0)
    listener.wait_for(1)
    listener.stop()
    mosquitto.stop()
    for count in range(1, 20):
        change(city, count=count)
    time.sleep(0.2)

    mosquitto.start()
    settle(city)

    again = Listener(mosquitto)
    messages = again.wait_for(19)
    assert [json.loads(one.payload)["data"][0]["count"]["value"] for one in messages] == list(range(1, 20))
    again.stop()


def test_a_wrong_password_is_told_and_tried_again(city: City, mosquitto: Mosquitto) -> None:
    wrong = {**to(mosquitto, "counts"), "passwd": "wrong"}
    subscription = subscribe(city, "", notification={"mqtt": wrong})

    change(city, count=1)

    deadline = time.monotonic() + 5
    while "lastFailure" not in (shown := city.get(f"/v2/subscriptions/{subscription}").json["notification"]):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert "authori" in shown["lastFailureReason"].lower()
    assert city.broker.read_now(lambda session: dead_letters(session, tenant=city.tenant)) == []


def test_a_topic_no_broker_takes_is_a_dead_letter(city: City, mosquitto: Mosquitto) -> None:
    subscribe(city, "", notification={"mqttCustom": to(mosquitto, "${topic}")})

    change(city, topic="a/#")
    settle(city)

    [letter] = city.broker.read_now(lambda session: dead_letters(session, tenant=city.tenant))
    assert "topic" in letter.reason.lower()
