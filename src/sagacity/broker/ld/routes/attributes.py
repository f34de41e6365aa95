"""``/entities/{id}/attrs``: append, update, and one attribute at a time."""

from collections.abc import Awaitable, Callable

from sagacity.broker.door.request import Request, Response
from sagacity.broker.door.routes import Route
from sagacity.broker.entity import Json
from sagacity.broker.ld import ids
from sagacity.broker.ld.face import Face, Wish
from sagacity.broker.ld.federating.writing import Share, attribute_path, entity_path
from sagacity.broker.ld.instance import Instance
from sagacity.broker.ld.reading import attribute, entity
from sagacity.broker.ld.routes.entities import BASE
from sagacity.broker.ld.speaking import answering, asking, parameters
from sagacity.broker.ld.verbs import attributes as verbs
from sagacity.broker.ld.verbs import entities as entity_verbs
from sagacity.broker.ld.verbs.outcome import NotAllUpdated
from sagacity.broker.refusals import BadRequest
from sagacity.broker.writing.change import Done, Verb


def routes(face: Face) -> list[Route]:
    def bind(
        handler: Callable[[Face, Request], Awaitable[Response]],
    ) -> Callable[[Request], Awaitable[Response]]:
        return lambda request: handler(face, request)

    every, one = f"{BASE}/{{id}}/attrs", f"{BASE}/{{id}}/attrs/{{attribute}}"
    return [
        Route("POST", every, bind(append), "write", "ld"),
        Route("PATCH", every, bind(update), "write", "ld"),
        Route("PATCH", one, bind(patch), "write", "ld"),
        Route("PUT", one, bind(replace), "write", "ld"),
        Route("DELETE", one, bind(delete), "write", "ld"),
    ]


async def append(face: Face, request: Request) -> Response:
    asked, body = await _body(face, request)
    overwrite = "noOverwrite" not in parameters.options_of(request.query)
    done = await face.write_one(
        asked,
        Wish(
            body.id,
            entity_verbs.append(body, overwrite=overwrite),
            body=body,
            share=Share("appendAttrs", "POST", f"{entity_path(body.id)}/attrs", asked.body),
        ),
    )
    return _updated(done, asked)


async def update(face: Face, request: Request) -> Response:
    asked, body = await _body(face, request)
    done = await face.write_one(
        asked,
        Wish(
            body.id,
            entity_verbs.update(body),
            body=body,
            share=Share("updateAttrs", "PATCH", f"{entity_path(body.id)}/attrs", asked.body),
        ),
    )
    return _updated(done, asked)


async def _body(face: Face, request: Request) -> tuple[asking.Asked, entity.Body]:
    asked = await asking.told(request, face.contexts)
    id_ = ids.checked(request.named["id"])
    if not isinstance(asked.body, dict):
        raise BadRequest("attributes are the members of a JSON object")
    if asked.body.get("id", id_) != id_:
        raise BadRequest(f"the body speaks of {asked.body['id']}, the address of {id_}")
    return asked, entity.attributes({**asked.body, "id": id_}, asked.context)


def _updated(done: Done, asked: asking.Asked) -> Response:
    """Nothing to say, or what was left out and why."""
    trouble = done.trouble
    if not isinstance(trouble, NotAllUpdated):
        return answering.nothing()
    compact = asked.context.compact
    return answering.plain(
        {
            "updated": [compact(address) for address in trouble.updated],
            "notUpdated": [
                {"attributeName": compact(address), "reason": why} for address, why in trouble.left.items()
            ],
        },
        status=207,
    )


async def patch(face: Face, request: Request) -> Response:
    asked = await asking.told(request, face.contexts)
    address = asked.context.expand(request.named["attribute"])
    fragments = attribute.fragment(request.named["attribute"], _object(asked.body), asked.context)
    verb = verbs.patch(address, fragments)
    await face.write_one(asked, _wish("updateAttrs", asked, address, verb, fragments))
    return answering.nothing()


async def replace(face: Face, request: Request) -> Response:
    asked = await asking.told(request, face.contexts)
    address = asked.context.expand(request.named["attribute"])
    instances = attribute.whole(request.named["attribute"], _object(asked.body), asked.context)
    verb = verbs.replace(address, instances)
    await face.write_one(asked, _wish("replaceAttrs", asked, address, verb, instances))
    return answering.nothing()


def _object(body: Json) -> Json:
    if not isinstance(body, dict | list) or not body:
        raise BadRequest("an attribute is a JSON object with at least one member")
    return body


def _wish(operation: str, asked: asking.Asked, address: str, verb: Verb, instances: list[Instance]) -> Wish:
    id_ = ids.checked(asked.request.named["id"])
    path = attribute_path(id_, address)
    return Wish(
        id_,
        verb,
        body=entity.Body(id_, attributes={address: instances}),
        share=Share(operation, asked.request.method, path, asked.body, address),
    )


async def delete(face: Face, request: Request) -> Response:
    asked = await asking.asked(request, face.contexts)
    address = asked.context.expand(request.named["attribute"])
    every = request.query.get("deleteAll") == "true"
    verb = verbs.delete(address, dataset=request.query.get("datasetId", ""), every=every)
    await face.write_one(asked, _wish("deleteAttrs", asked, address, verb, []))
    return answering.nothing()
