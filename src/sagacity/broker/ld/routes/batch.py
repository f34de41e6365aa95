"""``/entityOperations``: many entities in one request, each accepted or refused by itself."""

from collections.abc import Callable

from sagacity.broker.door import json
from sagacity.broker.door.request import Request, Response
from sagacity.broker.door.routes import Handler, Route
from sagacity.broker.entity import Json
from sagacity.broker.ld import errors, ids
from sagacity.broker.ld.contexts.context import Context
from sagacity.broker.ld.face import Face, Wish
from sagacity.broker.ld.federating.writing import Share, entity_path
from sagacity.broker.ld.querying import selecting
from sagacity.broker.ld.reading import entity as reading
from sagacity.broker.ld.routes.entities import answer_question, dated, is_plain
from sagacity.broker.ld.speaking import answering, asking, parameters
from sagacity.broker.ld.speaking.tenant import tenant_of
from sagacity.broker.ld.verbs import entities as verbs
from sagacity.broker.refusals import BadRequest, Refused
from sagacity.broker.writing.change import Done, Result

BASE = "/ngsi-ld/v1/entityOperations"
MOST = 10_000  # entities of one request
Maker = Callable[[Json, Context, Request], Wish]
Outcome = tuple[str, Result]  # id of the entity, what became of it


def routes(face: Face) -> list[Route]:
    def bind(maker: Maker, created_status: int) -> Handler:
        async def handler(request: Request) -> Response:
            return await carry_out(face, request, maker, created_status)

        return handler

    async def question(request: Request) -> Response:
        return await ask(face, request)

    async def deletion(request: Request) -> Response:
        return await delete(face, request)

    def post(word: str, handler: Handler, access: str = "write") -> Route:
        return Route("POST", f"{BASE}/{word}", handler, "read" if access == "read" else "write", "ld")

    return [
        post("create", bind(_create, 201)),
        post("upsert", bind(_upsert, 201)),
        post("update", bind(_update, 204)),
        post("merge", bind(_merge, 204)),
        post("delete", deletion),
        post("query", question, "read"),
    ]


def _create(given: Json, context: Context, request: Request) -> Wish:
    body = reading.whole(given, context, plain=is_plain(request.query))
    share = Share("createEntity", "POST", "/entities", given)
    return Wish(body.id, verbs.create(body), body=body, creates=True, share=share)


def _upsert(given: Json, context: Context, request: Request) -> Wish:
    body = reading.whole(given, context, plain=is_plain(request.query))
    whole = "update" not in parameters.options_of(request.query)
    share = Share("updateEntity", "POST", "/entityOperations/upsert", given, listed=True)
    return Wish(body.id, verbs.upsert(body, whole=whole), body=body, creates=True, share=share)


def _update(given: Json, context: Context, request: Request) -> Wish:
    body = reading.attributes(given, context)
    overwrite = "noOverwrite" not in parameters.options_of(request.query)
    share = Share("appendAttrs", "POST", f"{entity_path(body.id)}/attrs", given)
    return Wish(ids.checked(body.id), verbs.append(body, overwrite=overwrite), body=body, share=share)


def _merge(given: Json, context: Context, request: Request) -> Wish:
    body = reading.fragment(given, context, plain=is_plain(request.query))
    body = dated(body, request.query.get("observedAt"))
    verb = verbs.merge(body, lang=request.query.get("lang", ""))
    share = Share("mergeEntity", "PATCH", entity_path(body.id), given)
    return Wish(ids.checked(body.id), verb, body=body, share=share)


async def carry_out(face: Face, request: Request, maker: Maker, created_status: int) -> Response:
    """Read every entity by itself, write those that could be read, and tell what became of each."""
    asked, given = await _listed(face, request)
    outcomes: list[Outcome] = []
    wishes: list[Wish] = []
    for one in given:
        try:
            context = await _context(one, asked, face)
            wishes.append(maker(asking.without_context(one), context, request))
        except Refused as refused:
            outcomes.append((_id_of(one), refused))
    results = await face.write(asked, wishes) if wishes else []
    outcomes += [(wish.id, result) for wish, result in zip(wishes, results, strict=True)]
    return tell(outcomes, created_status)


async def _listed(face: Face, request: Request) -> tuple[asking.Asked, list[Json]]:
    kind = request.media_type
    if kind not in (asking.JSON, asking.JSON_LD):
        raise errors.UnsupportedMediaType(f"send {asking.JSON} or {asking.JSON_LD}, not {kind!r}")
    body = json.parse(request.body)
    if not isinstance(body, list) or not body:
        raise BadRequest("the body is a JSON array with at least one member")
    if len(body) > MOST:
        raise BadRequest(f"one request takes at most {MOST} entities")
    linked = asking.link(request)
    if kind == asking.JSON_LD and linked is not None:
        raise BadRequest("entities in application/ld+json bring their @context; leave the Link out")
    asked = asking.Asked(request, tenant_of(request), await face.contexts.read(linked), body)
    return asked, body


async def _context(given: Json, asked: asking.Asked, face: Face) -> Context:
    linked = asking.link(asked.request)
    return await asking.context_of(asked.request.media_type, given, linked, face.contexts)


def _id_of(given: Json) -> str:
    return str(given.get("id", "")) if isinstance(given, dict) else ""


def tell(outcomes: list[Outcome], created_status: int) -> Response:
    """204 or 201 when all went well, else 207 with both lists."""
    failed = [(id_, result) for id_, result in outcomes if isinstance(result, Refused)]
    done = [(id_, result) for id_, result in outcomes if isinstance(result, Done)]
    if failed:
        return answering.plain(
            {
                "success": list(dict.fromkeys(id_ for id_, _ in done)),
                "errors": [{"entityId": id_, "error": errors.problem(refused)} for id_, refused in failed],
            },
            status=207,
        )
    created = [id_ for id_, result in done if result.before is None]
    if created_status == 201 and created:
        return answering.plain(created, status=201)
    return answering.nothing()


async def delete(face: Face, request: Request) -> Response:
    asked, given = await _listed(face, request)
    outcomes: list[Outcome] = []
    wishes: list[Wish] = []
    for one in given:
        try:
            id_ = ids.checked(one)
            share = Share("deleteEntity", "DELETE", entity_path(id_))
            wishes.append(Wish(id_, verbs.delete(id_), share=share))
        except Refused as refused:
            outcomes.append((str(one), refused))
    results = await face.write(asked, wishes) if wishes else []
    outcomes += [(wish.id, result) for wish, result in zip(wishes, results, strict=True)]
    return tell(outcomes, 204)


async def ask(face: Face, request: Request) -> Response:
    """A question too long for an address; what shapes the answer joins the parameters."""
    asked = await asking.told(request, face.contexts)
    question = selecting.from_body(asked.body, asked.context)
    if asked.body.get("type", "Query") != "Query":
        raise BadRequest("the type of a question in a body is Query")
    for name in ("attrs", "pick", "omit", "lang", "datasetId", "join", "joinLevel", "containedBy"):
        said = asked.body.get(name)
        if said:
            request.query[name] = ",".join(said) if isinstance(said, list) else str(said)
    return await answer_question(face, asked, question)
