"""Lines and alerts over HTTP: staff draw lines, and see what was crossed and who is silent."""

from functools import partial
from typing import Any

import msgspec
import orjson

from sagacity.broker.broker import Broker
from sagacity.broker.door import json
from sagacity.broker.door.request import Request, Response
from sagacity.broker.door.routes import Route
from sagacity.broker.refusals import BadRequest
from sagacity.broker.sensors import alerts, levels, lines
from sagacity.broker.v2 import headers


def routes(broker: Broker) -> list[Route]:
    """Draw, see, take away; what has happened."""
    return [
        Route("GET", "/iot/lines", partial(_lines, broker), "administer", "iot"),
        Route("PUT", "/iot/lines/{id}", partial(_put_line, broker), "administer", "iot"),
        Route("DELETE", "/iot/lines/{id}", partial(_remove_line, broker), "administer", "iot"),
        Route("GET", "/iot/alerts", partial(_alerts, broker), "administer", "iot"),
    ]


async def _lines(broker: Broker, request: Request) -> Response:
    found = await broker.read(partial(lines.listed, tenant=headers.tenant_of(request)))
    return Response(200, msgspec.json.encode(found))


async def _put_line(broker: Broker, request: Request) -> Response:
    given: Any = json.parse(request.body)
    if not isinstance(given, dict):
        raise BadRequest("a line is a JSON object with at least attribute, level and entity or entity_type")
    line = levels.read(given | {"id": request.named["id"]})
    await broker.do(partial(lines.put, tenant=headers.tenant_of(request), line=line))
    return Response(204)


async def _remove_line(broker: Broker, request: Request) -> Response:
    await broker.do(partial(lines.remove, tenant=headers.tenant_of(request), id=request.named["id"]))
    return Response(204)


async def _alerts(broker: Broker, request: Request) -> Response:
    text = request.query.get("after", "0")
    if not (text.isascii() and text.isdigit()):
        raise BadRequest(f"after is the number of the last alert known, not '{text}'")
    found = await broker.read(partial(alerts.listed, tenant=headers.tenant_of(request), after=int(text)))
    return Response(200, orjson.dumps([{"number": n, **msgspec.to_builtins(alert)} for n, alert in found]))
