"""Notifications in the receiver's own way."""

from typing import Any

from sagacity.broker.delivering.testing import Heard, Receiver
from sagacity.broker.entity import Json
from sagacity.broker.subscribing.testing import change, subscribe
from sagacity.broker.testing import City


def told(city: City, receiver: Receiver, url: str = "", attrs: Json = None, **custom: Any) -> Heard:
    """What a receiver hears of a room with a temperature of 21 and a name."""
    subscribe(
        city,
        "",
        notification={
            "httpCustom": {"url": receiver.url + url, **custom},
            **({"attrs": attrs} if attrs else {}),
        },
    )
    change(city, temperature=21, name="会議室")
    return receiver.wait_for(1)[0]


def test_json_with_expressions_keeps_their_types(city: City, receiver: Receiver) -> None:
    heard = told(
        city,
        receiver,
        json={
            "id": "${id}",
            "double": "${temperature*2}",
            "text": "it is ${temperature} in ${name}",
            "upper": "${id|uppercase}",
            "nothing": "${wind}",
            "list": ["${temperature > 20}", 1],
        },
    )

    assert heard.json == {
        "id": "Room1",
        "double": 42,
        "text": "it is 21 in 会議室",
        "upper": "ROOM1",
        "nothing": None,
        "list": [True, 1],
    }
    assert heard.headers["content-type"].startswith("application/json")
    assert heard.headers["ngsiv2-attrsformat"] == "custom"


def test_address_method_headers_and_parameters_are_filled(city: City, receiver: Receiver) -> None:
    heard = told(
        city,
        receiver,
        "/rooms/${id}",
        method="${temperature > 20 ? 'PUT' : 'POST'}",
        qs={"t": "${temperature}", "n": "${name}"},
        headers={
            "X-Room": "${type}:${id}",
            "Content-Type": "application/vnd.room",
            "User-Agent": "",
            "Fiware-Correlator": "mine",
        },
    )

    assert heard.method == "PUT"
    assert heard.path == "/rooms/Room1?t=21&n=%E4%BC%9A%E8%AD%B0%E5%AE%A4"
    assert heard.headers["x-room"] == "Room:Room1"
    assert heard.headers["content-type"] == "application/vnd.room"
    assert "user-agent" not in heard.headers
    assert heard.headers["fiware-correlator"] != "mine"


def test_a_payload_is_text_and_decoded_when_sent(city: City, receiver: Receiver) -> None:
    heard = told(city, receiver, payload="%7B %22t%22: ${temperature} %7D")

    assert heard.body == b'{ "t": 21 }'
    assert heard.headers["content-type"] == "text/plain"


def test_no_payload_at_all(city: City, receiver: Receiver) -> None:
    assert told(city, receiver, payload=None).body == b""


def test_an_empty_payload_is_the_usual_body(city: City, receiver: Receiver) -> None:
    heard = told(city, receiver, payload="")

    assert heard.json["data"][0]["temperature"]["value"] == 21
    assert heard.headers["ngsiv2-attrsformat"] == "normalized"


def test_a_patch_is_laid_over_the_entity_before_attributes_are_chosen(city: City, receiver: Receiver) -> None:
    heard = told(
        city,
        receiver,
        attrs=["kelvin", "hot", "temperature"],
        ngsi={
            "id": "urn:${id}",
            "hot": {"value": "${kelvin > 290}"},
            "kelvin": {"value": "${temperature+273}", "metadata": {"evalPriority": {"value": 1}}},
            "temperature": {"type": "Celsius"},
        },
    )

    assert heard.json["data"] == [
        {
            "id": "urn:Room1",
            "type": "Room",
            "kelvin": {"type": "Number", "value": 294, "metadata": {}},
            "hot": {"type": "Boolean", "value": True, "metadata": {}},
            "temperature": {"type": "Celsius", "value": 21, "metadata": {}},
        }
    ]


def test_a_line_break_in_a_value_makes_no_new_header(city: City, receiver: Receiver) -> None:
    subscribe(city, "", notification={"httpCustom": {"url": receiver.url, "headers": {"X-Name": "${name}"}}})

    change(city, name="a\r\nX-Evil: yes")

    heard = receiver.wait_for(1)[0]
    assert "x-evil" not in heard.headers
    assert heard.headers["x-name"] == "a  X-Evil: yes"


def test_an_address_that_cannot_be_built_is_sent_nowhere(city: City, receiver: Receiver) -> None:
    subscription = subscribe(city, "", notification={"httpCustom": {"url": "${where}"}})

    change(city, where="no address at all")
    change(city, where=receiver.url)

    receiver.wait_for(1)
    assert receiver.stays_at(1, during=0.2)
    shown = city.get(f"/v2/subscriptions/{subscription}").json["notification"]
    assert "address" in shown["lastFailureReason"]
