"""Notifications on their way to a real receiver."""

import socket
import time
from typing import Any

from sagacity.broker.delivering.testing import Receiver
from sagacity.broker.subscribing.testing import change, settle, subscribe, waiting
from sagacity.broker.testing import City


def test_a_change_reaches_the_subscriber_with_a_number_of_its_own(city: City, receiver: Receiver) -> None:
    subscription = subscribe(city, receiver.url + "/hook?a=b")

    change(city, temperature=21)
    change(city, temperature=22)

    first, second = receiver.wait_for(2)
    assert first.method == "POST"
    assert first.path == "/hook?a=b"
    assert first.json == {
        "subscriptionId": subscription,
        "data": [
            {
                "id": "Room1",
                "type": "Room",
                "temperature": {"type": "Number", "value": 21, "metadata": {}},
            }
        ],
    }
    assert first.headers["ngsiv2-attrsformat"] == "normalized"
    assert first.headers["fiware-service"] == city.tenant
    assert first.headers["fiware-servicepath"] == "/"
    assert first.headers["idempotency-key"] != second.headers["idempotency-key"]


def test_a_receiver_that_was_down_gets_everything_in_order(city: City, receiver: Receiver) -> None:
    subscribe(city, receiver.url)
    receiver.stop()
    for number in range(50):
        change(city, f"Room{number % 5}", count=number)
    time.sleep(0.3)

    receiver.start()

    heard = [request.json["data"][0] for request in receiver.wait_for(50)]
    for room in range(5):
        counts = [entity["count"]["value"] for entity in heard if entity["id"] == f"Room{room}"]
        assert counts == list(range(room, 50, 5))


def test_a_receiver_in_trouble_gets_the_same_letter_again_with_the_same_number(
    city: City, receiver: Receiver
) -> None:
    subscription = subscribe(city, receiver.url)
    receiver.answer = 503
    change(city, temperature=21)
    receiver.wait_for(2)

    receiver.answer = 200
    receiver.wait_until_taken(1)

    assert len({request.headers["idempotency-key"] for request in receiver.heard}) == 1
    shown = _shown_when(city, subscription, "lastSuccess")
    assert shown["lastFailureReason"] == "answered 503"
    assert shown["lastSuccessCode"] == 200
    assert shown["timesSent"] >= 3
    assert "failsCounter" not in shown


def test_a_dead_endpoint_does_not_slow_a_living_one(city: City, receiver: Receiver) -> None:
    silent = socket.socket()
    silent.bind(("127.0.0.1", 0))
    silent.listen(0)  # accepts nothing: connections hang until they time out
    subscribe(city, f"http://127.0.0.1:{silent.getsockname()[1]}/")
    subscribe(city, receiver.url)

    for number in range(40):
        change(city, f"Room{number}", count=number)

    receiver.wait_for(40)
    assert waiting(city) >= 40  # nothing for the dead one has ended, and nobody stood behind it
    silent.close()


def test_a_redirect_is_not_followed(city: City, receiver: Receiver) -> None:
    elsewhere = Receiver()
    elsewhere.start()
    receiver.answer, receiver.headers = 307, {"Location": elsewhere.url}
    subscription = subscribe(city, receiver.url)

    change(city, temperature=21)
    receiver.wait_for(1)

    assert elsewhere.stays_at(0, during=0.2)
    assert "redirects" in _shown_when(city, subscription, "lastFailure")["lastFailureReason"]
    elsewhere.stop()


def test_a_letter_the_receiver_refuses_holds_up_its_own_entity_alone(city: City, receiver: Receiver) -> None:
    subscribe(city, receiver.url)
    receiver.refuses = b"Room1"
    change(city, "Room1", count=1)
    change(city, "Room1", count=2)
    receiver.wait_for(1)

    change(city, "Room2", count=1)

    deadline = time.monotonic() + 5
    while not [request for request in receiver.heard if b"Room2" in request.body]:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert {r.json["data"][0]["count"]["value"] for r in receiver.heard if b"Room1" in r.body} == {1}

    receiver.refuses = b""

    heard = [request.json["data"][0] for request in receiver.wait_until_taken(3)]
    assert [entity["count"]["value"] for entity in heard if entity["id"] == "Room1"] == [1, 2]


def test_too_many_failures_put_a_subscription_to_sleep_until_it_is_woken(
    city: City, receiver: Receiver
) -> None:
    subscription = subscribe(city, receiver.url, notification={"maxFailsLimit": 1})
    receiver.answer = 500
    change(city, count=1)
    _status_becomes(city, subscription, "inactive")
    receiver.answer = 200
    receiver.wait_until_taken(1)
    asleep = len(receiver.heard)
    change(city, count=2)
    assert receiver.stays_at(asleep)

    assert city.patch(f"/v2/subscriptions/{subscription}", json={"status": "active"}).status == 204
    change(city, count=3)

    assert receiver.wait_for(asleep + 1)[-1].json["data"][0]["count"]["value"] == 3


def test_what_waits_is_dropped_with_its_subscription(city: City, receiver: Receiver) -> None:
    unwanted = subscribe(city, receiver.url, notification={"attrs": ["unwanted"]})
    subscribe(city, receiver.url)
    receiver.stop()
    for count in range(5):
        change(city, count=count)
    time.sleep(0.3)

    city.delete(f"/v2/subscriptions/{unwanted}")
    time.sleep(2.5)  # the lanes look once a second
    receiver.start()
    settle(city)

    assert unwanted not in {request.json["subscriptionId"] for request in receiver.heard}
    assert len(receiver.heard) == 5


def _shown_when(city: City, subscription: str, field: str) -> dict[str, Any]:
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        shown: dict[str, Any] = city.get(f"/v2/subscriptions/{subscription}").json["notification"]
        if field in shown:
            return shown
        time.sleep(0.02)
    raise AssertionError(f"{field} never appeared")


def _status_becomes(city: City, subscription: str, status: str) -> None:
    deadline = time.monotonic() + 5
    while city.get(f"/v2/subscriptions/{subscription}").json["status"] != status:
        assert time.monotonic() < deadline
        time.sleep(0.02)
