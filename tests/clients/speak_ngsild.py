"""A story told with ngsildclient, a public client of NGSI-LD: create, read, query, subscribe, receive.

Run with the address of a broker and a tenant; ends with an error as soon as anything is not as it should be.
"""

import sys
from urllib.parse import urlsplit

from ngsildclient import Client, Entity  # type: ignore[import-not-found]
from ngsildclient.api.helper.subscription import (  # type: ignore[import-not-found]
    SubscriptionBuilder,
)
from receiver import Receiver  # type: ignore[import-not-found]

GAUGE = "urn:ngsi-ld:RiverGauge:kase"


def entities(client: Client) -> Entity:
    """Made, read, changed."""
    gauge = Entity("RiverGauge", "kase")
    gauge.prop("level", 1.25, unitcode="MTR", observedat="2026-11-27T09:00:00Z")
    gauge.prop("name", "嘉瀬川")
    gauge.gprop("location", (33.26, 130.25))
    gauge.rel("partOf", "River:Kase")
    assert client.create(gauge)
    assert client.exists(GAUGE)

    read = client.get(GAUGE)
    assert read.type == "RiverGauge"
    assert read["level"]["value"] == 1.25
    assert read["level"]["unitCode"] == "MTR"
    assert read["level"]["observedAt"].startswith("2026-11-27T09:00:00")
    assert read["name.value"] == "嘉瀬川"
    assert read["location"]["value"]["coordinates"] == [130.25, 33.26]
    assert read["partOf"]["object"] == "urn:ngsi-ld:River:Kase"

    read["level.value"] = 2.5
    assert client.update(read)
    assert client.get(GAUGE)["level.value"] == 2.5
    return read


def many(client: Client) -> None:
    """A batch, a count, a question, types."""
    lamps = Entity("Lamp", "0").prop("power", 0)
    crowd = Entity.clone(lamps, 50, lambda lamp, number: lamp.prop("power", number))
    for number, lamp in enumerate(crowd):
        lamp.id = f"urn:ngsi-ld:Lamp:{number}"
    assert client.upsert(crowd).ok
    assert client.count(type="Lamp") == 50
    assert len(client.query(type="Lamp")) == 50
    bright = client.query(type="Lamp", q="power>47")
    assert sorted(lamp["power.value"] for lamp in bright) == [48, 49, 50]
    assert {"Lamp", "RiverGauge"} <= set(client.types.list())
    client.delete_where(type="Lamp")
    assert client.count(type="Lamp") == 0


def subscriptions(client: Client, gauge: Entity) -> None:
    """Made, told of a change, listed, deleted."""
    receiver = Receiver()
    wanted = (
        SubscriptionBuilder(receiver.url)
        .description("gauges that rise")
        .select_type("RiverGauge")
        .watch(["level"])
        .build()
    )
    number = client.subscriptions.create(wanted)
    assert client.subscriptions.get(number)["description"] == "gauges that rise"

    gauge["level.value"] = 3.5
    assert client.batch.update([gauge]).ok
    told = receiver.next()
    assert told["type"] == "Notification"
    assert told["subscriptionId"] == number
    assert told["data"][0]["level"]["value"] == 3.5

    assert client.subscriptions.delete("gauges that rise")
    assert client.subscriptions.list() == []


def main() -> None:
    url, tenant = sys.argv[1:]
    place = urlsplit(url)
    with Client(hostname=place.hostname, port=place.port, tenant=tenant, verbose=False) as client:
        gauge = entities(client)
        many(client)
        subscriptions(client, gauge)
        assert client.delete(gauge)
        assert not client.exists(GAUGE)


if __name__ == "__main__":
    main()
    sys.stdout.write("all as promised\n")
