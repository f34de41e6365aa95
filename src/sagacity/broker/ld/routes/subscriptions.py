"""``/subscriptions``, ``/csourceSubscriptions``: who wants to be told what (ETSI GS CIM 009, 5.8, 5.11)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from sagacity.broker.access import owning
from sagacity.broker.delivering import address, outbox
from sagacity.broker.delivering.outgoing import Outgoing
from sagacity.broker.delivering.targets import NobodyThere, TargetRefused
from sagacity.broker.door.request import Request, Response
from sagacity.broker.door.routes import Handler, Route
from sagacity.broker.entity import Json
from sagacity.broker.ld.contexts.context import Context
from sagacity.broker.ld.face import Face
from sagacity.broker.ld.federating import matching, telling
from sagacity.broker.ld.routes.entities import MOST, USUAL, page_links
from sagacity.broker.ld.speaking import answering, asking, parameters
from sagacity.broker.ld.subscribing import asked as asking_for
from sagacity.broker.ld.subscribing import compiling, endpoints, showing
from sagacity.broker.ld.subscribing.asked import Kept
from sagacity.broker.ld.terms import NULL
from sagacity.broker.refusals import AlreadyExists, BadRequest, NotFound
from sagacity.broker.store.base import Session
from sagacity.broker.subscribing import rows, targets
from sagacity.broker.subscribing.rows import Stored

WORDS = "ld"  # the face in whose words refusals are said
_EVERYWHERE = "/#"


@dataclass(frozen=True, slots=True)
class Kind:
    """``face`` in the store; ``begin``: what is told at the beginning."""

    base: str
    face: str
    begin: Callable[[Session, Stored, int], list[Outgoing]]

    def row(self, tenant: str, id_: str) -> str:
        """The id of the row; both kinds may have subscriptions of one id."""
        return asking_for.row_id(tenant, id_) if self.face == WORDS else f"{self.face} {tenant}/{id_}"


def _nothing(session: Session, stored: Stored, at: int) -> list[Outgoing]:
    return []


def _all_sources(session: Session, stored: Stored, at: int) -> list[Outgoing]:
    return telling.everything(session, stored, at=at) if stored.status == "active" else []


OF_ENTITIES = Kind("/ngsi-ld/v1/subscriptions", WORDS, _nothing)
OF_SOURCES = Kind("/ngsi-ld/v1/csourceSubscriptions", telling.FACE, _all_sources)


def routes(face: Face) -> list[Route]:
    def bind(handler: Callable[[Face, Kind, Request], Awaitable[Response]], kind: Kind) -> Handler:
        return lambda request: handler(face, kind, request)

    return [
        Route(method, kind.base + below, bind(handler, kind), "subscribe", WORDS)
        for kind in (OF_ENTITIES, OF_SOURCES)
        for method, below, handler in (
            ("POST", "", create),
            ("GET", "", list_all),
            ("GET", "/{id}", read),
            ("PATCH", "/{id}", patch),
            ("DELETE", "/{id}", delete),
        )
    ]


async def create(face: Face, kind: Kind, request: Request) -> Response:
    asked = await asking.told(request, face.contexts)
    at = face.broker.clock()
    given = _checked(kind, asked.body, asked.context, at)
    await _check_target(face, given)
    id_ = asking_for.id_of(given)
    kept = await _kept(face, asked, given, id_)
    stored = Stored(
        kind.row(asked.tenant, id_),
        kind.face,
        asked.tenant,
        _EVERYWHERE,
        asking_for.to_bytes(kept),
        _status(given),
        at,
    )

    def work(session: Session) -> None:
        if rows.one(session, tenant=asked.tenant, face=kind.face, id_=stored.id) is not None:
            raise AlreadyExists(f"there is a subscription {id_} already")
        owning.put(session, stored.id, request.caller)
        rows.insert(session, stored)
        outbox.put(session, kind.begin(session, stored, at))

    await face.broker.do(work)
    return answering.nothing(status=201, headers=[("Location", f"{kind.base}/{quote(id_, safe=':')}")])


def _status(given: dict[str, Any]) -> str:
    return "active" if given.get("isActive", True) else "inactive"


async def _kept(face: Face, asked: asking.Asked, given: dict[str, Any], id_: str) -> Kept:
    """Names are read by the context of the request; notifications speak by jsonldContext, if it is named."""
    named = given.pop("jsonldContext", None)
    if named not in (None, NULL):
        await face.contexts.read(named)
        return Kept(id_, given, [named, *asked.context.written], named, face.broker.clock())
    link = await face.contexts.address(asked.context)
    return Kept(id_, given, list(asked.context.written) or None, link, face.broker.clock())


async def _check_target(face: Face, given: dict[str, Any]) -> None:
    """Refuse an address inside; a name that leads nowhere yet is fine."""
    endpoint = endpoints.read(given["notification"]["endpoint"])
    try:
        where = address.parse(endpoint.uri, endpoints.SCHEMES)
        await targets.of(face.broker.settings).resolve(where)
    except TargetRefused as refused:
        raise BadRequest(f"endpoint.uri: {refused}") from refused
    except NobodyThere:
        return


async def list_all(face: Face, kind: Kind, request: Request) -> Response:
    asked = await asking.asked(request, face.contexts)
    media = answering.accepted(request)
    query = request.query
    count = query.get("count") == "true"
    limit = parameters.whole_number(query, "limit", USUAL, least=0 if count else 1)
    offset = parameters.whole_number(query, "offset", 0)
    system = parameters.wants_system(query)
    owner = owning.only(request, asked.tenant)

    def work(session: Session) -> tuple[list[dict[str, Json]], int]:
        page = rows.page(
            session,
            tenant=asked.tenant,
            face=kind.face,
            owner=owner,
            limit=min(limit, MOST) + 1,
            offset=offset,
        )
        total = rows.count(session, tenant=asked.tenant, face=kind.face, owner=owner) if count else 0
        return [_shown(session, stored, face, asked, system) for stored in page], total

    page, total = await face.broker.read(work)
    headers = page_links(request, limit=limit, offset=offset, more=len(page) > limit)
    if count:
        headers.append(("NGSILD-Results-Count", str(total)))
    return await answering.answer(
        page[:limit], kind=media, context=asked.context, book=face.contexts, headers=headers
    )


def _shown(
    session: Session, stored: Stored, face: Face, asked: asking.Asked, system: bool
) -> dict[str, Json]:
    own = compiling.context_of(stored, session)
    return showing.shown(stored, own, asked.context, at=face.broker.clock(), system=system)


async def read(face: Face, kind: Kind, request: Request) -> Response:
    asked = await asking.asked(request, face.contexts)
    media = answering.accepted(request)
    system = parameters.wants_system(request.query)
    value = await face.broker.read(
        lambda session: _shown(session, _one(session, kind, asked), face, asked, system)
    )
    return await answering.answer(value, kind=media, context=asked.context, book=face.contexts)


def _one(session: Session, kind: Kind, asked: asking.Asked) -> Stored:
    id_ = asked.request.named["id"]
    row = kind.row(asked.tenant, id_)
    stored = rows.one(session, tenant=asked.tenant, face=kind.face, id_=row)
    owner = owning.only(asked.request, asked.tenant)
    if stored is None or not owning.is_of(session, row, owner):
        raise NotFound(f"there is no subscription {id_}")
    return stored


async def patch(face: Face, kind: Kind, request: Request) -> Response:
    """What is named changes; names without a context of their own keep their meaning."""
    asked = await asking.told(request, face.contexts)

    def context(session: Session) -> Json:
        return asking_for.from_bytes(_one(session, kind, asked).body).context

    before = await face.broker.read(context)
    if not asked.context.written and before is not None:
        asked = replace(asked, context=await face.contexts.read(before))
    stored: Stored = await face.broker.read(lambda session: _one(session, kind, asked))
    given = _changed(kind, stored, asked, face)
    await _check_target(face, given)
    kept = await _kept(face, asked, given, asking_for.from_bytes(stored.body).id)

    def work(session: Session) -> None:
        now = _one(session, kind, asked)
        changed = _changed(kind, now, asked, face)
        changed.pop("jsonldContext", None)
        body = asking_for.to_bytes(Kept(kept.id, changed, kept.context, kept.link, kept.modified))
        rows.change(session, now.id, body=body, status=_status(changed), max_fails=None)

    await face.broker.do(work)
    return answering.nothing()


def _changed(kind: Kind, stored: Stored, asked: asking.Asked, face: Face) -> dict[str, Any]:
    given = asking_for.patched(asking_for.from_bytes(stored.body).given, asked.body)
    return _checked(kind, given, asked.context, face.broker.clock())


def _checked(kind: Kind, given: Json, context: Context, at: int) -> dict[str, Any]:
    found = asking_for.check(given, context, at=at)
    if kind is OF_SOURCES:
        matching.from_subscription(found, context)
    return found


async def delete(face: Face, kind: Kind, request: Request) -> Response:
    asked = await asking.asked(request, face.contexts)

    def work(session: Session) -> None:
        rows.remove(session, tenant=asked.tenant, face=kind.face, id_=_one(session, kind, asked).id)

    await face.broker.do(work)
    return answering.nothing()
