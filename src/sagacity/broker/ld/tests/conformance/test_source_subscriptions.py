"""Subscriptions to registrations, and questions about them (ETSI GS CIM 009, 5.10.2, 5.11, 5.12)."""

from typing import Any

import pytest

from sagacity.broker.delivering.testing import Receiver
from sagacity.broker.ld.tests.conformance.steps import BASE, CORE, SOME, Case, Step, carry_out, case
from sagacity.broker.subscribing.testing import settle
from sagacity.broker.testing import City

SUB = "urn:ngsi-ld:Subscription:sources"
REG = "urn:ngsi-ld:ContextSourceRegistration:1"
AREA = {"type": "Polygon", "coordinates": [[[130, 33], [131, 33], [131, 34], [130, 34], [130, 33]]]}
RIVERS = {"entities": [{"type": "River"}], "propertyNames": ["level"]}
SEAS = {"entities": [{"type": "Sea", "idPattern": "^urn:ngsi-ld:Sea:.*"}]}


def source(*information: dict[str, Any], **parts: Any) -> dict[str, Any]:
    return {
        "id": REG,
        "type": "ContextSourceRegistration",
        "information": list(information) or [RIVERS],
        "endpoint": "http://example.org",
        **parts,
    }


def wanted(uri: str, **parts: Any) -> dict[str, Any]:
    return {
        "id": SUB,
        "type": "Subscription",
        "entities": [{"type": "River"}],
        "notification": {"endpoint": {"uri": uri, "accept": "application/json"}},
        **parts,
    }


ASKED = wanted("http://example.org/n")
CASES = [
    case(
        "a subscription to registrations is made, read, changed and taken away",
        Step("POST /csourceSubscriptions", 201, ASKED,
             headers={"location": f"/ngsi-ld/v1/csourceSubscriptions/{SUB}"}),
        Step("POST /csourceSubscriptions", 409, ASKED, error="AlreadyExists"),
        Step("POST /subscriptions", 201, ASKED),
        Step(f"GET /csourceSubscriptions/{SUB}", 200, answer={
            **ASKED, "isActive": True, "status": "active", "jsonldContext": CORE,
            "notification": {**ASKED["notification"], "format": "normalized", "status": "ok"}}),
        Step(f"PATCH /csourceSubscriptions/{SUB}", 204, {"isActive": False, "csf": 'registrationName=="x"'}),
        Step("GET /csourceSubscriptions", 200, query={"count": "true"}, headers={"ngsild-results-count": "1"},
             answer=[SOME]),
        Step(f"PATCH /csourceSubscriptions/{SUB}", 400, {"csf": "a=="}, error="BadRequestData"),
        Step(f"DELETE /csourceSubscriptions/{SUB}", 204),
        Step(f"GET /csourceSubscriptions/{SUB}", 404, error="ResourceNotFound"),
        Step(f"GET /subscriptions/{SUB}", 200),
    ),
    case(
        "refused: neither entities nor attributes",
        Step("POST /csourceSubscriptions", 400, {**ASKED, "entities": []}, error="BadRequestData"),
    ),
    case(
        "refused: a question about the source that cannot be read",
        Step("POST /csourceSubscriptions", 400, {**ASKED, "csf": "a=="}, error="BadRequestData"),
        Step("POST /csourceSubscriptions", 400, {**ASKED, "geoQ": {"georel": "within"}},
             error="BadRequestData"),
    ),
]  # fmt: skip


@pytest.mark.parametrize("story", CASES, ids=str)
def test_source_subscriptions(story: Case, city: City) -> None:
    carry_out(story, city)


def told(city: City, receiver: Receiver) -> list[tuple[str, list[str]]]:
    """(reason, types of the information that was told) of every notification."""
    settle(city)
    found = [one.json for one in receiver.heard]
    assert all(one["type"] == "ContextSourceNotification" for one in found)
    return [
        (one["triggerReason"], [part["entities"][0]["type"] for part in one["data"][0]["information"]])
        for one in found
    ]


def test_each_change_of_a_registration_is_told_with_its_reason(city: City, receiver: Receiver) -> None:
    assert city.post(f"{BASE}/csourceSubscriptions", json=wanted(receiver.url)).status == 201

    city.post(f"{BASE}/csourceRegistrations", json=source(SEAS, endpoint="http://example.com"))
    city.patch(f"{BASE}/csourceRegistrations/{REG}", json={"information": [SEAS, RIVERS]})
    city.patch(f"{BASE}/csourceRegistrations/{REG}", json={"registrationName": "prefecture"})
    city.patch(f"{BASE}/csourceRegistrations/{REG}", json={"information": [SEAS]})
    city.patch(f"{BASE}/csourceRegistrations/{REG}", json={"information": [RIVERS]})
    city.delete(f"{BASE}/csourceRegistrations/{REG}")

    assert told(city, receiver) == [
        ("newlyMatching", ["River"]),
        ("updated", ["River"]),
        ("noLongerMatching", ["River"]),
        ("newlyMatching", ["River"]),
        ("noLongerMatching", ["River"]),
    ]
    shown = city.get(f"{BASE}/csourceSubscriptions/{SUB}").json
    assert (shown["notification"]["timesSent"], shown["notification"]["status"]) == (5, "ok")


