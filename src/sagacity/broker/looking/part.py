"""The state of the platform as JSON, for monitors: GET /statistics."""

from dataclasses import asdict
from functools import partial

import orjson

from sagacity.broker.broker import Broker
from sagacity.broker.door.request import Request, Response
from sagacity.broker.door.routes import Route
from sagacity.broker.looking.state import counted


def routes(broker: Broker) -> list[Route]:
    """One address; it tells of all tenants, so it needs a key that reaches all."""
    return [Route("GET", "/statistics", partial(_statistics, broker), "administer_all", "v2")]


async def _statistics(broker: Broker, request: Request) -> Response:
    found = await broker.read(partial(counted, kind=broker.store.kind, at=broker.clock()))
    return Response(200, orjson.dumps(asdict(found), option=orjson.OPT_UTC_Z))
