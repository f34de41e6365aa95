"""The broker put together from its parts: routes, the words of each face, followers, what runs beside."""

import asyncio
import importlib
from collections.abc import Awaitable, Callable
from contextlib import suppress
from importlib.util import find_spec
from types import ModuleType

from sagacity.broker.access.admitting import Gate
from sagacity.broker.broker import Broker
from sagacity.broker.door.application import Door, Message, Receive, Say, Scope, Send
from sagacity.broker.door.routes import Route, Routes
from sagacity.broker.reaching import REST_S, Unreachable
from sagacity.broker.settings import Settings

# Each part is a module with some of: routes(broker), around(broker, routes), follower(broker),
# running(broker), heard_from(broker, address), FACES {name: words}.
PARTS = (
    "sagacity.broker.v2.part",
    "sagacity.broker.subscribing.part",
    "sagacity.broker.federating.part",
    "sagacity.broker.ld.part",
    "sagacity.broker.history.part",
    "sagacity.broker.sensors.part",
    "sagacity.broker.access.part",
    "sagacity.broker.modelling.part",
    "sagacity.broker.writing.expiring",
    "sagacity.broker.looking.part",
    "sagacity.broker.passing.part",
)


class Service:
    """A broker that answers: the ASGI application of one process, and what it does beside answering."""

    def __init__(self, settings: Settings, *, broker: Broker | None = None) -> None:
        self.broker = broker or complete(settings)
        parts = _parts()
        routes: list[Route] = []
        faces: dict[str, Say] = {}
        self._running: list[Callable[[Broker], Awaitable[None]]] = []
        for part in parts:
            routes += part.routes(self.broker) if hasattr(part, "routes") else []
            faces |= getattr(part, "FACES", {})
            if hasattr(part, "running"):
                self._running.append(part.running)
        for part in parts:
            routes = part.around(self.broker, routes) if hasattr(part, "around") else routes
        self.routes = routes
        self.door = Door(
            Routes(routes),
            faces=faces,
            admit=Gate(self.broker).admit,
            largest_body=settings.largest_batch_body,
            heard=self._heard_by([part for part in parts if hasattr(part, "heard_from")]),
        )
        self._tasks: list[asyncio.Task[None]] = []
        self.has_begun = False

    def _heard_by(self, parts: list[ModuleType]) -> Callable[[str], None]:
        def heard(address: str) -> None:
            for part in parts:
                part.heard_from(self.broker, address)

        return heard

    async def start(self) -> None:
        """Make the tables, start the writer and everything that runs beside."""
        try:
            self._begin()
        except Unreachable:  # pages go on without it; it joins when its store is back
            self._tasks = [asyncio.create_task(self._begin_later())]

    async def _begin_later(self) -> None:
        while not self.has_begun:
            await asyncio.sleep(REST_S)
            with suppress(Unreachable):
                await asyncio.get_running_loop().run_in_executor(None, self.broker.prepare)
                self._begin()

    def _begin(self) -> None:
        if not self.broker.is_prepared:
            self.broker.prepare()
        self.broker.start()
        self.has_begun = True
        self._tasks += [asyncio.create_task(_run(running, self.broker)) for running in self._running]

    async def stop(self) -> None:
        """End what runs beside, then write what was accepted."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.get_running_loop().run_in_executor(None, self.broker.stop)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] == "http":
            await (self.door if self.has_begun else _not_yet)(scope, receive, send)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        while True:
            message: Message = await receive()
            if message["type"] == "lifespan.startup":
                await self.start()
            else:
                await self.stop()
            await send({"type": f"{message['type']}.complete"})
            if message["type"] == "lifespan.shutdown":
                return


def complete(settings: Settings) -> Broker:
    """A broker whose changes are followed by history and subscriptions, in whatever process it writes."""
    broker = Broker(settings)
    broker.followers += [part.follower(broker) for part in _parts() if hasattr(part, "follower")]
    return broker


def _parts() -> list[ModuleType]:
    return [importlib.import_module(name) for name in PARTS if _exists(name)]


async def _not_yet(scope: Scope, receive: Receive, send: Send) -> None:
    """The store has not answered since this process began."""
    body = b'{"error": "ServiceUnavailable", "description": "the store does not answer just now"}'
    headers = [(b"content-type", b"application/json"), (b"retry-after", b"5")]
    await send({"type": "http.response.start", "status": 503, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _run(running: Callable[[Broker], Awaitable[None]], broker: Broker) -> None:
    await running(broker)


def _exists(name: str) -> bool:
    package = name.rpartition(".")[0]
    return find_spec(package) is not None and find_spec(name) is not None
