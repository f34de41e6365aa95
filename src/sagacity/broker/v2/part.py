"""The NGSIv2 face as a part of the broker: its addresses and its words."""

from collections.abc import Awaitable, Callable
from functools import partial

from sagacity.broker.broker import Broker
from sagacity.broker.door.request import Request, Response
from sagacity.broker.door.routes import Access, Route
from sagacity.broker.v2 import attributes, batch, batch_query, entities, errors, types, values, version

FACES = {"v2": errors.response}

_ENTITY = "/v2/entities/{id}"
_ATTRIBUTE = f"{_ENTITY}/attrs/{{attribute}}"
_TABLE: tuple[tuple[str, str, Callable[[Broker, Request], Awaitable[Response]], Access], ...] = (
    ("GET", "/v2/entities", entities.list_entities, "read"),
    ("POST", "/v2/entities", entities.create_entity, "write"),
    ("GET", _ENTITY, entities.get_entity, "read"),
    ("DELETE", _ENTITY, entities.delete_entity, "write"),
    ("GET", f"{_ENTITY}/attrs", entities.get_attributes, "read"),
    ("POST", f"{_ENTITY}/attrs", entities.append_attributes, "write"),
    ("PATCH", f"{_ENTITY}/attrs", entities.update_attributes, "write"),
    ("PUT", f"{_ENTITY}/attrs", entities.replace_attributes, "write"),
    ("GET", _ATTRIBUTE, attributes.get_attribute, "read"),
    ("PUT", _ATTRIBUTE, attributes.put_attribute, "write"),
    ("DELETE", _ATTRIBUTE, attributes.delete_attribute, "write"),
    ("GET", f"{_ATTRIBUTE}/value", values.get_value, "read"),
    ("PUT", f"{_ATTRIBUTE}/value", values.put_value, "write"),
    ("GET", "/v2/types", types.list_types, "read"),
    ("GET", "/v2/types/{type}", types.get_type, "read"),
    ("POST", "/v2/op/update", batch.update, "write"),
    ("POST", "/v2/op/notify", batch.notify, "write"),
    ("POST", "/v2/op/query", batch_query.query, "read"),
    ("GET", "/version", version.get_version, "open"),
)


def routes(broker: Broker) -> list[Route]:
    """Every address of this face but those of subscriptions and registrations."""
    return [
        Route(method, template, partial(handler, broker), access, "v2")
        for method, template, handler, access in _TABLE
    ]
