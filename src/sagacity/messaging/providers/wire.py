"""The way out by http: one thread with kept connections per process, beside the thread that writes results.

So answers keep coming in while the database is busy, and the next batch finds its connections open.
"""

import asyncio
import atexit
import queue
import threading
from collections.abc import Callable, Coroutine, Iterator, Sequence
from typing import Any, Generic, TypeVar

import aiohttp
import uvloop

from sagacity.messaging.providers.resolving import PublicResolver

T = TypeVar("T")
R = TypeVar("R")
IN_FLIGHT = 100
SOME = 100  # answers are handed on by the hundred …
SOON = 1.0  # … or after a second
PATIENCE = aiohttp.ClientTimeout(total=10, connect=5)
MOST_READ = 4096  # bytes of an answer anybody looks at
_SKIP = ("User-Agent", "Accept", "Accept-Encoding", "Content-Type")
_lock = threading.Lock()
_open: list["_Wire"] = []


def each(
    things: Sequence[T], ask: Callable[[aiohttp.ClientSession, T], Coroutine[Any, Any, R]]
) -> Iterator[list[R]]:
    """Ask for every thing, with a hundred questions under way; answers come some at a time, in any order."""
    answers = _Answers[R]()
    running = asyncio.run_coroutine_threadsafe(_all(things, ask, answers), _wire().loop)
    try:
        while (some := answers.come.get()) is not None:
            if isinstance(some, BaseException):
                raise some
            yield some
    finally:
        running.cancel()


def one(ask: Callable[[aiohttp.ClientSession], Coroutine[Any, Any, R]]) -> R:
    """Ask one question and wait for its answer."""
    wire = _wire()

    async def asked() -> R:
        return await ask(wire.session)

    return asyncio.run_coroutine_threadsafe(asked(), wire.loop).result(2 * (PATIENCE.total or 10))


async def _all(
    things: Sequence[T],
    ask: Callable[[aiohttp.ClientSession, T], Coroutine[Any, Any, R]],
    answers: "_Answers[R]",
) -> None:
    session = _wire().session
    waiting = iter(things)

    async def work() -> None:
        for thing in waiting:
            answers.add(await ask(session, thing))

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(min(IN_FLIGHT, len(things))):
                group.create_task(work())
    except BaseException as problem:
        answers.end(problem)
        raise
    answers.end(None)


class _Answers(Generic[R]):
    """Answers on their way to the thread that writes them: waking it for each would cost more than asking."""

    def __init__(self) -> None:
        self.come: queue.SimpleQueue[list[R] | BaseException | None] = queue.SimpleQueue()
        self._held: list[R] = []
        self._soon: asyncio.TimerHandle | None = None

    def add(self, answer: R) -> None:
        self._held.append(answer)
        if len(self._held) >= SOME:
            self._hand_on()
        elif self._soon is None:
            self._soon = asyncio.get_running_loop().call_later(SOON, self._hand_on)

    def end(self, problem: BaseException | None) -> None:
        self._hand_on()
        self.come.put(problem)

    def _hand_on(self) -> None:
        if self._soon is not None:
            self._soon.cancel()
            self._soon = None
        if self._held:
            self.come.put(self._held)
            self._held = []


class _Wire:
    """A loop of its own in a thread of its own, which ends with the process."""

    session: aiohttp.ClientSession

    def __init__(self) -> None:
        self.loop = uvloop.new_event_loop()
        threading.Thread(target=self.loop.run_forever, name="wire", daemon=True).start()
        asyncio.run_coroutine_threadsafe(self._connect(), self.loop).result(10)

    def close(self) -> None:
        """Say goodbye to those we are connected with; the process ends."""
        asyncio.run_coroutine_threadsafe(self.session.close(), self.loop).result(5)
        self.loop.call_soon_threadsafe(self.loop.stop)

    async def _connect(self) -> None:
        self.session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=0, limit_per_host=IN_FLIGHT, keepalive_timeout=30, resolver=PublicResolver()
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=PATIENCE,
            skip_auto_headers=_SKIP,
            auto_decompress=False,
            read_bufsize=MOST_READ,
        )


def _wire() -> _Wire:
    """This process's wire, begun at its first use: a loop must not be carried into a child."""
    with _lock:
        if not _open:
            _open.append(_Wire())
            atexit.register(_open[0].close)
        return _open[0]
