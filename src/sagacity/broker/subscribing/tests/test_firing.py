"""When a subscription fires, and when it keeps silent."""

import pytest

from sagacity.broker.delivering.testing import Receiver
from sagacity.broker.entity import Json
from sagacity.broker.subscribing.testing import change, remove, settle, subscribe
from sagacity.broker.testing import City


def values(receiver: Receiver, name: str = "count") -> list[Json]:
    """What was told of one attribute, in its order."""
    return [heard.json["data"][0].get(name, {}).get("value") for heard in receiver.heard]


def test_making_a_subscription_sends_nothing(city: City, receiver: Receiver) -> None:
    change(city, count=1)
    subscribe(city, receiver.url)

    settle(city)

    assert receiver.heard == []


@pytest.mark.parametrize(
    ("entity", "fires"),
    [
        ({"id": "Room1"}, True),
        ({"id": "Room2"}, False),
        ({"id": "Room1", "type": "Room"}, True),
        ({"id": "Room1", "type": "Car"}, False),
        ({"idPattern": "^Room", "type": "Room"}, True),
        ({"idPattern": "^Car", "type": "Room"}, False),
        ({"idPattern": "m1$"}, True),
        ({"idPattern": "m2$"}, False),
        ({"idPattern": ".*", "typePattern": "oo"}, True),
        ({"idPattern": ".*", "typePattern": "^oo"}, False),
        ({"id": "Room1", "typePattern": "^Ro"}, True),
    ],
)
def test_the_subject_decides(city: City, receiver: Receiver, entity: dict[str, Json], fires: bool) -> None:
    subscribe(city, receiver.url, entity=entity)

    change(city, count=1)
    settle(city)

    assert len(receiver.heard) == fires


@pytest.mark.parametrize(
    ("path", "fires"),
    [(None, True), ("/#", True), ("/a", False), ("/a/#", True), ("/a/b", True), ("/", False)],
)
def test_the_service_path_decides(city: City, receiver: Receiver, path: str | None, fires: bool) -> None:
    subscribe(city, receiver.url, path=path)

    change(city, path="/a/b", count=1)
    settle(city)

    assert len(receiver.heard) == fires


def test_another_tenant_hears_nothing(city: City, receiver: Receiver) -> None:
    subscribe(City(city.running, tenant=city.tenant + "x"), receiver.url)

    change(city, count=1)
    settle(city)

    assert receiver.heard == []


def test_only_listed_attributes_count_and_only_when_they_change(city: City, receiver: Receiver) -> None:
    subscribe(city, receiver.url, condition={"attrs": ["count"]})

    change(city, count=1)
    change(city, count=1)
    change(city, other=2)
    change(city, count=2, other=3)
    settle(city)

    assert values(receiver) == [1, 2]


def test_conditions_on_the_entity_must_hold(city: City, receiver: Receiver) -> None:
    subscribe(city, receiver.url, condition={"expression": {"q": "count>2"}})
    subscribe(city, receiver.url, condition={"jexlExpression": "count > 4"})

    for count in range(6):
        change(city, count=count)
    settle(city)

    assert sorted(values(receiver)) == [3, 4, 5, 5]


def test_a_subscription_that_has_ended_keeps_silent(city: City, receiver: Receiver) -> None:
    subscription = subscribe(city, receiver.url, expires="2020-01-01T00:00:00Z")

    change(city, count=1)
    settle(city)

    assert receiver.heard == []
    assert city.get(f"/v2/subscriptions/{subscription}").json["status"] == "expired"


@pytest.mark.parametrize(
    ("types", "told"),
    [
        (None, ["entityCreate", "entityChange"]),
        (["entityCreate"], ["entityCreate"]),
        (["entityChange"], ["entityChange"]),
        (["entityUpdate"], ["entityCreate", "entityUpdate", "entityChange"]),
        (["entityDelete"], ["entityDelete"]),
        (["entityCreate", "entityDelete"], ["entityCreate", "entityDelete"]),
    ],
)
def test_the_kind_of_alteration_decides(
    city: City, receiver: Receiver, types: list[str] | None, told: list[str]
) -> None:
    condition = {"attrs": ["count"], **({"alterationTypes": types} if types else {})}
    subscribe(city, receiver.url, condition=condition, notification={"attrs": ["alterationType"]})

    change(city, count=1)
    change(city, count=1)
    change(city, count=2)
    change(city, other=1)
    remove(city)
    settle(city)

    assert values(receiver, "alterationType") == told


def test_a_oneshot_fires_once_until_it_is_armed_again(city: City, receiver: Receiver) -> None:
    subscription = subscribe(city, receiver.url, status="oneshot")
    for count in range(3):
        change(city, count=count)
    settle(city)
    assert values(receiver) == [0]
    assert city.get(f"/v2/subscriptions/{subscription}").json["status"] == "inactive"

    city.patch(f"/v2/subscriptions/{subscription}", json={"status": "oneshot"})
    change(city, count=7)
    change(city, count=8)
    settle(city)

    assert values(receiver) == [0, 7]


def test_throttling_discards_what_comes_too_early(city: City, receiver: Receiver) -> None:
    subscribe(city, receiver.url, throttling=60)

    for count in range(3):
        change(city, f"Room{count}", count=count)
    settle(city)

    assert values(receiver) == [0]


def test_throttling_may_keep_the_latest_of_each_entity(city: City, receiver: Receiver) -> None:
    subscribe(city, receiver.url, throttling=1, throttlingKeepsLatest=True)

    for count in range(5):
        change(city, count=count)

    assert [heard.json["data"][0]["count"]["value"] for heard in receiver.wait_for(2)] == [0, 4]
    assert receiver.heard[1].at - receiver.heard[0].at > 0.8


def test_an_inactive_subscription_sleeps(city: City, receiver: Receiver) -> None:
    subscription = subscribe(city, receiver.url, status="inactive")
    change(city, count=1)
    city.patch(f"/v2/subscriptions/{subscription}", json={"status": "active"})
    change(city, count=2)
    settle(city)

    assert values(receiver) == [2]


def test_a_deleted_subscription_is_gone(city: City, receiver: Receiver) -> None:
    subscription = subscribe(city, receiver.url)

    assert city.delete(f"/v2/subscriptions/{subscription}").status == 204
    change(city, count=1)
    settle(city)

    assert receiver.heard == []
    assert city.get(f"/v2/subscriptions/{subscription}").status == 404
