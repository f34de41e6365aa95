"""The door: a raw ASGI application that reads a request, admits the caller, calls the handler and answers."""

import logging
import uuid
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from sagacity.broker.door.request import Request, Response, named_part
from sagacity.broker.door.routes import Route, Routes
from sagacity.broker.modelling import judging
from sagacity.broker.refusals import Busy, NoKey, Refused, TooLarge

log = logging.getLogger(__name__)

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Say = Callable[[Refused | Exception, Request], Response]  # a face's own words for a refusal
Admit = Callable[[Request, Route], Any]
Heard = Callable[[str], None]  # the address of whoever was answered well

# Whose words an address is refused in that nobody answers.
FIRST_PARTS = {"ngsi-ld": "ld", "iot": "iot", "history": "history", "oauth2": "oauth"}
CORRELATOR = "fiware-correlator"


class Door:
    """``faces`` say refusals by the first part of an address; ``admit`` raises NotAllowed or Busy."""

    def __init__(
        self,
        routes: Routes,
        *,
        faces: dict[str, Say],
        admit: Admit,
        largest_body: int,
        heard: Heard | None = None,
    ) -> None:
        self.routes = routes
        self.faces = faces
        self.admit = admit
        self.largest_body = largest_body
        self.heard = heard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(
            method=scope["method"],
            path=scope["path"],
            query_string=scope["query_string"],
            headers={name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]},
            body=b"",
            client=(scope.get("client") or ("",))[0],
            raw_path=scope.get("raw_path") or scope["path"].encode(),
        )
        correlator = request.headers.get(CORRELATOR) or str(uuid.uuid4())
        request.headers[CORRELATOR] = correlator
        try:
            response = await self._response(scope, receive, request)
        except _Hung:
            return
        if self.heard is not None and response.status < 400:
            self.heard(request.client)
        if (tenant := request.headers.get("ngsild-tenant")) is not None:
            response.headers.append(("NGSILD-Tenant", tenant))
        response.headers += [*judging.header(), ("Fiware-Correlator", correlator)]
        await _answer(send, response, head=request.method == "HEAD")

    async def _response(self, scope: Scope, receive: Receive, request: Request) -> Response:
        found = self.routes.find(request.raw_path.decode("latin-1"))
        say = self.faces[_face(request.path)]
        if found is None:
            return say(NoSuchAddress(request.path), request)
        methods, named = found
        route = methods.get(request.method) or (methods.get("GET") if request.method == "HEAD" else None)
        if route is None:
            refused = say(MethodNotAllowed(request.method), request)
            refused.headers.append(("Allow", ", ".join(sorted(methods))))
            return refused
        request.named = {name: named_part(part) for name, part in named.items()}
        try:
            request.caller = await self._admitted(request, route)
            request.body = await self._body(receive, request)
            if request.proof is not None:
                request.proof(request.body)
            return await route.handler(request)
        except Refused as refused_:
            return _advised(self.faces[route.face](refused_, request), refused_)
        except _Hung:
            raise
        except Exception as problem:
            log.exception("%s %s", request.method, route.template)
            return self.faces[route.face](problem, request)

    async def _admitted(self, request: Request, route: Route) -> Any:
        while True:
            try:
                return self.admit(request, route)
            except NotYet as first:  # again only if what was found out has ended since
                await first.finish()

    async def _body(self, receive: Receive, request: Request) -> bytes:
        said = request.headers.get("content-length", "")
        if said.isdigit() and int(said) > self.largest_body:
            raise TooLarge(f"the body is larger than {self.largest_body} bytes")
        message = await receive()
        body: bytes = message.get("body", b"")
        if message["type"] == "http.disconnect":
            raise _Hung
        if not message.get("more_body"):
            return body
        parts, size = [body], len(body)
        while message.get("more_body"):
            message = await receive()
            if message["type"] == "http.disconnect":
                raise _Hung
            parts.append(message.get("body", b""))
            size += len(parts[-1])
            if size > self.largest_body:
                raise TooLarge(f"the body is larger than {self.largest_body} bytes")
        return b"".join(parts)


class NotYet(Exception):
    """Whether the caller comes in is known when ``finish`` is done; it takes time and may raise Refused."""

    def __init__(self, finish: Callable[[], Awaitable[None]]) -> None:
        super().__init__()
        self.finish = finish


class _Hung(Exception):
    """The caller hung up while speaking."""


class NoSuchAddress(Refused):
    """Nothing answers there."""


class MethodNotAllowed(Refused):
    """The address is right, the method is not."""


def _face(path: str) -> str:
    first = path.split("/", 2)[1]
    return FIRST_PARTS.get(first, "v2")


def _advised(response: Response, refused: Refused) -> Response:
    """What to do next, where HTTP has a header for it."""
    if isinstance(refused, Busy) and refused.retry_after:
        response.headers.append(("Retry-After", str(refused.retry_after)))
    elif isinstance(refused, NoKey) and "WWW-Authenticate" not in dict(response.headers):
        response.headers.append(("WWW-Authenticate", 'Bearer realm="broker"'))
    return response


async def _answer(send: Send, response: Response, *, head: bool) -> None:
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in response.headers]
    if response.body or response.parts is not None:
        headers.append((b"content-type", response.media_type.encode("latin-1")))
    if response.status != 204 and response.parts is None:
        headers.append((b"content-length", str(len(response.body)).encode()))
    await send({"type": "http.response.start", "status": response.status, "headers": headers})
    if response.parts is not None and not head:
        async for part in response.parts:
            await send({"type": "http.response.body", "body": part, "more_body": True})
    await send({"type": "http.response.body", "body": b"" if head else response.body})
