"""The side of the devices: measures and results of commands by HTTP; the key of their group lets them in."""

from functools import partial

import orjson

from sagacity.broker.broker import Broker
from sagacity.broker.door import json
from sagacity.broker.door.application import CORRELATOR
from sagacity.broker.door.request import Request, Response
from sagacity.broker.door.routes import Route
from sagacity.broker.entity import Json
from sagacity.broker.history import moments
from sagacity.broker.refusals import BadRequest
from sagacity.broker.sensors import commanding
from sagacity.broker.sensors.plan import Plan
from sagacity.broker.sensors.taking import Taker
from sagacity.broker.writing.change import Origin

ROOT = "/iot/json"


def routes(broker: Broker, taker: Taker) -> list[Route]:
    """Measures as objects, one attribute alone, results of commands."""
    return [
        Route("POST", ROOT, partial(_measures, broker, taker), "open", "iot"),
        Route("GET", ROOT, partial(_measures, broker, taker), "open", "iot"),
        Route("POST", f"{ROOT}/attrs/{{object_id}}", partial(_one_attribute, broker, taker), "open", "iot"),
        Route("POST", f"{ROOT}/commands", partial(_results, broker, taker), "open", "iot"),
    ]


async def _measures(broker: Broker, taker: Taker, request: Request) -> Response:
    text = request.query.get("d", "").encode() if request.method == "GET" else request.body
    wants_commands = request.query.get("getCmd") == "1"
    plan = await taker.admit(*_who(request))
    if text.strip():
        await _take(taker, plan, request, json.parse(text))
    elif not wants_commands:
        raise BadRequest("there are no measures: POST them as a JSON object, or GET with d={…}")
    told = await _pending(broker, plan) if wants_commands else {}
    return Response(200, orjson.dumps(told))


async def _one_attribute(broker: Broker, taker: Taker, request: Request) -> Response:
    plan = await taker.admit(*_who(request))
    await _take(taker, plan, request, {request.named["object_id"]: value_of(request.body)})
    return Response(200, b"{}")


async def _results(broker: Broker, taker: Taker, request: Request) -> Response:
    plan = await taker.admit(*_who(request))
    await commanding.take_results(broker, plan, json.parse(request.body))
    return Response(200, b"{}")


async def _take(taker: Taker, plan: Plan, request: Request, payload: Json) -> None:
    text = request.query.get("t", "")
    await taker.take(
        plan,
        payload=payload,
        moment=moments.read(text) if text else None,
        origin=Origin(correlator=request.headers.get(CORRELATOR, "")),
    )


async def _pending(broker: Broker, plan: Plan) -> dict[str, Json]:
    found: dict[str, Json] = await broker.do(partial(commanding.hand_over, plan=plan, at=broker.clock()))
    return found


def value_of(body: bytes) -> Json:
    """One value alone: JSON, or else the text itself."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return body.decode("utf-8", "replace").strip()


def _who(request: Request) -> tuple[str, str]:
    key, device = request.query.get("k", ""), request.query.get("i", "")
    if not key or not device:
        raise BadRequest("k (the key of the group) and i (the id of the device) are both needed")
    return key, device
