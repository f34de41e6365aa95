"""The addresses of NGSIv2 for subscriptions."""

from sagacity.broker.access import owning
from sagacity.broker.broker import Broker
from sagacity.broker.door.request import Request, Response
from sagacity.broker.door.routes import Route
from sagacity.broker.entity import Json
from sagacity.broker.refusals import BadRequest, NotFound
from sagacity.broker.store.base import Session
from sagacity.broker.subscribing import asked, asking, ids, rows, targets, v2_showing
from sagacity.broker.subscribing.asked import Asked
from sagacity.broker.subscribing.rows import Stored
from sagacity.broker.v2 import bodies, headers, options

FACE = "v2"
NOT_FOUND = "The requested subscription has not been found. Check id"
_EVERYWHERE = "/#"


def routes(broker: Broker) -> list[Route]:
    """All of them."""
    desk = Desk(broker)
    all_, one = "/v2/subscriptions", "/v2/subscriptions/{id}"
    return [
        Route("GET", all_, desk.list, "subscribe", FACE),
        Route("POST", all_, desk.create, "subscribe", FACE),
        Route("GET", one, desk.get, "subscribe", FACE),
        Route("PATCH", one, desk.patch, "subscribe", FACE),
        Route("DELETE", one, desk.delete, "subscribe", FACE),
    ]


class Desk:
    """Answers requests about subscriptions."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker
        self._targets = targets.of(broker.settings)

    async def list(self, request: Request) -> Response:
        """GET: a page of them, those of exactly one path if the header names one."""
        tenant, path = headers.tenant_of(request), _path(request)
        parameters = options.parameters(request)
        limit, offset = options.limit(parameters), options.offset(parameters)
        counted = "count" in options.options(parameters)
        path = "" if "fiware-servicepath" not in request.headers or path == _EVERYWHERE else path
        owner = owning.only(request, tenant)

        def work(session: Session) -> tuple[list[Stored], int]:
            page = rows.page(
                session, tenant=tenant, face=FACE, path=path, owner=owner, limit=limit, offset=offset
            )
            total = rows.count(session, tenant=tenant, face=FACE, path=path, owner=owner) if counted else 0
            return page, total

        page, total = await self._broker.read(work)
        at = self._broker.clock()
        answer = bodies.answer([v2_showing.shown(stored, at=at) for stored in page], request)
        if counted:
            answer.headers.append(("Fiware-Total-Count", str(total)))
        return answer

    async def create(self, request: Request) -> Response:
        """POST: a new one; nothing is sent yet."""
        tenant, path = headers.tenant_of(request), _path(request)
        found = asking.parse(self._body(request))
        await targets.check(self._targets, found)
        at = self._broker.clock()
        body, status, max_fails = _kept(found, "active")
        stored = Stored(ids.new(at), FACE, tenant, path, body, status, at, max_fails=max_fails)

        def work(session: Session) -> None:
            owning.put(session, stored.id, request.caller)
            rows.insert(session, stored)

        await self._broker.do(work)
        return Response(201, headers=[("Location", f"/v2/subscriptions/{stored.id}")])

    async def get(self, request: Request) -> Response:
        """GET one; the path does not matter."""
        tenant, id_ = headers.tenant_of(request), request.named["id"]
        owner = owning.only(request, tenant)
        stored = await self._broker.read(lambda session: _one(session, tenant, id_, owner))
        return bodies.answer(v2_showing.shown(stored, at=self._broker.clock()), request)

    async def patch(self, request: Request) -> Response:
        """PATCH: what is named changes."""
        tenant, id_, body = headers.tenant_of(request), request.named["id"], self._body(request)
        owner = owning.only(request, tenant)
        before = await self._broker.read(lambda session: _one(session, tenant, id_, owner))
        await targets.check(self._targets, asking.patched(asked.from_bytes(before.body), body))

        def work(session: Session) -> None:
            stored = _one(session, tenant, id_, owner)
            kept, status, max_fails = _kept(
                asking.patched(asked.from_bytes(stored.body), body), stored.status
            )
            rows.change(session, id_, body=kept, status=status, max_fails=max_fails)

        await self._broker.do(work)
        return Response(204)

    async def delete(self, request: Request) -> Response:
        """DELETE: with what still waits for its receiver."""
        tenant, id_ = headers.tenant_of(request), request.named["id"]
        owner = owning.only(request, tenant)

        def work(session: Session) -> None:
            _one(session, tenant, id_, owner)
            if not rows.remove(session, tenant=tenant, face=FACE, id_=id_):
                raise NotFound(NOT_FOUND)

        await self._broker.do(work)
        return Response(204)

    def _body(self, request: Request) -> Json:
        return bodies.read_json(request, largest=self._broker.settings.largest_body)


def _one(session: Session, tenant: str, id_: str, owner: str) -> Stored:
    stored = rows.one(session, tenant=tenant, face=FACE, id_=id_) if ids.is_one(id_) else None
    if stored is None or not owning.is_of(session, id_, owner):
        raise NotFound(NOT_FOUND)
    return stored


def _kept(found: Asked, status: str) -> tuple[bytes, str, int | None]:
    """What is stored of a subscription: its body, its status, its limit of failures."""
    limit = found.notification.max_fails_limit
    body = asked.to_bytes(asked.without_status(found))
    return body, found.status or status, limit if isinstance(limit, int) else None


def _path(request: Request) -> str:
    """The service path as the header says it; ``/#`` if it says nothing."""
    scopes = headers.paths_for_query(request)
    if len(scopes) > 1:
        raise BadRequest("a subscription has one service path")
    return scopes[0].path if not scopes[0].subtree else f"{scopes[0].path.rstrip('/')}/#"
