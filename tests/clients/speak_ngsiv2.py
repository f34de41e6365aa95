"""A story told with FiLiP, a public client of NGSIv2: create, read, change, query, subscribe, receive.

Run with the address of a broker and a tenant; ends with an error as soon as anything is not as it should be.
"""

import sys

from filip.clients.ngsi_v2 import ContextBrokerClient  # type: ignore[import-not-found]
from filip.models.base import FiwareHeader  # type: ignore[import-not-found]
from filip.models.ngsi_v2.context import (  # type: ignore[import-not-found]
    ContextEntity,
    NamedContextAttribute,
    Query,
)
from filip.models.ngsi_v2.subscriptions import Subscription  # type: ignore[import-not-found]
from filip.utils.simple_ql import QueryString  # type: ignore[import-not-found]
from receiver import Receiver  # type: ignore[import-not-found]

ROOM = {"id": "urn:ngsi-ld:Room:1", "type": "Room"}
ACCURACY = {"accuracy": {"type": "Number", "value": 0.5}}


def entities(client: ContextBrokerClient) -> None:
    """Made, read, changed, found, deleted."""
    room = ContextEntity(
        **ROOM,
        temperature={"type": "Number", "value": 21.5, "metadata": ACCURACY},
        name={"type": "Text", "value": "会議室"},
        box={"type": "StructuredValue", "value": {"w": 3}},
    )
    client.post_entity(room)
    read = client.get_entity(room.id, entity_type="Room")
    assert read.temperature.value == 21.5
    assert read.temperature.metadata["accuracy"].value == 0.5
    assert read.name.value == "会議室"

    client.update_attribute_value(entity_id=room.id, attr_name="temperature", value=22.5)
    client.update_attribute_value(entity_id=room.id, attr_name="box", value={"w": 4})
    assert client.get_attribute_value(room.id, attr_name="temperature") == 22.5
    assert client.get_attribute_value(room.id, attr_name="box") == {"w": 4}

    more = NamedContextAttribute(name="open", type="Boolean", value=True)
    client.update_or_append_entity_attributes(entity_id=room.id, attrs=[more])
    assert client.get_attribute(room.id, attr_name="open").value is True
    client.delete_entity_attribute(room.id, attr_name="open")
    assert "open" not in client.get_entity_attributes(room.id)
    assert client.does_entity_exist(room.id, "Room")


def many(client: ContextBrokerClient) -> None:
    """A batch, pages, a question, types."""
    rooms = [
        ContextEntity(id=f"Desk:{number}", type="Desk", height={"type": "Number", "value": number})
        for number in range(1100)
    ]
    client.update(entities=rooms, action_type="append")
    assert len(client.get_entity_list(entity_types=["Desk"])) == 1100
    found = client.get_entity_list(q=QueryString(qs=("height", "<", 3)))
    assert [entity.id for entity in found] == ["Desk:0", "Desk:1", "Desk:2"]
    asked = Query(entities=[{"idPattern": "Desk:.*", "type": "Desk"}], expression={"q": "height>1097"})
    assert len(client.query(query=asked, limit=10)) == 2
    assert {kind["type"] for kind in client.get_entity_types()} == {"Desk", "Room"}
    client.delete_entities(rooms)
    assert client.get_entity_list(entity_types=["Desk"]) == []


def subscriptions(client: ContextBrokerClient) -> None:
    """Made, told of a change, listed, deleted."""
    receiver = Receiver()
    wanted = Subscription(
        description="rooms that change",
        subject={"entities": [{"id": ROOM["id"], "type": "Room"}], "condition": {"attrs": ["temperature"]}},
        notification={"http": {"url": receiver.url}, "attrs": ["temperature"]},
    )
    number = client.post_subscription(wanted)
    changed = NamedContextAttribute(name="temperature", type="Number", value=30)
    client.update_existing_entity_attributes(entity_id=ROOM["id"], attrs=[changed])

    told = receiver.next()
    assert told["subscriptionId"] == number
    assert told["data"] == [{**ROOM, "temperature": {"type": "Number", "value": 30, "metadata": {}}}]
    assert client.get_subscription(number).description == "rooms that change"
    assert [kept.id for kept in client.get_subscription_list()] == [number]
    client.delete_subscription(number)
    assert client.get_subscription_list() == []


def main() -> None:
    url, tenant = sys.argv[1:]
    header = FiwareHeader(service=tenant, service_path="/")
    with ContextBrokerClient(url=url, fiware_header=header) as client:
        entities(client)
        many(client)
        subscriptions(client)
        client.delete_entity(ROOM["id"], entity_type="Room")
        assert client.get_entity_list() == []


if __name__ == "__main__":
    main()
    sys.stdout.write("all as promised\n")
