"""``/temporal``: what entities were like (ETSI GS CIM 009, 5.7.3, 5.7.4)."""

from collections.abc import Awaitable, Callable
from functools import partial

from sagacity.broker.access import guarding
from sagacity.broker.door.request import Request, Response
from sagacity.broker.door.routes import Handler, Route
from sagacity.broker.entity import Entity, Json
from sagacity.broker.history import choosing
from sagacity.broker.history.choosing import Series
from sagacity.broker.history.question import Question as Past
from sagacity.broker.ld import ids
from sagacity.broker.ld.errors import TooManyResults
from sagacity.broker.ld.face import Face
from sagacity.broker.ld.linking import resolving
from sagacity.broker.ld.querying import selecting
from sagacity.broker.ld.rendering.representation import Representation
from sagacity.broker.ld.routes.entities import page_links
from sagacity.broker.ld.speaking import answering, asking, parameters
from sagacity.broker.ld.temporal import asking as temporal_asking
from sagacity.broker.ld.temporal.asking import Temporal
from sagacity.broker.ld.temporal.cutting import Reach
from sagacity.broker.ld.temporal.telling import Teller
from sagacity.broker.refusals import NotFound
from sagacity.broker.store.base import Session

BASE = "/ngsi-ld/v1/temporal"
USUAL, MOST = 20, 1000  # entities of one answer
_HEAD = frozenset({"id", "type", "scope", "expiresAt", "createdAt", "modifiedAt"})


def routes(face: Face) -> list[Route]:
    def bind(handler: Callable[[Face, Request], Awaitable[Response]]) -> Handler:
        return lambda request: handler(face, request)

    return [
        Route("GET", f"{BASE}/entities", bind(ask), "read", "ld"),
        Route("GET", f"{BASE}/entities/{{id}}", bind(read), "read", "ld"),
        Route("POST", f"{BASE}/entityOperations/query", bind(ask_in_body), "read", "ld"),
    ]


async def ask(face: Face, request: Request) -> Response:
    asked = await asking.asked(request, face.contexts)
    temporal = temporal_asking.read(request.query, needs_time=True)
    question = selecting.from_address(request.query, asked.context)
    return await _answer(face, asked, question, temporal)


async def ask_in_body(face: Face, request: Request) -> Response:
    asked = await asking.told(request, face.contexts)
    question = selecting.from_body(asked.body, asked.context)
    temporal = temporal_asking.from_body(asked.body, request.query)
    for name in ("attrs", "pick", "omit", "lang", "datasetId"):
        said = asked.body.get(name)
        if said:
            request.query[name] = ",".join(said) if isinstance(said, list) else str(said)
    return await _answer(face, asked, question, temporal)


async def _answer(
    face: Face, asked: asking.Asked, question: selecting.Question, temporal: Temporal
) -> Response:
    """The past of the entities that fit now; those without a past in that time are left out."""
    query = asked.request.query
    kind = answering.accepted(asked.request)
    look = look_of(query, asked)
    count = query.get("count") == "true"
    limit = parameters.whole_number(query, "limit", USUAL, least=0 if count else 1)
    offset = parameters.whole_number(query, "offset", 0)
    if limit > MOST:
        raise TooManyResults(f"one answer holds the past of at most {MOST} entities; use limit and offset")
    await resolving.resolve(face, asked, question)
    selection = await question.selection(
        asked.tenant, face.notes, limit=max(limit, 1) + 1, offset=offset, count=count
    )
    page = await face.broker.find(selection)
    if not page.entities:
        await face.check_tenant(asked.tenant)
    past = partial(_past_of, entities=page.entities[:limit], asked=asked, temporal=temporal, look=look)
    told, reach = await face.broker.read(past)
    headers = page_links(asked.request, limit=limit, offset=offset, more=len(page.entities) > limit)
    if count:
        headers.append(("NGSILD-Results-Count", str(page.total or 0)))
    return await _told(face, asked, told, kind, temporal, reach, headers)


