"""Another house, played on loopback: its server in a thread of its own, for demonstrations and stories."""

import asyncio
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from aiohttp import web

PATIENCE = 10.0  # seconds to begin, and to end
LARGEST = 16 * 1024 * 1024  # bytes of a request


class House(Protocol):
    """Somebody who answers at an address."""

    base: str

    def routes(self) -> "Sequence[web.AbstractRouteDef]":
        """What it answers, below its base."""
        ...


H = TypeVar("H", bound=House)


@contextmanager
def serving(house: H, *, port: int = 0) -> Iterator[H]:
    """The house answers until the block ends, and knows its own address."""
    with loop_in_thread() as loop:
        runner = asyncio.run_coroutine_threadsafe(_serve(house, port), loop).result(PATIENCE)
        try:
            yield house
        finally:
            asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(PATIENCE)


@contextmanager
def loop_in_thread() -> Iterator[asyncio.AbstractEventLoop]:
    """A loop that ends with its block."""
    import uvloop

    loop = uvloop.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="outside", daemon=True)
    thread.start()
    try:
        yield loop
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(PATIENCE)
        loop.close()


async def _serve(house: House, port: int) -> "web.AppRunner":
    from aiohttp import web

    application = web.Application(client_max_size=LARGEST)
    application.add_routes([*house.routes(), web.get("/favicon.ico", _no_picture)])
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    house.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    return runner


async def _no_picture(request: "web.Request") -> "web.Response":
    from aiohttp import web

    return web.Response(status=204)
