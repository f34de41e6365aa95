"""The addresses for keys of signatures: our own to be copied, the peers' to be believed."""

from functools import partial
from typing import Any

from sagacity.broker.broker import Broker
from sagacity.broker.door.request import Request, Response
from sagacity.broker.door.routes import Route
from sagacity.broker.entity import Json
from sagacity.broker.federating import keychain, shelf
from sagacity.broker.refusals import BadRequest
from sagacity.broker.store.base import Work
from sagacity.broker.v2 import bodies

_FACE = "v2"


def routes(broker: Broker) -> list[Route]:
    """All of them; our public keys are no secret."""
    table = (
        ("POST", "/federation/keys", _make_next),
        ("POST", "/federation/keys/use-next", _use_next),
        ("DELETE", "/federation/keys/{name}", _forget),
        ("POST", "/federation/peers/{id}/keys", _believe),
        ("DELETE", "/federation/peers/{id}/keys/{name}", _doubt),
    )
    return [
        Route("GET", "/federation/keys", partial(_own, broker), "open", _FACE),
        *(
            Route(method, where, partial(handler, broker), "administer_all", _FACE)
            for method, where, handler in table
        ),
    ]


async def _done(broker: Broker, work: Work[Any]) -> Any:
    """It counts in this process at once, in others within a second."""
    found = await broker.do(work)
    await broker.read(shelf.of(broker).look)
    await broker.read(broker.keyring.look_in)
    return found


async def _own(broker: Broker, request: Request) -> Response:
    found = await broker.read(partial(keychain.own, broker))
    return bodies.answer(
        [{"name": one.name, "key": one.public, "state": one.state} for one in found], request
    )


async def _make_next(broker: Broker, request: Request) -> Response:
    await _done(broker, partial(keychain.make_next, broker))
    return Response(201)


async def _use_next(broker: Broker, request: Request) -> Response:
    await _done(broker, keychain.use_next)
    return Response(204)


async def _forget(broker: Broker, request: Request) -> Response:
    await _done(broker, partial(keychain.forget, broker, name=request.named["name"]))
    return Response(204)


async def _believe(broker: Broker, request: Request) -> Response:
    body: Json = bodies.read_json(request, largest=broker.settings.largest_body)
    may = body.get("may") if isinstance(body, dict) else None
    key = body.get("key") if isinstance(body, dict) else None
    if not isinstance(key, str) or not isinstance(may, list) or not all(isinstance(one, str) for one in may):
        raise BadRequest('the body is {"key": "ed25519:…", "may": ["read", "write"]}')
    believing = partial(
        keychain.believe,
        broker,
        peer=request.named["id"],
        public=key,
        may=tuple(may),
        who=request.caller.name,
    )
    found = await _done(broker, believing)
    return Response(201, headers=[("Location", f"/federation/peers/{found.peer}/keys/{found.name}")])


async def _doubt(broker: Broker, request: Request) -> Response:
    await _done(broker, partial(keychain.doubt, peer=request.named["id"], name=request.named["name"]))
    return Response(204)
