"""``/entities``: create, ask, read, replace, merge, delete."""

from collections.abc import Awaitable, Callable
from urllib.parse import quote, urlencode

from sagacity.broker.door.request import Request, Response
from sagacity.broker.door.routes import Route
from sagacity.broker.entity import Json
from sagacity.broker.ld import ids, times
from sagacity.broker.ld.errors import TooManyResults
from sagacity.broker.ld.face import Face, Wish
from sagacity.broker.ld.federating import reading as federated
from sagacity.broker.ld.federating.writing import Share, entity_path
from sagacity.broker.ld.linking import join, resolving
from sagacity.broker.ld.linking.forms import Form
from sagacity.broker.ld.querying import selecting
from sagacity.broker.ld.reading import entity as reading
from sagacity.broker.ld.rendering import entity as rendering
from sagacity.broker.ld.speaking import answering, asking, parameters
from sagacity.broker.ld.verbs import entities as verbs
from sagacity.broker.refusals import BadRequest, NotFound

BASE = "/ngsi-ld/v1/entities"
MOST = 1000  # entities of one answer
USUAL = 20

Handler = Callable[[Request], Awaitable[Response]]


def routes(face: Face) -> list[Route]:
    def bind(handler: Callable[[Face, Request], Awaitable[Response]]) -> Handler:
        return lambda request: handler(face, request)

    one = f"{BASE}/{{id}}"
    return [
        Route("POST", BASE, bind(create), "write", "ld"),
        Route("GET", BASE, bind(ask), "read", "ld"),
        Route("GET", one, bind(read), "read", "ld"),
        Route("PUT", one, bind(replace), "write", "ld"),
        Route("PATCH", one, bind(merge), "write", "ld"),
        Route("DELETE", one, bind(delete), "write", "ld"),
    ]


async def create(face: Face, request: Request) -> Response:
    asked = await asking.told(request, face.contexts)
    body = reading.whole(asked.body, asked.context, plain=is_plain(request.query))
    await face.write_one(
        asked,
        Wish(
            body.id,
            verbs.create(body),
            body=body,
            creates=True,
            share=Share("createEntity", "POST", "/entities", asked.body),
        ),
    )
    return answering.nothing(status=201, headers=[("Location", location(body.id))])


def location(id_: str) -> str:
    return f"{BASE}/{quote(id_, safe=':')}"


def is_plain(query: dict[str, str]) -> bool:
    """Whether attributes come as plain values."""
    return parameters.form_of(query, parameters.options_of(query)) == "simplified"


async def ask(face: Face, request: Request) -> Response:
    asked = await asking.asked(request, face.contexts)
    question = selecting.from_address(request.query, asked.context)
    return await answer_question(face, asked, question)


async def answer_question(face: Face, asked: asking.Asked, question: selecting.Question) -> Response:
    """One page of the entities a question finds, in the form that was asked for."""
    query = asked.request.query
    kind = _kind(asked.request)
    look, how = parameters.representation(query, asked.context), join.read(query)
    count = query.get("count") == "true" or "count" in parameters.options_of(query)
    limit = parameters.whole_number(query, "limit", USUAL, least=0 if count else 1)
    offset = parameters.whole_number(query, "offset", 0)
    if limit > MOST:
        raise TooManyResults(f"one answer holds at most {MOST} entities; use limit and offset")
    await resolving.resolve(face, asked, question)
    page = await federated.find(face, asked, question, limit=max(limit, 1) + 1, offset=offset, count=count)
    if not page.entities:
        await face.check_tenant(asked.tenant)
    headers = page_links(asked.request, limit=limit, offset=offset, more=len(page.entities) > limit)
    if count:
        headers.append(("NGSILD-Results-Count", str(page.total or 0)))
    form = Form(look, how, kind, place_of(query, asked))
    value = await form.several(face, asked, page.entities[:limit])
    return await answering.answer(
        value,
        kind=kind,
        context=asked.context,
        book=face.contexts,
        headers=headers,
        bare=answering.prefers_bare(asked.request),
    )