async def _told(
    face: Face,
    asked: asking.Asked,
    told: Json,
    kind: str,
    temporal: Temporal,
    reach: Reach,
    headers: answering.Headers,
) -> Response:
    """The whole, or a part that says how far it reaches."""
    if reach.ends:
        headers = [*headers, ("Content-Range", reach.content_range(temporal))]
    return await answering.answer(
        told,
        kind=kind,
        context=asked.context,
        book=face.contexts,
        status=206 if reach.ends else 200,
        headers=headers,
    )


def look_of(query: dict[str, str], asked: asking.Asked) -> Representation:
    """Options that speak of time are not those of the form of an entity."""
    left = {name: said for name, said in query.items() if name not in ("options", "format")}
    if parameters.wants_system(query):
        left["sysAttrs"] = "true"
    return parameters.representation(left, asked.context)


def _past_of(
    session: Session, *, entities: list[Entity], asked: asking.Asked, temporal: Temporal, look: Representation
) -> tuple[list[dict[str, Json]], Reach]:
    series = series_of(session, asked, tuple(dict.fromkeys(entity.id for entity in entities)))
    mine = [
        (entity, [one for one in series if one.subject[:2] == (entity.id, entity.type)])
        for entity in entities
    ]
    told, reach = _tell(session, mine, asked, temporal, look)
    return [shown for shown in told if shown.keys() - _HEAD], reach


def _tell(
    session: Session,
    mine: list[tuple[Entity, list[Series]]],
    asked: asking.Asked,
    temporal: Temporal,
    look: Representation,
) -> tuple[list[dict[str, Json]], Reach]:
    """Where an attribute has more instances than one answer holds, all are told as far as it reaches."""
    reach = Reach()
    teller = Teller(session, asked.tenant, temporal, look, reach)
    told = [teller.tell(entity, series) for entity, series in mine]
    if reach.ends:
        shorter = Teller(session, asked.tenant, reach.narrowed(temporal), look, Reach())
        told = [shorter.tell(entity, series) for entity, series in mine]
        reach.first, reach.last = shorter.reach.first, shorter.reach.last
    return told, reach


def series_of(
    session: Session, asked: asking.Asked, kept_ids: tuple[str, ...], key: str = ""
) -> list[Series]:
    if not kept_ids:
        return []
    past = Past(
        asked.tenant,
        entities=kept_ids,
        attributes=(key,) if key else (),
        further=True,
        window=guarding.window(asked.request),
    )
    return choosing.series_for(session, past)


async def read(face: Face, request: Request) -> Response:
    asked = await asking.asked(request, face.contexts)
    kind = answering.accepted(request)
    temporal = temporal_asking.read(request.query, needs_time=False)
    look = look_of(request.query, asked)
    id_ = ids.checked(request.named["id"])
    rows = await face.rows(asked.tenant, [id_])

    def past(session: Session) -> tuple[list[dict[str, Json]], Reach]:
        mine = found(session, asked, id_, rows.get(id_))
        return _tell(session, [mine], asked, temporal, look)

    [told], reach = await face.broker.read(past)
    return await _told(face, asked, told, kind, temporal, reach, [])


def found(
    session: Session, asked: asking.Asked, id_: str, row: Entity | None, key: str = ""
) -> tuple[Entity, list[Series]]:
    """The entity and its series; one that is gone is known by its history alone."""
    series = series_of(session, asked, (row.id,) if row else ids.kept_as(id_), key)
    if row is None:
        row = next((gone for one in series if ids.shown(gone := _gone(one)) == id_), None)
    if row is None:
        raise NotFound(f"nothing is known of the past of {id_}")
    return row, [one for one in series if one.subject[:2] == (row.id, row.type)]


def _gone(series: Series) -> Entity:
    return Entity(series.subject.entity, series.subject.type, series.subject.path)
