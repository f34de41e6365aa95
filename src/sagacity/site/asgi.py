"""The one front door: raw ASGI applications by path, every page to Django through WSGI in a few threads."""

import os
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from typing import Any, Protocol, cast

from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sagacity.site.settings")

from sagacity.site.bodies import TooLarge, kept_on_disk

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

THREADS = 4
TOO_LARGE = """<!doctype html>
<html lang="ja">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>ファイルが大きすぎます</title>
<h1>ファイルが大きすぎます</h1>
<p>一度に送れるのは {megabytes} MB までです。ファイルを分けて、もう一度送ってください。</p>
"""


async def alive(scope: Scope, receive: Receive, send: Send) -> None:
    """The process answers; it asks no database, so a restart is never provoked by one that is slow."""
    await _answer(send, 200, b'{"status": "alive"}\n', b"application/json")


# Path → raw ASGI application. A path that ends with / takes everything below it.
RAW: dict[str, Application] = {"/healthz/live": alive}


class Service(Protocol):
    """What a room answers by itself, such as the data-linkage platform, with a start and an end."""

    async def start(self) -> None: ...
    async def stop(self) -> None: ...
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None: ...


BROKER_PATHS = (
    "/v2",
    "/v2/",
    "/version",
    "/statistics",
    "/ngsi-ld/",
    "/iot/",
    "/history/",
    "/oauth2/",
    "/federation/",
    "/models",
    "/models/",
    "/relay/",
)


def make(
    *,
    pages: Application,
    upload_limit: int,
    raw: dict[str, Application] | None = None,
    services: Sequence[Service] = (),
) -> Application:
    """Put the front door together."""
    table = RAW if raw is None else raw

    async def front_door(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send, services)
        elif application := _raw_application(table, scope["path"]):
            await application(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1000})
        else:
            await _page(scope, receive, send, pages, upload_limit)

    return front_door


def _raw_application(table: dict[str, Application], path: str) -> Application | None:
    for prefix, application in table.items():
        if path == prefix or (prefix.endswith("/") and path.startswith(prefix)):
            return application
    return None


async def _page(scope: Scope, receive: Receive, send: Send, pages: Application, limit: int) -> None:
    """A slow phone must not hold one of the few threads: the body is on the disk before Django sees it."""
    try:
        async with kept_on_disk(scope, receive, limit) as body:
            if body is not None:
                await pages(scope, body, send)
    except TooLarge:
        text = TOO_LARGE.format(megabytes=limit // 1024**2)
        await _answer(send, 413, text.encode(), b"text/html; charset=utf-8")


async def _lifespan(receive: Receive, send: Send, services: Sequence[Service]) -> None:
    while True:
        message = await receive()
        starts = message["type"] == "lifespan.startup"
        for service in services if starts else reversed(services):
            await (service.start() if starts else service.stop())
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


async def _answer(send: Send, status: int, body: bytes, kind: bytes) -> None:
    headers = [
        (b"content-type", kind),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def application() -> Application:
    """The whole product as one ASGI application (a factory: threads must not be made before a fork)."""
    from django.conf import settings

    from sagacity.broker import api as broker
    from sagacity.messaging.conversation import live as conversation
    from sagacity.reservations.queue import live
    from sagacity.reservations.remote import live as calls
    from sagacity.site import environment, ports, proxies, zones

    pages = WSGIMiddleware(cast(Any, get_wsgi_application()), workers=THREADS)
    raw, services, others = dict(RAW), list[Service](), dict[int, Application]()
    if zones.serves(settings.ZONE, "/v2/"):
        services.append(platform := broker.serve())
        raw |= dict.fromkeys(BROKER_PATHS, services[0])
        others |= {settings.HISTORY_PORT: broker.HistoryPort(platform)} if settings.HISTORY_PORT else {}
    if zones.serves(settings.ZONE, live.PATH):
        for path, listeners in ((live.PATH, live.Screens()), (conversation.PATH, conversation.Ears())):
            services.append(listeners)
            raw[path] = listeners
    if zones.serves(settings.ZONE, calls.PATH):
        services.append(wires := calls.Wires())
        raw[calls.PATH] = wires
    door = make(
        pages=cast(Application, pages),
        upload_limit=settings.UPLOAD_LIMIT_MB * 1024**2,
        raw=raw,
        services=services,
    )
    return proxies.believing(ports.by_port(door, others), environment.proxies())
