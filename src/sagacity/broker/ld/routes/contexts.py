"""``/jsonldContexts``: the contexts this broker keeps."""

import orjson

from sagacity.broker.door import json
from sagacity.broker.door.request import Request, Response
from sagacity.broker.door.routes import Route
from sagacity.broker.entity import Json
from sagacity.broker.ld import times
from sagacity.broker.ld.contexts.book import HERE, Kept
from sagacity.broker.ld.face import Face
from sagacity.broker.ld.speaking import answering
from sagacity.broker.refusals import BadRequest, NotFound

_KINDS = ("Hosted", "Cached", "ImplicitlyCreated")


def routes(face: Face) -> list[Route]:
    every, one = HERE.removesuffix("/"), f"{HERE}{{id}}"

    async def post(request: Request) -> Response:
        return await host(face, request)

    async def get_all(request: Request) -> Response:
        return await list_all(face, request)

    async def get(request: Request) -> Response:
        return await serve(face, request)

    async def delete(request: Request) -> Response:
        return await forget(face, request)

    return [
        Route("POST", every, post, "administer_all", "ld"),
        Route("GET", every, get_all, "read", "ld"),
        Route("GET", one, get, "open", "ld"),
        Route("DELETE", one, delete, "administer_all", "ld"),
    ]


async def host(face: Face, request: Request) -> Response:
    """Keep a context here; with ``address`` it stands for the document there, which is never fetched."""
    body = json.parse(request.body)
    address = request.query.get("address", "")
    if address and not address.startswith(("http://", "https://")):
        raise BadRequest("address is the http address the document stands for")
    kept = await face.contexts.keep(body, address=address, kind="Cached" if address else "Hosted")
    return answering.nothing(status=201, headers=[("Location", HERE + kept.id)])


async def list_all(face: Face, request: Request) -> Response:
    kind = request.query.get("kind", "")
    if kind and kind not in _KINDS:
        raise BadRequest(f"kind is one of {', '.join(_KINDS)}")
    found = await face.contexts.all(kind)
    if request.query.get("details") == "true":
        return answering.plain([_details(kept) for kept in found])
    return answering.plain([kept.address for kept in found])


async def serve(face: Face, request: Request) -> Response:
    kept = await face.contexts.find(request.named["id"])
    if kept is None:
        raise NotFound(f"no @context {request.named['id']} is kept here")
    if request.query.get("details") == "true":
        return answering.plain(_details(kept))
    return Response(200, orjson.dumps(kept.body), "application/ld+json")


async def forget(face: Face, request: Request) -> Response:
    """Take a context away, or with ``reload`` fetch one anew that was fetched."""
    if request.query.get("reload", "false") == "false":
        await face.contexts.forget(request.named["id"])
        return answering.nothing()
    kept = await face.contexts.find(request.named["id"])
    if kept is None:
        raise NotFound(f"no @context {request.named['id']} is kept here")
    if kept.kind != "Cached":
        raise BadRequest(f"the @context is {kept.kind}; only one that was fetched is fetched anew")
    await face.contexts.reload(kept)
    return answering.nothing()


def _details(kept: Kept) -> dict[str, Json]:
    return {
        "URL": kept.address,
        "localId": kept.id,
        "kind": kept.kind,
        "createdAt": times.shown(kept.created),
    }
