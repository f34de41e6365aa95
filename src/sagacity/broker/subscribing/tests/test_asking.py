"""What NGSIv2 lets somebody ask for."""

from typing import Any

import pytest

from sagacity.broker.entity import Json
from sagacity.broker.refusals import BadRequest, NotSupported
from sagacity.broker.subscribing import asked, asking

ROOM = {"entities": [{"idPattern": ".*", "type": "Room"}]}
HOOK = {"http": {"url": "http://receiver.example/hook"}}


def body(**parts: Any) -> dict[str, Json]:
    return {"subject": ROOM, "notification": HOOK, **parts}


def subject(**parts: Any) -> dict[str, Json]:
    return body(subject={**ROOM, **parts})


def notification(**parts: Any) -> dict[str, Json]:
    return body(notification={**HOOK, **parts})


def test_what_was_asked_comes_out_of_the_store_as_it_went_in() -> None:
    found = asking.parse(
        body(
            description="雨量計",
            expires="2040-01-01T14:00:00.00Z",
            throttling=5,
            subject={**ROOM, "condition": {"attrs": ["t"], "expression": {"q": "t>40"}}},
        )
    )

    assert asked.from_bytes(asked.to_bytes(found)) == found


def test_fields_nobody_knows_are_left_aside() -> None:
    assert asking.parse(body(id="5f", owner="x")) == asking.parse(body())


REFUSED: list[tuple[Json, str]] = [
    ([], "JSON object"),
    ({"notification": HOOK}, "no subject for subscription specified"),
    ({"subject": ROOM}, "no notification for subscription specified"),
    (body(subject={}), "no subject entities"),
    (body(subject={"entities": []}), "entities is empty"),
    (body(subject={"entities": [{"type": "Room"}]}), "either id or idPattern"),
    (body(subject={"entities": [{"id": "a", "idPattern": ".*"}]}), "either id or idPattern"),
    (
        body(subject={"entities": [{"id": "a", "type": "b", "typePattern": "c"}]}),
        "either type or typePattern",
    ),
    (body(subject={"entities": [{"id": ""}]}), "entity id length: 0"),
    (body(subject={"entities": [{"id": "a b"}]}), "Invalid characters in entity id"),
    (body(subject={"entities": [{"idPattern": "*"}]}), "regular expression"),
    (body(subject={"entities": [{"idPattern": "a" * 2000}]}), "regular expression"),
    (subject(condition={}), "empty condition"),
    (subject(condition={"attrs": []}), "condition attrs is empty"),
    (subject(condition={"attrs": ["a b"]}), "condition attrs"),
    (subject(condition={"expression": {}}), "empty expression"),
    (subject(condition={"expression": {"q": ""}}), "expression q is empty"),
    (subject(condition={"expression": {"georel": "near"}}), "go together"),
    (subject(condition={"alterationTypes": ["entityBorn"]}), "entityBorn"),
    (body(notification={}), "exactly one of http"),
    (notification(mqtt={"url": "mqtt://b:1883", "topic": "t"}), "exactly one of http"),
    (body(notification={"http": {}}), "url"),
    (body(notification={"http": {"url": "receiver"}}), "Invalid URL"),
    (body(notification={"http": {"url": "http://a/<b>"}}), "Invalid characters in notification url"),
    (body(notification={"http": {"url": "http://a/", "timeout": 1_800_001}}), "timeout"),
    (body(notification={"kafka": {"url": "kafka://b:9092", "topic": "t"}}), "no Kafka client"),
    (body(notification={"mqtt": {"url": "http://b", "topic": "t"}}), "Invalid URL"),
    (body(notification={"mqtt": {"url": "mqtt://b:1883", "topic": ""}}), "topic is empty"),
    (body(notification={"mqtt": {"url": "mqtt://b:1883", "topic": "a/#"}}), "one publishes to one topic"),
    (body(notification={"mqtt": {"url": "mqtt://b:1883", "topic": "t", "qos": 3}}), "qos"),
    (body(notification={"mqtt": {"url": "mqtt://b:1883", "topic": "t", "user": "u"}}), "go together"),
    (notification(attrs=["a"], exceptAttrs=["b"]), "attrs and exceptAttrs"),
    (notification(exceptAttrs=[]), "exceptAttrs is empty"),
    (notification(covered=True), "covered true cannot be used if notification attributes list is empty"),
    (notification(attrsFormat="unique"), "unique"),
    (notification(maxFailsLimit=0), "maxFailsLimit"),
    (notification(covered="yes"), "covered"),
    (body(description="a" * 1025), "max description length"),
    (body(description="<script>"), "Invalid characters in description"),
    (body(expires="tomorrow"), "expires"),
    (body(throttling=-1), "throttling"),
    (body(throttling="5"), "throttling"),
    (body(status="asleep"), "asleep"),
]


@pytest.mark.parametrize(("asked_", "why"), REFUSED, ids=[why for _, why in REFUSED])
def test_what_cannot_be_meant_is_refused_with_its_reason(asked_: Json, why: str) -> None:
    with pytest.raises(BadRequest, match=why.replace("(", r"\(")):
        asking.parse(asked_)


def test_a_question_about_places_that_has_no_answer_is_refused() -> None:
    place = {"georel": "coveredBy", "geometry": "point", "coords": "33,130"}

    with pytest.raises(NotSupported):
        asking.parse(subject(condition={"expression": place}))


def test_a_patch_changes_only_what_it_names() -> None:
    before = asking.parse(notification(attrs=["a"], attrsFormat="keyValues"))

    after = asking.patched(before, {"notification": {"exceptAttrs": ["b"]}, "throttling": 5})

    assert after == asking.parse(notification(exceptAttrs=["b"], attrsFormat="keyValues") | {"throttling": 5})


def test_a_patch_with_an_endpoint_replaces_the_whole_notification() -> None:
    before = asking.parse(notification(attrs=["a"], attrsFormat="keyValues"))

    after = asking.patched(before, {"notification": {"http": {"url": "http://b.example/"}}})

    assert after == asking.parse(body(notification={"http": {"url": "http://b.example/"}}))


def test_a_patch_can_make_a_subscription_permanent() -> None:
    before = asking.parse(body(expires="2040-01-01T14:00:00.00Z"))

    assert asking.expires_ms(before) == 2_209_039_200_000
    assert asking.expires_ms(asking.patched(before, {"expires": ""})) is None


def test_a_password_that_comes_back_masked_stays_what_it_was() -> None:
    mqtt = {"url": "mqtt://b:1883", "topic": "t", "user": "u", "passwd": "secret"}
    before = asking.parse(body(notification={"mqtt": mqtt}))

    after = asking.patched(before, {"notification": {"mqtt": {**mqtt, "passwd": asking.MASK}}})

    assert after == before


def test_an_empty_patch_is_refused() -> None:
    with pytest.raises(BadRequest):
        asking.patched(asking.parse(body()), {})