def _kind(request: Request) -> str:
    """The media type of the answer; what goes with none, or with another alone, is refused."""
    parameters.refuse_what_is_not_kept(request.query)
    kind = answering.accepted(request, geojson=True)
    if "geometryProperty" in request.query and kind != answering.GEOJSON:
        raise BadRequest(f"geometryProperty goes with Accept: {answering.GEOJSON}")
    return kind


def place_of(query: dict[str, str], asked: asking.Asked) -> str:
    """The address of the GeoProperty that is the geometry of a feature."""
    return asked.context.expand(query.get("geometryProperty", "location"))


def page_links(request: Request, *, limit: int, offset: int, more: bool) -> answering.Headers:
    """Where the next and the previous page are."""
    found: answering.Headers = []
    if request.method != "GET":
        return found
    for relation, start in (("next", offset + limit), ("prev", max(offset - limit, 0))):
        if (relation == "next" and not more) or (relation == "prev" and offset == 0) or limit == 0:
            continue
        query = {**request.query, "limit": str(limit), "offset": str(start)}
        kind = answering.accepted(request, geojson=True)
        found.append(("Link", f'<{request.path}?{urlencode(query)}>; rel="{relation}"; type="{kind}"'))
    return found


async def read(face: Face, request: Request) -> Response:
    asked = await asking.asked(request, face.contexts)
    kind = _kind(request)
    look, how = parameters.representation(request.query, asked.context), join.read(request.query)
    id_ = ids.checked(request.named["id"])
    entity = await federated.one(face, asked, id_) or await face.row(asked.tenant, id_)
    types = selecting.types_of(request.query.get("type"), asked.context)
    if types is not None and not types.matches(entity):
        raise NotFound(f"the entity {id_} is not of the type {request.query['type']}")
    if look.attrs and not look.attrs & set(rendering.addresses(entity)):
        raise NotFound(f"the entity {request.named['id']} has none of the attributes asked for")
    form = Form(look, how, kind, place_of(request.query, asked))
    value = await form.one(face, asked, entity)
    return await answering.answer(
        value,
        kind=kind,
        context=asked.context,
        book=face.contexts,
        bare=answering.prefers_bare(request),
    )


async def replace(face: Face, request: Request) -> Response:
    asked = await asking.told(request, face.contexts)
    given = with_id(asked.body, request.named["id"])
    body = reading.whole(given, asked.context, plain=is_plain(request.query))
    await face.write_one(
        asked,
        Wish(
            body.id,
            verbs.replace(body),
            body=body,
            share=Share("replaceEntity", "PUT", entity_path(body.id), given),
        ),
    )
    return answering.nothing()


def with_id(body: Json, id_: str) -> Json:
    """The id of the address stands for one the body leaves out; another is refused."""
    ids.checked(id_)
    if not isinstance(body, dict):
        raise BadRequest("an entity is a JSON object")
    if body.get("id", id_) != id_:
        raise BadRequest(f"the body speaks of {body['id']}, the address of {id_}")
    return {**body, "id": id_}


async def merge(face: Face, request: Request) -> Response:
    asked = await asking.told(request, face.contexts)
    id_ = ids.checked(request.named["id"])
    body = reading.fragment(asked.body, asked.context, entity_id=id_, plain=is_plain(request.query))
    body = dated(body, request.query.get("observedAt"))
    await face.write_one(
        asked,
        Wish(
            id_,
            verbs.merge(body, lang=request.query.get("lang", "")),
            body=body,
            share=Share("mergeEntity", "PATCH", entity_path(id_), asked.body),
        ),
    )
    return answering.nothing()


def dated(body: reading.Body, observed_at: str | None) -> reading.Body:
    """Every attribute that does not say when it was observed, was observed then."""
    if observed_at is not None:
        times.milliseconds(observed_at)
        for instances in body.attributes.values():
            for one in instances:
                one.members = {"observedAt": observed_at, **one.members}
    return body


async def delete(face: Face, request: Request) -> Response:
    asked = await asking.asked(request, face.contexts)
    id_ = ids.checked(request.named["id"])
    await face.write_one(
        asked, Wish(id_, verbs.delete(id_), share=Share("deleteEntity", "DELETE", entity_path(id_)))
    )
    return answering.nothing()
