"""The side of the staff: groups and devices are told of before they speak."""

from functools import partial
from typing import Any, TypedDict

import orjson

from sagacity.broker.broker import Broker
from sagacity.broker.door import json
from sagacity.broker.door.request import Request, Response
from sagacity.broker.door.routes import Handler, Route
from sagacity.broker.entity import Json
from sagacity.broker.refusals import BadRequest
from sagacity.broker.sensors import book, devices, groups, provisioning, provisions
from sagacity.broker.sensors.provisions import Device, Group
from sagacity.broker.sensors.taking import Taker
from sagacity.broker.v2 import headers


class Which(TypedDict):
    """One device, as headers and address name it."""

    tenant: str
    path: str
    device: str


_VERSION = "1.0"
_OWN = {"service", "subservice", "service_path"}  # told by headers alone


def routes(broker: Broker, taker: Taker) -> list[Route]:
    """Services, devices, the device book, and what this is."""

    def route(method: str, template: str, handler: Any, access: Any = "administer") -> Route:
        answer = partial(handler, broker)
        if method != "GET":
            answer = partial(_then_forget, taker, answer)
        return Route(method, f"/iot{template}", answer, access, "iot")

    return [
        route("GET", "/services", _groups),
        route("POST", "/services", _add_groups),
        route("PUT", "/services", _change_group),
        route("DELETE", "/services", _remove_group),
        route("GET", "/devices", _devices),
        route("POST", "/devices", _add_devices),
        route("GET", "/devices/{id}", _device),
        route("PUT", "/devices/{id}", _change_device),
        route("DELETE", "/devices/{id}", _remove_device),
        route("GET", "/devices/{id}/quarantine", _quarantined),
        route("GET", "/book", _book),
        route("GET", "/about", _about, "open"),
    ]


async def _then_forget(taker: Taker, answer: Handler, request: Request) -> Response:
    response = await answer(request)
    taker.forget_plans()
    return response


async def _groups(broker: Broker, request: Request) -> Response:
    tenant, path = _place(request, any_path=True)
    found: list[Group] = await broker.read(partial(groups.listed, tenant=tenant, path=path))
    return _say({"count": len(found), "services": [provisions.as_json(group) for group in found]})


async def _add_groups(broker: Broker, request: Request) -> Response:
    tenant, path = _place(request)
    new = [
        provisions.read(one | {"service": tenant, "subservice": path}, Group)
        for one in _listed(request, "services")
    ]
    await broker.do(partial(provisioning.add_groups, new=new))
    return Response(201, b"{}")


async def _change_group(broker: Broker, request: Request) -> Response:
    tenant, path = _place(request)
    key, resource = _key_and_resource(request)
    given = _object(request)
    await broker.do(
        partial(provisioning.change_group, tenant=tenant, path=path, key=key, resource=resource, given=given)
    )
    return Response(204)


async def _remove_group(broker: Broker, request: Request) -> Response:
    tenant, path = _place(request)
    key, resource = _key_and_resource(request)
    await broker.do(partial(groups.remove, tenant=tenant, path=path, key=key, resource=resource))
    return Response(204)


async def _devices(broker: Broker, request: Request) -> Response:
    tenant, path = _place(request)
    limit, offset = _number(request, "limit", 20), _number(request, "offset", 0)
    count, found = await broker.read(
        partial(devices.listed, tenant=tenant, path=path, limit=min(max(limit, 1), 1000), offset=offset)
    )
    return _say({"count": count, "devices": [provisions.as_json(device) for device in found]})


async def _add_devices(broker: Broker, request: Request) -> Response:
    tenant, path = _place(request)
    new = [
        provisions.read(one | {"service": tenant, "service_path": path}, Device)
        for one in _listed(request, "devices")
    ]
    await provisioning.add_devices(broker, new)
    return Response(201, b"{}")


async def _device(broker: Broker, request: Request) -> Response:
    return _say(provisions.as_json(await broker.read(partial(devices.of, **_which(request)))))


async def _change_device(broker: Broker, request: Request) -> Response:
    given = _object(request)
    await broker.do(partial(provisioning.change_device, **_which(request), given=given))
    return Response(204)


async def _remove_device(broker: Broker, request: Request) -> Response:
    await broker.do(partial(devices.remove, **_which(request)))
    return Response(204)


async def _book(broker: Broker, request: Request) -> Response:
    tenant, path = _place(request)
    return _say(await broker.read(partial(book.pages, tenant=tenant, path=path)))


async def _quarantined(broker: Broker, request: Request) -> Response:
    rows = await broker.read(partial(book.quarantined, **_which(request)))
    return _say([dict(zip(("attribute", "value", "reason", "at"), row, strict=True)) for row in rows])


async def _about(broker: Broker, request: Request) -> Response:
    return _say({"libVersion": _VERSION, "version": _VERSION, "baseRoot": "/iot", "port": ""})


def _place(request: Request, *, any_path: bool = False) -> tuple[str, Any]:
    tenant = headers.tenant_of(request)
    if any_path and request.headers.get("fiware-servicepath", "") in {"", "/*"}:
        return tenant, None
    return tenant, headers.path_for_write(request)


def _which(request: Request) -> Which:
    tenant, path = _place(request)
    return {"tenant": tenant, "path": path, "device": request.named["id"]}


def _listed(request: Request, name: str) -> list[dict[str, Json]]:
    found = _object(request).get(name)
    if not isinstance(found, list) or not found or not all(isinstance(one, dict) for one in found):
        raise BadRequest(f'the body is {{"{name}": [ … ]}} with at least one object in the list')
    return found


def _object(request: Request) -> dict[str, Json]:
    found = json.parse(request.body)
    if not isinstance(found, dict):
        raise BadRequest("the body is a JSON object")
    return {name: value for name, value in found.items() if name not in _OWN}


def _key_and_resource(request: Request) -> tuple[str, str]:
    if "apikey" not in request.query:
        raise BadRequest("apikey says which group: ?resource=…&apikey=…")
    return request.query["apikey"], request.query.get("resource", "")


def _number(request: Request, name: str, otherwise: int) -> int:
    text = request.query.get(name, "")
    if not text:
        return otherwise
    if not (text.isascii() and text.isdigit()):
        raise BadRequest(f"{name} is a whole number from 0 on, not '{text}'")
    return int(text)


def _say(value: Json) -> Response:
    return Response(200, orjson.dumps(value))
