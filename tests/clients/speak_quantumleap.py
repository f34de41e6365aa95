"""A story told with FiLiP's client of QuantumLeap: written by notification, read, deleted.

Run with the address of that port and a tenant; ends with an error as soon as anything is not as it should be.
"""

import sys

from filip.clients.ngsi_v2 import QuantumLeapClient  # type: ignore[import-not-found]
from filip.models.base import FiwareHeader  # type: ignore[import-not-found]
from filip.models.ngsi_v2.context import ContextEntity  # type: ignore[import-not-found]
from filip.models.ngsi_v2.subscriptions import Message  # type: ignore[import-not-found]

ROOM = {"id": "urn:ngsi-ld:Room:ql", "type": "Room"}


def main(url: str, tenant: str) -> None:
    """Ten readings, asked for in every way the client knows."""
    with QuantumLeapClient(url=url, fiware_header=FiwareHeader(service=tenant, service_path="/")) as client:
        assert client.get_version()
        assert client.get_health()["status"] == "pass"
        for number in range(10):
            entity = ContextEntity(**ROOM, temperature={"type": "Number", "value": 20.0 + number})
            client.post_notification(Message(data=[entity], subscriptionId="5f1ac3c2d2b7a6b1c8d4e5f6"))
        assert [one.entityId for one in client.get_entities()] == [ROOM["id"]]
        whole = client.get_entity_by_id(ROOM["id"])
        assert whole.to_pandas().shape[0] == 10
        values = client.get_entity_attr_values_by_id(ROOM["id"], attr_name="temperature", last_n=3)
        assert list(values.attributes[0].values) == [27.0, 28.0, 29.0]
        most = client.get_entity_by_id(ROOM["id"], aggr_method="max", attrs="temperature", aggr_period="year")
        assert most.attributes[0].values[-1] == 29.0
        by_type = client.get_entity_by_type("Room")
        assert [one.entityId for one in by_type] == [ROOM["id"]]
        client.delete_entity(ROOM["id"], entity_type="Room")
    sys.stdout.write("all as promised\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