def test_what_is_registered_already_is_told_at_the_beginning(city: City, receiver: Receiver) -> None:
    city.post(f"{BASE}/csourceRegistrations", json=source(SEAS, RIVERS))
    assert city.post(f"{BASE}/csourceSubscriptions", json=wanted(receiver.url)).status == 201

    assert told(city, receiver) == [("newlyMatching", ["River"])]
    [heard] = receiver.heard
    assert heard.json["subscriptionId"] == SUB
    assert heard.json["data"][0]["id"] == REG


@pytest.mark.parametrize(
    ("parts", "registered", "is_told"),
    [
        ({"watchedAttributes": ["depth"]}, {}, True),
        ({"watchedAttributes": ["depth"], "notification": ["depth"]}, {}, False),
        ({"watchedAttributes": ["depth"], "notification": ["level"]}, {}, True),
        ({"entities": [{"type": "River", "id": "urn:ngsi-ld:River:1"}]}, {}, True),
        ({"csf": 'registrationName~="pref"'}, {"registrationName": "prefecture"}, True),
        ({"csf": 'registrationName~="pref"'}, {}, False),
        ({"csf": "price<5"}, {"price": {"type": "Property", "value": 3}}, True),
        ({"scopeQ": "/Saga/#"}, {"scope": "/Saga/North"}, True),
        ({"scopeQ": "/Saga/#"}, {"scope": "/Oita"}, False),
        ({"georel": "near;maxDistance==1000", "at": [130.5, 33.5]}, {"location": AREA}, True),
        ({"georel": "within", "at": [120.5, 33.5]}, {"location": AREA}, False),
        ({"georel": "within", "at": [130.5, 33.5]}, {}, False),
        ({}, {"observationInterval": {"startAt": "2020-01-01T00:00:00Z"}}, False),
        (
            {"temporalQ": {"timerel": "after", "timeAt": "2025-01-01T00:00:00Z"}},
            {"observationInterval": {"startAt": "2020-01-01T00:00:00Z"}},
            True,
        ),
        (
            {"temporalQ": {"timerel": "before", "timeAt": "2019-01-01T00:00:00Z"}},
            {"observationInterval": {"startAt": "2020-01-01T00:00:00Z"}},
            False,
        ),
    ],
)
def test_only_what_was_asked_for_is_told(
    city: City, receiver: Receiver, parts: dict[str, Any], registered: dict[str, Any], is_told: bool
) -> None:
    asked = dict(parts)
    if "georel" in asked:
        asked["geoQ"] = {"georel": asked.pop("georel"), "geometry": "Point", "coordinates": asked.pop("at")}
    attributes = asked.pop("notification", None)
    body = wanted(receiver.url, **asked)
    if attributes:
        body["notification"]["attributes"] = attributes
    assert city.post(f"{BASE}/csourceSubscriptions", json=body).status == 201
    assert city.post(f"{BASE}/csourceRegistrations", json=source(**registered)).status == 201

    assert told(city, receiver) == ([("newlyMatching", ["River"])] if is_told else [])


def test_by_the_clock_all_that_is_registered_is_told(city: City, receiver: Receiver) -> None:
    city.post(f"{BASE}/csourceRegistrations", json=source())
    assert city.post(f"{BASE}/csourceSubscriptions", json=wanted(receiver.url, timeInterval=1)).status == 201

    receiver.wait_for(3)
    assert {one.json["triggerReason"] for one in receiver.heard} == {"newlyMatching"}
    city.delete(f"{BASE}/csourceSubscriptions/{SUB}")


def test_registrations_are_found_by_what_they_hold_and_what_they_are(city: City) -> None:
    city.post(
        f"{BASE}/csourceRegistrations",
        json=source(RIVERS, SEAS, registrationName="prefecture", location=AREA),
    )

    def found(**query: str) -> list[str]:
        answer = city.get(f"{BASE}/csourceRegistrations", **query)
        assert answer.status == 200, answer.text
        return [part["entities"][0]["type"] for one in answer.json for part in one["information"]]

    assert found() == ["River", "Sea"]
    assert found(type="River") == ["River"]
    assert found(type="Sea", id="urn:ngsi-ld:Sea:1") == ["Sea"]
    assert found(type="Sea", id="urn:ngsi-ld:Lake:1") == []
    assert found(attrs="depth") == ["Sea"]
    assert found(q="level>3") == ["River", "Sea"]
    assert found(csf='registrationName=="prefecture"', type="Sea") == ["Sea"]
    assert found(csf='registrationName=="city"') == []
    assert found(georel="near;maxDistance==5", geometry="Point", coordinates="[130.5,33.5]") != []
    assert found(timerel="before", timeAt="2020-01-01T00:00:00Z") == []
    assert city.get(f"{BASE}/csourceRegistrations", timeAt="2020-01-01T00:00:00Z").status == 400
