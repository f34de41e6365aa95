"""``/types`` and ``/attributes``: what there is."""

from collections.abc import Callable
from functools import partial

from sagacity.broker.access.caller import CALLER
from sagacity.broker.door.request import Request, Response
from sagacity.broker.door.routes import Handler, Route
from sagacity.broker.entity import Json
from sagacity.broker.ld.contexts.context import Context
from sagacity.broker.ld.face import Face
from sagacity.broker.ld.inventory import Inventory, take
from sagacity.broker.ld.speaking import answering, asking
from sagacity.broker.refusals import NotFound

BASE = "/ngsi-ld/v1"
Teller = Callable[[Inventory, Context, Request], Json]


def routes(face: Face) -> list[Route]:
    def bind(teller: Teller) -> Handler:
        async def handler(request: Request) -> Response:
            asked = await asking.asked(request, face.contexts)
            kind = answering.accepted(request)
            inventory = await face.broker.read(
                partial(take, tenant=asked.tenant, at=face.broker.clock(), caller=CALLER.get())
            )
            if not inventory.entities:
                await face.check_tenant(asked.tenant)
            value = teller(inventory, asked.context, request)
            return await answering.answer(value, kind=kind, context=asked.context, book=face.contexts)

        return handler

    return [
        Route("GET", f"{BASE}/types", bind(all_types), "read", "ld"),
        Route("GET", f"{BASE}/types/{{type}}", bind(one_type), "read", "ld"),
        Route("GET", f"{BASE}/attributes", bind(all_attributes), "read", "ld"),
        Route("GET", f"{BASE}/attributes/{{attribute}}", bind(one_attribute), "read", "ld"),
    ]


def all_types(inventory: Inventory, context: Context, request: Request) -> Json:
    if request.query.get("details") == "true":
        return [
            {
                "id": address,
                "type": "EntityType",
                "typeName": context.compact(address),
                "attributeNames": sorted(context.compact(one) for one in attributes),
            }
            for address, attributes in sorted(inventory.attributes_of_type.items())
        ]
    names = sorted(context.compact(address) for address in inventory.attributes_of_type)
    return {"id": "urn:ngsi-ld:EntityTypeList:all", "type": "EntityTypeList", "typeList": names}


def one_type(inventory: Inventory, context: Context, request: Request) -> Json:
    name = request.named["type"]
    address = context.expand(name)
    if address not in inventory.attributes_of_type:
        raise NotFound(f"there is no entity of type {name}")
    return {
        "id": address,
        "type": "EntityTypeInfo",
        "typeName": context.compact(address),
        "entityCount": inventory.count_of_type[address],
        "attributeDetails": [
            {
                "id": one,
                "type": "Attribute",
                "attributeName": context.compact(one),
                "attributeTypes": sorted(kinds),
            }
            for one, kinds in sorted(inventory.attributes_of_type[address].items())
        ],
    }


def all_attributes(inventory: Inventory, context: Context, request: Request) -> Json:
    if request.query.get("details") == "true":
        return [
            {
                "id": address,
                "type": "Attribute",
                "attributeName": context.compact(address),
                "typeNames": sorted(context.compact(one) for one in inventory.types_of_attribute(address)),
            }
            for address in sorted(inventory.count_of_attribute)
        ]
    names = sorted(context.compact(address) for address in inventory.count_of_attribute)
    return {"id": "urn:ngsi-ld:AttributeList:all", "type": "AttributeList", "attributeList": names}


def one_attribute(inventory: Inventory, context: Context, request: Request) -> Json:
    name = request.named["attribute"]
    address = context.expand(name)
    if address not in inventory.count_of_attribute:
        raise NotFound(f"no entity has an attribute {name}")
    return {
        "id": address,
        "type": "Attribute",
        "attributeName": context.compact(address),
        "attributeCount": inventory.count_of_attribute[address],
        "attributeTypes": sorted(inventory.kinds_of_attribute(address)),
        "typeNames": sorted(context.compact(one) for one in inventory.types_of_attribute(address)),
    }
