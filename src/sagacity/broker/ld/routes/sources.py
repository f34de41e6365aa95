"""``/csourceRegistrations``: who else holds entities (ETSI GS CIM 009, 5.9 and 5.10)."""

import uuid
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote

from sagacity.broker.door.request import Request, Response
from sagacity.broker.door.routes import Handler, Route
from sagacity.broker.entity import Json
from sagacity.broker.federating import forwarding
from sagacity.broker.ld import ids
from sagacity.broker.ld.contexts import gathering
from sagacity.broker.ld.contexts.context import Context
from sagacity.broker.ld.face import Face
from sagacity.broker.ld.federating import intervals, matching, rows, showing, source, telling
from sagacity.broker.ld.federating.rows import StoredSource
from sagacity.broker.ld.federating.source import KeptSource
from sagacity.broker.ld.routes.entities import page_links
from sagacity.broker.ld.speaking import answering, asking, parameters
from sagacity.broker.ld.subscribing.asked import patched, row_id
from sagacity.broker.refusals import AlreadyExists, BadRequest, NotFound
from sagacity.broker.store.base import Session

BASE = "/ngsi-ld/v1/csourceRegistrations"
USUAL = 20
_NARROWING = frozenset({
    "id", "idPattern", "type", "attrs", "q", "csf", "georel", "geometry", "coordinates", "geoproperty",
    "scopeQ", "timerel", "timeAt", "endTimeAt", "timeproperty",
})  # fmt: skip


def routes(face: Face) -> list[Route]:
    def bind(handler: Callable[[Face, Request], Awaitable[Response]]) -> Handler:
        return lambda request: handler(face, request)

    one = f"{BASE}/{{id}}"
    return [
        Route("POST", BASE, bind(create), "administer", "ld"),
        Route("GET", BASE, bind(list_all), "subscribe", "ld"),
        Route("GET", one, bind(read), "subscribe", "ld"),
        Route("PATCH", one, bind(patch), "administer", "ld"),
        Route("DELETE", one, bind(delete), "administer", "ld"),
    ]


async def create(face: Face, request: Request) -> Response:
    asked = await asking.told(request, face.contexts)
    given = _checked(asked.body)
    id_ = ids.checked(given.get("id", f"urn:ngsi-ld:ContextSourceRegistration:{uuid.uuid4()}"))
    kept = KeptSource(id_, given, list(asked.context.written) or None, face.broker.clock())
    await _check(face, kept, asked.tenant, asked.context)
    row = row_id(asked.tenant, id_)

    def work(session: Session) -> None:
        if rows.one(session, row=row) is not None:
            raise AlreadyExists(f"there is a registration {id_} already")
        rows.put(session, row=row, tenant=asked.tenant, kept=kept, at=kept.modified)
        telling.changed(
            session, None, rows.one(session, row=row), at=kept.modified, keyring=face.broker.keyring
        )

    await face.broker.do(work)
    await face.sources.look()
    return answering.nothing(status=201, headers=[("Location", f"{BASE}/{quote(id_, safe=':')}")])


def _checked(given: Json) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise BadRequest("a registration is a JSON object")
    if given.get("type", "ContextSourceRegistration") != "ContextSourceRegistration":
        raise BadRequest("the type of a registration is ContextSourceRegistration")
    return {name: said for name, said in given.items() if name not in ("status", "createdAt", "modifiedAt")}


async def _check(face: Face, kept: KeptSource, tenant: str, context: Context) -> None:
    """A registration that can be read, with an address that may be asked."""
    found = source.read(kept, tenant=tenant, context=context)
    for name in source.INTERVALS:
        intervals.of(kept.given.get(name))
    await forwarding.check_target(face.broker, found.base)


async def list_all(face: Face, request: Request) -> Response:
    """All of them, or those that are meant, each with that of its information which is."""
    asked = await asking.asked(request, face.contexts)
    kind = answering.accepted(request)
    query = request.query
    count = query.get("count") == "true"
    limit = parameters.whole_number(query, "limit", USUAL, least=0 if count else 1)
    offset = parameters.whole_number(query, "offset", 0)
    meant = matching.from_address(query, asked.context) if _NARROWING & query.keys() else None
    system = parameters.wants_system(query)

    def one(session: Session, stored: StoredSource) -> dict[str, Json] | None:
        own = gathering.read_kept(session, stored.kept.context)
        parts = meant.information(stored.kept.given, own) if meant else stored.kept.given["information"]
        return showing.shown(stored, own, asked.context, system=system, parts=parts) if parts else None

    def work(session: Session) -> list[dict[str, Json]]:
        shown = (one(session, stored) for stored in rows.page(session, tenant=asked.tenant))
        return [each for each in shown if each is not None]

    found = await face.broker.read(work)
    more = len(found) > offset + limit
    headers = page_links(request, limit=limit, offset=offset, more=more)
    if count:
        headers.append(("NGSILD-Results-Count", str(len(found))))
    return await answering.answer(
        found[offset : offset + limit], kind=kind, context=asked.context, book=face.contexts, headers=headers
    )


async def read(face: Face, request: Request) -> Response:
    asked = await asking.asked(request, face.contexts)
    kind = answering.accepted(request)

    system = parameters.wants_system(request.query)

    def work(session: Session) -> dict[str, Json]:
        stored = _one(session, asked)
        own = gathering.read_kept(session, stored.kept.context)
        return showing.shown(stored, own, asked.context, system=system)

    value = await face.broker.read(work)
    return await answering.answer(value, kind=kind, context=asked.context, book=face.contexts)


def _one(session: Session, asked: asking.Asked) -> StoredSource:
    id_ = asked.request.named["id"]
    stored = rows.one(session, row=row_id(asked.tenant, id_))
    if stored is None:
        raise NotFound(f"there is no registration {id_}")
    return stored


async def patch(face: Face, request: Request) -> Response:
    asked = await asking.told(request, face.contexts)
    stored: StoredSource = await face.broker.read(lambda session: _one(session, asked))
    given = _checked(patched(stored.kept.given, asked.body))
    written = list(asked.context.written) or stored.kept.context
    kept = KeptSource(stored.kept.id, given, written, face.broker.clock())
    await _check(face, kept, asked.tenant, await face.contexts.read(written))

    def work(session: Session) -> None:
        before = _one(session, asked)
        rows.put(session, row=stored.row, tenant=asked.tenant, kept=kept, at=stored.created)
        telling.changed(session, before, _one(session, asked), at=kept.modified, keyring=face.broker.keyring)

    await face.broker.do(work)
    await face.sources.look()
    return answering.nothing()


async def delete(face: Face, request: Request) -> Response:
    asked = await asking.asked(request, face.contexts)
    row = row_id(asked.tenant, request.named["id"])

    def work(session: Session) -> None:
        before = rows.one(session, row=row)
        if before is None:
            raise NotFound(f"there is no registration {request.named['id']}")
        rows.remove(session, row=row)
        telling.changed(session, before, None, at=face.broker.clock(), keyring=face.broker.keyring)

    await face.broker.do(work)
    await face.sources.look()
    return answering.nothing()
