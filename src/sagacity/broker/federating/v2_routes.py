"""The addresses of NGSIv2 for registrations."""

from collections.abc import Awaitable, Callable
from functools import partial

import orjson

from sagacity.broker.broker import Broker
from sagacity.broker.door.request import Request, Response
from sagacity.broker.door.routes import Access, Route
from sagacity.broker.federating import asking, forwarding, rows, shelf, showing, tallying
from sagacity.broker.federating.rows import Stored
from sagacity.broker.refusals import NotFound
from sagacity.broker.store.base import Session
from sagacity.broker.v2 import bodies, headers, options
from sagacity.broker.v2.asking import asked

NOT_FOUND = "The requested registration has not been found. Check id"
Handler = Callable[[Broker, Request], Awaitable[Response]]
_ALL, _ONE = "/v2/registrations", "/v2/registrations/{id}"


def routes(broker: Broker) -> list[Route]:
    """All of them. A provider answers for others and is sent their changes: an administrator registers it."""
    table: tuple[tuple[str, str, Handler, Access], ...] = (
        ("GET", _ALL, list_registrations, "subscribe"),
        ("POST", _ALL, create, "administer"),
        ("GET", _ONE, get, "subscribe"),
        ("DELETE", _ONE, delete, "administer"),
    )
    return [
        Route(method, where, partial(handler, broker), access, "v2")
        for method, where, handler, access in table
    ]


async def list_registrations(broker: Broker, request: Request) -> Response:
    """GET: a page of them, those of exactly one path if the header names one."""
    what, tenant = asked(request), headers.tenant_of(request)
    limit, offset = options.limit(what.parameters), options.offset(what.parameters)
    path = headers.path_for_write(request) if request.headers.get("fiware-servicepath") else ""
    await tallying.write_down(broker)

    def work(session: Session) -> tuple[list[Stored], int]:
        page = rows.page(session, tenant=tenant, path=path, limit=limit, offset=offset)
        return page, rows.count(session, tenant=tenant, path=path) if "count" in what.options else 0

    page, total = await broker.read(work)
    response = bodies.answer([showing.shown(stored, at=broker.clock()) for stored in page], request)
    if "count" in what.options:
        response.headers.append(("Fiware-Total-Count", str(total)))
    return response


async def create(broker: Broker, request: Request) -> Response:
    """POST: a new one; it holds from the next request on."""
    tenant, path = headers.tenant_of(request), headers.path_for_write(request)
    at = broker.clock()
    body = bodies.read_json(request, largest=broker.settings.largest_body)
    registration = asking.parse(body, id=rows.new_id(at), tenant=tenant, path=path)
    await forwarding.check_target(broker, registration.url)
    await broker.do(lambda session: rows.insert(session, registration, body, at=at))
    await broker.read(shelf.of(broker).look)
    return Response(201, headers=[("Location", f"/v2/registrations/{registration.id}")])


async def get(broker: Broker, request: Request) -> Response:
    """GET one; the path does not matter."""
    tenant, id_ = headers.tenant_of(request), request.named["id"]
    await tallying.write_down(broker)
    stored = await broker.read(lambda session: rows.one(session, tenant=tenant, id=id_))
    if stored is None:
        raise NotFound(NOT_FOUND)
    return Response(200, orjson.dumps(showing.shown(stored, at=broker.clock())))


async def delete(broker: Broker, request: Request) -> Response:
    """DELETE: nothing is forwarded from now on."""
    tenant, id_ = headers.tenant_of(request), request.named["id"]
    if not await broker.do(lambda session: rows.remove(session, tenant=tenant, id=id_)):
        raise NotFound(NOT_FOUND)
    await broker.read(shelf.of(broker).look)
    return Response(204)
